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
    .replace(/<\/?[A-Za-z][^<>]{0,80}>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return spelledOut(foldScript(halfWidth))
    .replace(/(?<=\p{Script=Han}) (?=[\p{Script=Han}\d])|(?<=\d) (?=\p{Script=Han})/gu, '')
    .replace(FORMAL_NUMERAL, (numeral) => [...numeral].map((c) => EVERYDAY[c] ?? c).join(''));
}

/** What is said in Latin letters and written in Chinese: the names that 国家统计局 gives its figures. */
const SPELLED_OUT: readonly (readonly [RegExp, string])[] = [
  [/\bGDP\b|(?<=\P{L}|\p{Script=Han}|^)GDP(?=\p{Script=Han}|$)/giu, '生产总值'],
  [/(?<=\p{Script=Han}|^)CPI(?=\p{Script=Han}|$)/giu, '居民消费价格'],
];

function spelledOut(question: string): string {
  if (!/\p{Script=Han}/u.test(question)) return question;
  let text = question;
  for (const [letters, words] of SPELLED_OUT) text = text.replace(letters, words);
  return text;
}

/** Numerals as cheques and old prints have them, and the everyday ones. */
const EVERYDAY: Readonly<Record<string, string>> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
  廿: '二十',
  卅: '三十',
};
const FORMAL_NUMERAL = /(?<=第[（(]?)[壹贰叁肆伍陆柒捌玖拾佰仟廿卅一二三四五六七八九十]+/gu;

/** English where Latin letters outnumber Han and there are words enough for a question, Chinese otherwise. */
export function questionLanguage(question: string): QuestionLanguage {
  // A Chinese title inside an English question does not make it Chinese.
  const frame = question.replace(/[《「『“][^》」』”]*[》」』”]/gu, ' ');
  const han = frame.match(/\p{Script=Han}/gu)?.length ?? 0;
  const kana =
    frame.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  const latinWords = frame.match(/[A-Za-z]{2,}/gu)?.length ?? 0;
  return latinWords >= 1 && kana === 0 && latinWords > han ? 'en' : 'zh';
}
