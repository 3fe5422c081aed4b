import type { LabelFamily } from './heading-label.js';
import { withoutBlanks } from './text-lines.js';

/** What stands after a label: where its title is, and where its text begins. */
export interface RunInTitle {
  /** The title's words without closing mark; empty for a clause without one. */
  readonly title: string;
  /** Offset in the text given where the title and its closing mark end; 0 where there is no title. */
  readonly end: number;
  /** Whether the words announce a list: they end with ：. */
  readonly isLeadIn: boolean;
}

/** What the words around a heading say about it. */
export interface TitleContext {
  readonly family: LabelFamily;
  /** Whether the next line opens a list below this one. */
  readonly listFollows: boolean;
  /** Whether it is one entry of a list that a ： announced. */
  readonly inList: boolean;
  /** Whether it is an entry of a statute's article. */
  readonly underArticle: boolean;
  /** Whether this document's articles carry short titles before their text (`第三条 载体建设。…`). */
  readonly articlesHaveTitles: boolean;
  /** Whether an article's line holds nothing but its title. */
  readonly isTitleLine: boolean;
  /** Whether the line below has no label and no empty line above it: then it may go on with this one. */
  readonly mayGoOn: boolean;
}

/** Longest title that runs into text; longer first sentences of the sample are text. */
const MAX_RUN_IN_LENGTH = 40;
const MAX_RUN_IN_COMMAS = 2;
/** Longest title that has its line to itself. */
const MAX_LINE_TITLE_LENGTH = 80;
const MAX_LEAD_LENGTH = 25;
const MAX_SHORT_LENGTH = 15;

const OPENERS = '（(《“‘「『【〔[〈';
const CLOSERS = '）)》”’」』】〕]〉';
const MARKS = '。；：？！;:?!';
const LEAD_IN_WORDS = /(?:下列|以下|如下|之一|包括|分别|应当|应该|可以|不得|具备|符合)/u;
/** `本通知自…起施行` is a clause and never a title. */
const COMMENCEMENT = /起(?:施行|实施|执行)|同时废止/u;
const LIST_START = /^\s*(?:[（(]?[一1１①][）)、.．]|[（(][一1１][）)]|①|一是|首先)/u;

/**
 * Finds the title that runs on from a label: up to the first 。, or to ： where that comes first
 * and no list follows it, or to a bracketed, bold or spaced boundary.
 *
 * @param rest - the line after the label
 */
