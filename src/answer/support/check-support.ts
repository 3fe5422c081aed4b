import { normaliseDocumentNumber } from '../../retrieve/document-number.js';
import { escapePattern } from '../../text/escape-pattern.js';
import { normaliseForMatching } from '../../text/normalise.js';
import { splitSentences, type TextRange } from '../../text/sentences.js';
import { align } from './align.js';
import { hasWholePieces, keepsConditions, keepsOrder } from './order.js';
import type { Match, SourceSentence } from './source.js';
import { readTokens, type TokenText } from './tokens.js';
import { EXCEPTION, INJECTION, SAFE } from './words.js';

/** A clause that a sentence cites. */
export interface SupportClause {
  readonly documentId: string;
  /** What the words stand in: the document's title, its number, the headings above the clause. */
  readonly title: string;
  readonly context: readonly string[];
  /** The year that the document is of; null where it names none. */
  readonly year: number | null;
  /** The text that `range` is of. */
  readonly text: string;
  readonly range: TextRange;
}

/** The sentences of the clauses that say what was checked. */
export interface SupportedBy {
  readonly clause: number;
  readonly range: TextRange;
}

/** Whether the clauses bear a sentence out, and where. */
export type Support =
  | { readonly kind: 'supported'; readonly by: readonly SupportedBy[] }
  | { readonly kind: 'unsupported'; readonly reason: UnsupportedReason };

export type UnsupportedReason =
  | 'empty'
  | 'language'
  | 'quote'
  | 'number'
  | 'words'
  | 'order'
  | 'condition';

/** Clauses' sentences in the form in which sentences are checked against them; made once an answer. */
export interface SupportSources {
  readonly clauses: readonly SupportClause[];
  readonly sentences: readonly (SourceSentence & { readonly range: TextRange | null })[];
}

/** Reads clauses for {@link checkSupport}. What addresses a model in them supports nothing. */
export function readSources(clauses: readonly SupportClause[]): SupportSources {
  const sentences = clauses.flatMap((clause, index) => {
    const about = { clause: index, documentId: clause.documentId, documentYear: clause.year };
    const context = [clause.title, `《${clause.title}》`, ...clause.context].filter(
      (words) => words !== '',
    );
    return [
      ...context.map((words) => ({ ...readTokens(words), ...about, isContext: true, range: null })),
      ...statements(clause).map((range) => ({
        ...readTokens(clause.text.slice(range.start, range.end)),
        ...about,
        isContext: false,
        range,
      })),
    ];
  });
  return { clauses, sentences };
}

/** The sentences of a clause, without those that address a model and what follows them on their line. */
function statements({ text, range }: SupportClause): readonly TextRange[] {
  const kept: TextRange[] = [];
  let isAddressed = false;
  for (const sentence of splitSentences(text, range)) {
    const words = text.slice(sentence.start, sentence.end);
    isAddressed ||= INJECTION.test(normaliseForMatching(words));
    const last = kept.at(-1);
    const goesOn =
      last !== undefined &&
      last.end === sentence.start &&
      /^\s*(?:但|前款.{0,20}不适用)/u.test(words) &&
      EXCEPTION.test(words.trim().replace(/[。；]$/u, ''));
    if (!isAddressed && goesOn) kept.splice(-1, 1, { start: last.start, end: sentence.end });
    else if (!isAddressed && words.trim() !== '') kept.push(sentence);
    if (words.includes('\n')) isAddressed = false;
  }
  return kept;
}

/** Whether a clause's text tries to tell a model what to do. */
export function addressesModel(words: string): boolean {
  return INJECTION.test(normaliseForMatching(words));
}

/** At least this share of what a sentence says is in the clauses' own words, not in titles and headings. */
const LEAST_CLAUSE_SHARE = 0.5;
/** Tokens under which a sentence says nothing. */
const LEAST_TOKENS = 3;

/**
 * Whether clauses bear out a sentence: each of its words is in them, in pieces that could be put
 * together so without changing what they say. A word that they lack, another figure, a modality
 * added or dropped, a subject exchanged or a condition left out makes it unsupported.
 */
