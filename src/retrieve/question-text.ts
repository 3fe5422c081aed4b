import { foldScript } from '../text/script-variants.js';

/**
 * The question as the rules of this stage read it: one spelling for what keyboards and scripts
 * spell in several ways.
 */

/** What the answer is framed in: the question's own language as far as there is a frame for it. */
export type QuestionLanguage = 'zh' | 'en';

/** Distance between a full-width form and its ASCII character (Unicode block FF00). */
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * The question in simplified characters, full-width letters and digits made half-width, runs of
 * blanks made one, ends trimmed. Chinese punctuation stays: labels such as `（二）` and `一、` are
 * read by it.
 */
export function plainQuestion(question: string): string {
  const halfWidth = question
    .replace(/[０-９Ａ-Ｚａ-ｚ％＋－]/gu, (character) =>
      String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
    )
    .replace(/\s+/gu, ' ')
    .trim();
  return foldScript(halfWidth).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** English where Latin letters outnumber Han and there are words enough for a question, Chinese otherwise. */
export function questionLanguage(question: string): QuestionLanguage {
  const han = question.match(/\p{Script=Han}/gu)?.length ?? 0;
  const kana =
    question.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  const latinWords = question.match(/[A-Za-z]{2,}/gu)?.length ?? 0;
  return latinWords >= 1 && kana === 0 && latinWords > han ? 'en' : 'zh';
}