export function readRunInTitle(rest: string, context: TitleContext): RunInTitle {
  const lead = /^[\s*_：:]*/u.exec(rest)?.[0].length ?? 0;
  const words = rest.slice(lead);
  const isLeadIn = /[：:]["”*\s]*$/u.test(words);
  const none: RunInTitle = { title: '', end: 0, isLeadIn };
  if (words.length === 0) return none;
  const bracketed = bracketedTitle(words, context.family);
  if (bracketed !== null)
    return { title: clean(bracketed.title), end: lead + bracketed.length, isLeadIn };
  const length =
    context.family === 'article' ? articleTitleLength(words, context) : titleLength(words, context);
  if (length === 0) return none;
  const title = clean(words.slice(0, length));
  return title === '' ? none : { title, end: lead + afterClosingMark(words, length), isLeadIn };
}

/** A title's words: markup and the closing mark gone, no blanks between Chinese characters. */
export function clean(words: string): string {
  return words
    .replace(/[*_`]{1,3}/gu, '')
    .replace(/[\s\u200b\u2060\ufeff]+/gu, ' ')
    .replace(/(?<=[\p{Script=Han}\p{P}]) | (?=[\p{Script=Han}\p{P}])/gu, '')
    .trim()
    .replace(/(?<![。：；:;，,、])[。：；:;，,、]+$/u, '');
}

function bracketedTitle(
  words: string,
  family: LabelFamily,
): { readonly title: string; readonly length: number } | null {
  const lenticular = /^【([^】\n]{1,60})】/u.exec(words);
  if (lenticular?.[1] !== undefined) return { title: lenticular[1], length: lenticular[0].length };
  if (family !== 'article') return null;
  const round = /^[（([〔]([^）)\]〕\n，。；]{2,20})[）)\]〕](?=[\s\u3000]|\p{Script=Han})/u.exec(
    words,
  );
  return round?.[1] === undefined ? null : { title: round[1], length: round[0].length };
}

function articleTitleLength(words: string, context: TitleContext): number {
  if (context.isTitleLine) return words.length;
  if (!context.articlesHaveTitles) return 0;
  const at = firstMark(words);
  if (at < 0) return 0;
  const hasText = words.length > at + 1;
  return words.charAt(at) === '。' && hasText && looksLikeArticleTitle(words.slice(0, at)) ? at : 0;
}

/** Whether an article's first sentence is short and wordless enough to be its title. */
export function looksLikeArticleTitle(sentence: string): boolean {
  const bare = withoutBlanks(sentence);
  return (
    bare.length >= 2 &&
    bare.length <= 12 &&
    !/[，,]|本(?:法|条例|办法|规定|细则)|应当|不得|可以|适用|负责/u.test(bare)
  );
}

function titleLength(words: string, context: TitleContext): number {
  const spaced = spacedBoundary(words);
  if (spaced > 0) return spaced;
  const at = firstMark(words);
  if (at < 0) return wholeLineLength(words, context);
  const mark = words.charAt(at);
  const before = words.slice(0, at);
  const after = words.slice(at + 1);
  const hasText = /[^\s*”"]/u.test(after);
  if (mark === '？' || mark === '?') return before.length <= 60 ? at + 1 : 0;
  if (mark === '；' || mark === ';') return 0;
  if (mark === '：' || mark === ':')
    return colonTitleLength(before, { ...context, hasText, after });
  if (!isShortEnough(before, context) || COMMENCEMENT.test(before)) return 0;
  if (hasText) return at;
  const stands =
    !context.underArticle &&
    (context.listFollows || (!context.inList && isHeadingSentence(before)));
  return stands ? at : 0;
}

function wholeLineLength(words: string, context: TitleContext): number {
  const bare = withoutBlanks(words);
  if (/[，、,]$/u.test(bare) || bare.length > MAX_LINE_TITLE_LENGTH) return 0;
  // An item of an article is a clause that a page wrapped, where text follows its line directly.
  if (context.underArticle && context.mayGoOn && /[，,]/u.test(bare)) return 0;
  return (context.inList || context.underArticle) && bare.length > MAX_RUN_IN_LENGTH
    ? 0
    : words.length;
}

function colonTitleLength(
  before: string,
  context: TitleContext & { readonly hasText: boolean; readonly after: string },
): number {
  const bare = withoutBlanks(before);
  if (bare.length > MAX_LEAD_LENGTH || /[，,]/u.test(bare) || LEAD_IN_WORDS.test(bare)) return 0;
  if (/^\s*[“"]/u.test(context.after)) return 0;
  const listFollows = context.hasText ? LIST_START.test(context.after) : context.listFollows;
  if (listFollows)
    return bare.length <= MAX_SHORT_LENGTH && !context.underArticle ? before.length : 0;
  return before.length;
}

function isShortEnough(before: string, context: TitleContext): boolean {
  const bare = withoutBlanks(before);
  const commas = bare.split(/[，,]/u).length - 1;
  if (context.underArticle) return bare.length <= MAX_SHORT_LENGTH && commas === 0;
  return bare.length <= MAX_RUN_IN_LENGTH && commas <= MAX_RUN_IN_COMMAS;
}

/** A line that is one sentence is a heading where it is short and free of clauses and figures. */
function isHeadingSentence(sentence: string): boolean {
  const bare = withoutBlanks(sentence);
  return bare.length <= 25 && !/[，,0-9０-９]/u.test(bare);
}

/** `1.加强管理　　各部门要…。`: the title ends at a wide blank and a sentence follows. */
function spacedBoundary(words: string): number {
  const match = /^([^\s，。；：？！]{2,25})(?:\u3000+|[ \u00a0]{2,})(?=\S)/u.exec(words);
  if (match?.[1] === undefined) return 0;
  const rest = words.slice(match[0].length);
  return rest.length >= 20 && /[。；：]/u.test(rest) ? match[1].length : 0;
}

/** Offset of the first 。；：？！ outside brackets and quotes; -1 where there is none. */
function firstMark(words: string): number {
  let depth = 0;
  const limit = Math.min(words.length, 400);
  for (let at = 0; at < limit; at += 1) {
    const character = words.charAt(at);
    if (OPENERS.includes(character)) depth += 1;
    else if (CLOSERS.includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && MARKS.includes(character) && !isInsideNumber(words, at)) return at;
  }
  return depth > 0 ? words.slice(0, limit).search(/[。；：？！]/u) : -1;
}

/** `7:30` and `https:` hold no mark. */
function isInsideNumber(words: string, at: number): boolean {
  return (
    /[:;?!]/u.test(words.charAt(at)) &&
    /[0-9A-Za-z]/u.test(words.charAt(at - 1)) &&
    /[0-9A-Za-z/]/u.test(words.charAt(at + 1))
  );
}

function afterClosingMark(words: string, at: number): number {
  return at + (/^[\s*_]*[。：:]?[*_]{0,3}/u.exec(words.slice(at))?.[0].length ?? 0);
}