export function checkSupport(sentence: string, sources: SupportSources): Support {
  const stated = withoutFrame(sentence, sources);
  if (!/\p{Script=Han}/u.test(stated)) return unsupported('language');
  if (!quotesStand(stated, sources)) return unsupported('quote');
  if (!numbersStand(stated, sources)) return unsupported('number');
  const read = readTokens(stated);
  if (!isMostlyHan(read)) return unsupported('language');
  if (read.tokens.length < LEAST_TOKENS) return unsupported('empty');
  const matches = align({ sentence: read, isSafe: safeTokens(read), sources: sources.sentences });
  if (matches === null) return unsupported('words');
  const found = matches.filter((match) => match !== null);
  const own = found.filter(({ source }) => sources.sentences[source]?.isContext === false);
  if (own.length < LEAST_TOKENS || own.length < read.tokens.length * LEAST_CLAUSE_SHARE) {
    return unsupported('words');
  }
  if (!hasWholePieces(own)) return unsupported('words');
  if (!keepsOrder(read, matches, sources.sentences)) return unsupported('order');
  if (!keepsConditions(own, sources.sentences)) return unsupported('condition');
  return { kind: 'supported', by: rangesOf(own, sources) };
}

/** Words of Latin script are compared one by one, without what governs them: too little for a sentence of them. */
function isMostlyHan({ tokens }: TokenText): boolean {
  const latin = tokens.filter(({ kind, key }) => kind === 'name' && /^[a-wyz]/u.test(key));
  return latin.length * 2 <= tokens.length;
}

function unsupported(reason: UnsupportedReason): Support {
  return { kind: 'unsupported', reason };
}

/** 根据《…》的规定， in front of a sentence. */
const LEADS = '(?:根据|按照|依据|依照|按)?';
const SAYS = '(?:的?(?:规定|要求|明确|提出|指出|显示|安排)[，,：:]?|[，,：:])';
const SOME_FILE = '(?:该|本|上述)?(?:文件|条款|要点|办法|通知|规定|方案|意见|资料)';

/** A sentence without the words that name its document, where that is one of those cited. */
function withoutFrame(sentence: string, { clauses }: SupportSources): string {
  const said = sentence.trim();
  const names = clauses.map(({ title }) => `《?${escapePattern(title)}》?`);
  const frame = new RegExp(`^${LEADS}(?:${[...names, SOME_FILE].join('|')})${SAYS}`, 'u');
  return said.replace(frame, '');
}

/** Quotation marks claim the very words. */
function quotesStand(sentence: string, { clauses }: SupportSources): boolean {
  const quotes = sentence.match(/[“"][^“”"]{1,80}[”"]|「[^」]{1,80}」/gu) ?? [];
  return quotes.every((quote) => {
    const words = bare(quote.slice(1, -1));
    return clauses.some(({ text, range, title, context }) =>
      bare([text.slice(range.start, range.end), title, ...context].join('\n')).includes(words),
    );
  });
}

function bare(text: string): string {
  return normaliseForMatching(text).replace(/[\s“”"'‘’]/gu, '');
}

const DOCUMENT_NUMBER = /[\p{Script=Han}a-z]{1,12}〔\d{4}〕\d{1,5}号/giu;

/** A 文号 is one of the clauses' or of their documents. */
function numbersStand(sentence: string, { clauses }: SupportSources): boolean {
  const numbers = normaliseDocumentNumber(sentence).match(DOCUMENT_NUMBER) ?? [];
  return numbers.every((number) => {
    // Words may stand in front of a number without a blank: 根据国办发〔2023〕15号.
    const digits = number.slice(number.indexOf('〔') - 1);
    return clauses.some(({ text, range, context }) =>
      normaliseDocumentNumber([text.slice(range.start, range.end), ...context].join('\n')).includes(
        digits,
      ),
    );
  });
}

function safeTokens({ text, tokens }: TokenText): readonly boolean[] {
  const spans = [...text.matchAll(SAFE)].map(({ index, 0: word }) => [index, index + word.length]);
  return tokens.map(
    ({ key, kind, start, end, modal, opens }) =>
      // A year binds what stands with it and needs no place of its own.
      isPlainYear(key) ||
      (kind === 'han' &&
        // Behind 应当 every word must be found: one that need not be would leave 应当 unproved.
        (modal === null || modal === 'weak-must' || opens) &&
        spans.some(([from = 0, to = 0]) => from <= start && end <= to)),
  );
}

function isPlainYear(key: string): boolean {
  return /^year \d{4} $/u.test(key);
}

function rangesOf(own: readonly Match[], { sentences }: SupportSources): readonly SupportedBy[] {
  const used = [...new Set(own.map(({ source }) => source))].sort((a, b) => a - b);
  return used.flatMap((source) => {
    const sentence = sentences[source];
    return sentence?.range ? [{ clause: sentence.clause, range: sentence.range }] : [];
  });
}
