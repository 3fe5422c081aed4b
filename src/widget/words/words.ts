import { en } from './en.js';
import type { Words } from './word-list.js';
import { zh } from './zh.js';

export type { Words } from './word-list.js';

/** The languages that the chat speaks; documents are shown as they were written. */
export type Language = 'zh' | 'en';

/** What the chat says in a language. */
export function wordsIn(language: Language): Words {
  return language === 'en' ? en : zh;
}

/** The language to speak: the wish, else the page's, else the browser's; Chinese where none of them is English. */
export function chooseLanguage(wish: string, page: string, browser: string): Language {
  const said = [wish, page, browser].find((tag) => tag !== '') ?? '';
  return /^en\b/i.test(said) ? 'en' : 'zh';
}
