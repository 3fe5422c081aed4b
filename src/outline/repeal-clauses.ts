import { DATE_DIGIT, isoDate } from './chinese-date.js';
import { looksLikeDocumentTitle } from './document-title.js';
import type { LineReading } from './line-reading.js';
import type { RepealedDocument } from './outline.js';
import { withoutBlanks } from './text-lines.js';

const END = '(?:废止|失效|停止执行|停止施行|停止实施|不再执行|作废)';
const NAME =
  /《((?:[^《》]|《[^《》]*》)+)》(?:[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)])?/gu;
const NUMBER =
  /[\p{Script=Han}]{1,15}[〔[（(【［][12][0-9]{3}[〕\]）)】］]第?[0-9]{1,5}号|[\p{Script=Han}]{0,12}令第?[0-9]{1,4}号|第[0-9]{1,4}号令/u;
/** A number that stands without its title: `穗府〔2010〕5号文同时废止`. */
const BARE_NUMBER = new RegExp(
  `([\\p{Script=Han}]{1,10}[〔[（(【［][12][0-9]{3}[〕\\]）)】］]第?[0-9]{1,5}号)(?:文件?|通知)?(?:同时|即行|予以|自|相应|一并)*${END}`,
  'gu',
);
/** What may stand between a title and the word that ends it: else only a clause of it is meant. */
const WHOLE = new RegExp(
  `^(?:[、，,和及与《]|以及|并|同时|即行|自行|相应|一并|随之|予以|自|从|于|均|也|现|已|全文|等|原|的通知|的决定|${END}|$)`,
  'u',
);
/** Clauses between a list of titles and the word that ends them: `《…》，自本办法施行之日起废止`. */
const BETWEEN = /^(?:自|从|于|同时|即行|一并|均|也|相应|现|，)/u;
const NOT_DONE = /不得|尚未|未被|没有|未经|是否|如果|可以|应当依法|或者废止|有权/u;
/** 修改、废止 as things that are done to rules in general. */
const IN_GENERAL = /(?:修改|修订|变更|解释|立改)[、和或与及]$/u;

/**
 * The documents that a text puts out of force as a whole: `《…》（文号）同时废止`, `废止《…》`, and
 * the list of a decision on 废止. A single article put out of force is none.
 *
 * @param sentences - without blanks, those that speak of 废止 or its like among them
 */
