import { normaliseForMatching } from '../../text/normalise.js';
import { LABEL, withCommonWords } from './words.js';

/** A phrase as it stands in the text. */
export interface Phrase {
  readonly start: number;
  readonly end: number;
  /** Counts the stretches between semicolons. */
  readonly stretch: number;
}

/** A sentence in the one spelling and order of words that is compared. */
export function readableForm(sentence: string): string {
  return withCommonWords(
    deedsFirst(exceptionsLast(labelApart(squeezed(normaliseForMatching(sentence))))),
  );
}

function squeezed(text: string): string {
  return text.replace(/[ \t\u3000\u00a0]+(?=[^a-z0-9]|$)|(?<=[^a-z0-9])[ \t\u3000\u00a0]+/gu, '');
}

/** 除低保家庭外 as 低保家庭除外. */
function exceptionsLast(text: string): string {
  return text.replace(/除了?([^,;。:、]{1,30}?)(?:以外|之外|外)(?=[,;。:]|$)/gu, '$1除外');
}

/** A clause's label is no part of its first phrase. */
function labelApart(text: string): string {
  return text.replace(LABEL, (label) => `${label},`);
}

/** 对工作情况进行评估 as 评估工作情况. */
function deedsFirst(text: string): string {
  return text.replace(/对([^,;。:、]{2,20}?)进行(\p{Script=Han}{2})(?=[,;。、]|$)/gu, '$2$1');
}

/** The stretches between commas and stronger marks, those in titles left alone. */
export function phrasesOf(text: string): readonly Phrase[] {
  const phrases: Phrase[] = [];
  let stretch = 0;
  let start = 0;
  let depth = 0;
  const close = (end: number) => {
    if (end > start) phrases.push({ start, end, stretch });
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '《') depth += 1;
    if (character === '》') depth = Math.max(0, depth - 1);
    if (depth > 0 || !/[,;:。!?\n…]/u.test(character)) continue;
    close(at);
    start = at + 1;
    // 但是 goes back to what stands before it.
    if (/[;。!?\n]/u.test(character) && !/^\s*(?:但|前款)/u.test(text.slice(start))) stretch += 1;
  }
  close(text.length);
  return phrases;
}
