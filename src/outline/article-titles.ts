import { endsSentence, type LineReading } from './line-reading.js';
import { looksLikeArticleTitle } from './run-in-title.js';

/** How a document's articles carry their titles; most statutes have none. */
export interface ArticleTitles {
  /** `第三条 载体建设。对…`: a short first sentence is the title. */
  readonly runIn: boolean;
  /** `第一条 公司名称`, the text on the lines below. */
  readonly onOwnLine: boolean;
}

const MIN_RUN_IN = 3;
const MIN_OWN_LINE = 2;
const MAX_TITLE_LENGTH = 25;
/** Words that end a cut sentence and no title. */
const CUT_END = /[和或与及据照按依由对将向第《“（(]$|(?<!目)的$/u;

/**
 * Whether the articles of a document have titles: one short sentence is a title only where it is
 * the rule, for `国家实行登记制度。` stands at the beginning of many an article.
 */
export function articleTitles(readings: readonly LineReading[]): ArticleTitles {
  let articles = 0;
  let runIn = 0;
  let onOwnLine = 0;
  readings.forEach((reading, index) => {
    const label = reading.labels[0];
    if (label?.family !== 'article' || label.weak) return;
    articles += 1;
    const words = reading.bare.slice(label.length).replace(/[*_]/gu, '').trim();
    if (isTitleLine(words, readings[index + 1])) onOwnLine += 1;
    const sentence = /^([^。]{1,16})。(?=.)/u.exec(words)?.[1];
    if (sentence !== undefined && looksLikeArticleTitle(sentence)) runIn += 1;
  });
  return {
    runIn: runIn >= MIN_RUN_IN && runIn * 3 >= articles,
    onOwnLine: onOwnLine >= MIN_OWN_LINE && onOwnLine * 2 > articles,
  };
}

/** Whether an article's line holds a title and nothing else, its text standing below. */
export function isTitleLine(words: string, next: LineReading | undefined): boolean {
  return (
    next !== undefined &&
    words.length >= 2 &&
    words.length <= MAX_TITLE_LENGTH &&
    !endsSentence(words) &&
    !/[。；，,：]/u.test(words.replace(/[（(][^）)]*[）)]/gu, '')) &&
    !CUT_END.test(words) &&
    !next.labels.some((label) => label.family === 'article') &&
    !/^[《》“”）)，。、；：]/u.test(next.bare)
  );
}