export function readRepeals(source: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly lines: readonly LineReading[];
}): readonly RepealedDocument[] {
  const found = [...source.sentences.flatMap(inSentence), ...inList(source)];
  const seen = new Set<string>();
  return found.filter(({ title, documentNumber }) => {
    const key = `${title ?? ''}|${documentNumber ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function inSentence(sentence: string): readonly RepealedDocument[] {
  const found: RepealedDocument[] = [];
  const masked = maskNames(sentence);
  for (const match of masked.matchAll(new RegExp(END, 'gu'))) {
    const before = sentence.slice(0, match.index);
    const maskedBefore = masked.slice(0, match.index);
    if (NOT_DONE.test(clauseEnd(maskedBefore)) || IN_GENERAL.test(maskedBefore)) continue;
    const after = masked.slice(match.index + match[0].length);
    // 废止前 and 废止的程序 speak of it; they do not do it.
    if (/^(?:后|前|的|之|时|日|以前|原因|程序)/u.test(after)) continue;
    const listStart = startOfList(maskedBefore);
    const passive = namesIn(before.slice(listStart), sentence.slice(match.index));
    found.push(...passive);
    if (passive.length === 0) {
      const end = after.search(/[。；]/u);
      const rest = sentence.slice(match.index + match[0].length);
      found.push(...activeNames(end < 0 ? rest : rest.slice(0, end)));
    }
  }
  for (const [, number = ''] of sentence.matchAll(BARE_NUMBER)) {
    const isTold = found.some(
      ({ documentNumber }) => documentNumber !== null && number.endsWith(documentNumber),
    );
    if (!isTold) found.push({ title: null, documentNumber: number, on: null });
  }
  return found;
}

/** Names and brackets as blanks of the same length: what they hold is no word of the clause. */
function maskNames(sentence: string): string {
  return sentence.replace(NAME, (name) => `《${'＿'.repeat(name.length - 2)}》`);
}

function clauseEnd(before: string): string {
  return before.split(/[，。；：]/u).at(-1) ?? '';
}

/** Where the titles begin that the word at the end speaks of: its own clause, or the ones before it that hold the titles. */
function startOfList(before: string): number {
  const bounds = [...before.matchAll(/[，。；：]/gu)];
  let end = before.length;
  for (const bound of bounds.reverse()) {
    const clause = before.slice(bound.index + 1, end);
    // `《甲》，《乙》，以及市政府《丙》同时废止`: one list in several clauses.
    const goesOn =
      bound[0] === '，' && clause.includes('《') && before.slice(0, bound.index).endsWith('》');
    if (clause.includes('《') && !goesOn) return bound.index + 1;
    const isBetween = bound[0] === '，' && (clause === '' || BETWEEN.test(clause));
    if (!goesOn && !isBetween) return bound.index + 1;
    end = bound.index;
  }
  return 0;
}

function namesIn(text: string, after: string): readonly RepealedDocument[] {
  const on = new RegExp(
    `(?:自|于|从)(${DATE_DIGIT}{4}年${DATE_DIGIT}{1,3}月${DATE_DIGIT}{1,3}日)起?(?:同时|予以|即行)*$`,
    'u',
  ).exec(text)?.[1];
  return [...text.matchAll(NAME)].flatMap((match) => {
    const rest = text.slice(match.index + match[0].length) + after;
    if (!WHOLE.test(rest) || isAuthority(text.slice(0, match.index))) return [];
    return [repealed(match, on === undefined ? null : isoDate(on))];
  });
}

/** `根据《…》的规定，《…》同时废止`: the first is the reason. */
function isAuthority(before: string): boolean {
  return /(?:根据|依据|依照|按照|遵照|与|和本)$/u.test(before);
}

function activeNames(text: string): readonly RepealedDocument[] {
  const first = /^(?:以下|下列)?[^《，。；]{0,40}(?=《)/u.exec(text);
  if (first === null) return [];
  return [...text.matchAll(NAME)].flatMap((match) => {
    const rest = text.slice(match.index + match[0].length);
    return WHOLE.test(rest) || /^的(?:决定|通知|公告)/u.test(rest) ? [repealed(match, null)] : [];
  });
}

function repealed(match: RegExpMatchArray, on: string | null): RepealedDocument {
  const number = NUMBER.exec(match[2] ?? '')?.[0] ?? null;
  return {
    title: (match[1] ?? '').replace(/[《〈]/gu, '《').replace(/[》〉]/gu, '》'),
    documentNumber: number,
    on,
  };
}

const LIST_TITLE = /(?:废止|失效|清理).*(?:决定|通知|公告|目录|通告)/u;
/** A line that announces what a decision repeals. */
const ANNOUNCES = /(?:废止|失效)(?:的|和|、|以下|下列)?.{0,30}(?:目录|清单|如下|[:：]$)/u;
/** `下列条例……自本法施行之日起，予以废止：`, in any document. */
const REPEALS_LISTED = /(?:下列|以下).{0,80}(?:废止|失效)[:：]$/u;
const CLOSES_LIST =
  /^(?:附件.{0,4}|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）).{0,20}(?:修改|修订)|保留|继续有效/u;
const ITEM = /^(?:[0-9一二三四五六七八九十]+[.．、]|[（(][0-9一二三四五六七八九十]+[）)])?(.+)$/u;
/** What may stand before a listed title: `1983年9月2日…通过的`. */
const NAMED_FIRST = /^(?:[0-9]{4}年[^《]{0,60})?《/u;

/** The titles on the lines of a list that is headed by 废止: a decision's, or one in a law's annex. */
function inList({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly LineReading[];
}): readonly RepealedDocument[] {
  const isDecision = LIST_TITLE.test(withoutBlanks(title));
  const found: RepealedDocument[] = [];
  let isOpen = false;
  for (const { bare } of lines) {
    const line = withoutBlanks(bare);
    const opens = REPEALS_LISTED.test(line) || (isDecision && ANNOUNCES.test(line));
    if (CLOSES_LIST.test(line)) isOpen = false;
    else if (opens && !line.includes('《')) isOpen = true;
    else if (isOpen) found.push(...listed(line));
  }
  return found;
}

function listed(line: string): readonly RepealedDocument[] {
  const words = ITEM.exec(line)?.[1] ?? '';
  if (NAMED_FIRST.test(words)) {
    const [match] = words.matchAll(NAME);
    return match === undefined ? [] : [repealed(match, null)];
  }
  const name = words.replace(/[（(][^）)]*[）)]/gu, '');
  if (words === line || /[。；，]/u.test(name) || !looksLikeDocumentTitle(name)) return [];
  return [{ title: name, documentNumber: NUMBER.exec(words)?.[0] ?? null, on: null }];
}
