import { parseNumeral } from '../text/numerals.js';
import { DATE_DIGIT, isoDate } from './chinese-date.js';
import { endsSentence, type LineReading } from './line-reading.js';
import type { DocumentValidity } from './outline.js';
import { readRepeals } from './repeal-clauses.js';
import { withoutBlanks } from './text-lines.js';

/** Where validity is printed, and the dates read before. */
export interface ValiditySource {
  readonly title: string;
  readonly titleBlock: readonly LineReading[];
  readonly readings: readonly LineReading[];
  readonly issuedOn: string | null;
  readonly effectiveOn: string | null;
}

const DATE = `${DATE_DIGIT}{4}年${DATE_DIGIT}{1,3}月${DATE_DIGIT}{1,3}日`;
/** What a document calls itself in its closing clauses. */
const ITSELF =
  '本(?:法|条例|办法|规定|细则|实施细则|规则|规程|规范|标准|准则|制度|通知|公告|通告|意见|方案|计划|措施|政策|决定|指引|指南|目录|文件|规范性文件)';
const NAMES_ITSELF = new RegExp(ITSELF, 'u');
/** The words on which a sentence about a document's own time turns: `…起施行`, `自印发之日起`. */
const COMMENCES = /(?:施行|实施|执行|生效|试行)|(?:印发|发布|公布|颁布)之日/u;
const COUNT = '[0-9０-９一二两三四五六七八九十]{1,3}';
/** `有效期5年`, `有效期为五年`, `试行期限两年`; the subject is the document, said or understood. */
const TERM = new RegExp(
  `(?:^|[，,；;。、:：（(])(?:${ITSELF}(?:的)?|其)?(?:有效期|有效期限|试行期|试行期限|暂定试行|试行)(?:限)?(?:暂定|定)?(?:为|是)?(${COUNT})(个月|年)`,
  'u',
);
/** `有效期至2025年12月31日`, `施行至…止`. */
const UNTIL = new RegExp(
  `(?:^|[，,；;。、:：（(])(?:${ITSELF}(?:的)?|其)?(?:(?:有效期|有效期限|试行期|试行期限)(?:限)?(?:为|是)?[^。；]{0,30}?)?(?:截至|截止到?|至|到)(${DATE})(?:止|$|[，,。；;）)])`,
  'u',
);
/** `自印发之日起30日后施行`. */
const LATER = new RegExp(`之日起(?:满)?(${COUNT})(日|个月)(?:后|起)`, 'u');
/** `本公告执行期限为2023年1月1日至2027年12月31日`, `本公告自…起执行至…`. */
const CARRIED_OUT_UNTIL = new RegExp(
  `${ITSELF}[^。；]{0,40}(?:执行|实施|施行)(?:期限)?(?:为|是)?(?:自)?[^。；，]{0,20}至(${DATE})`,
  'u',
);
const HAS_TERM =
  /有效期|试行期|试行[0-9一二两三]|至[^。]{0,20}日止|截[至止]|(?:执行|实施|施行)(?:期限|至)/u;

/** `有效性：失效` on an archive's page; the value may stand on the next line. */
const STATUS =
  /^(?:【)?(?:有效性|时效性|效力状态|时效状态|文件状态|效力|状态)(?:】)?[:：]?(.{0,12})$/u;
const STATUS_DATE = new RegExp(
  `^(?:废止日期|失效日期|废止时间|失效时间)[:：]?(${DATE}|[0-9]{4}-[0-9]{2}-[0-9]{2})?`,
  'u',
);
const GONE = /^(?:已)?(?:被)?(?:废止|失效|全文废止|全文失效)/u;
const MARKED = /[（(【[](?:本文)?(?:件)?(?:现)?(?:已)?(?:经)?(?:被)?(?:废止|失效|作废)[）)】\]]/u;
const OPENING_LINES = 45;
const REVISED = new RegExp(
  `(${DATE})(?:(?!${DATE_DIGIT}{4}年)[^。；）)])*?(?:修订|修正|修改)`,
  'gu',
);
const REVISED_IN_TITLE =
  /[（(]([12][0-9]{3})年?(?:[0-9]{1,2}月)?(?:第[一二三四五六七八九十]次)?(?:修订|修正|修改)[^）)]{0,4}[）)]/u;

/** What a document prints about its time of validity; null where it prints nothing of the kind. */
export function readValidity(source: ValiditySource): DocumentValidity | null {
  const sentences = sentencesAbout(source.readings);
  const mark = ownMark(source);
  const validity: DocumentValidity = {
    revisedOn: revisions(source),
    expiresOn: expiry(source, sentences),
    isRepealed: mark.isRepealed,
    repealedOn: mark.repealedOn,
    repeals: readRepeals({ title: source.title, sentences, lines: source.readings }),
  };
  const saysNothing =
    validity.revisedOn.length === 0 &&
    validity.expiresOn === null &&
    !validity.isRepealed &&
    validity.repeals.length === 0;
  return saysNothing ? null : validity;
}

/** Sentences without blanks, the lines of one joined; only those that may speak of validity. */
function sentencesAbout(readings: readonly LineReading[]): readonly string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { bare, isTable } of readings) {
    if (isTable) continue;
    open += withoutBlanks(bare).replace(LABEL, '');
    if (!endsSentence(bare) && !/[。；]$/u.test(open)) {
      // A heading or a list's line ends nothing; what grows too long was no sentence.
      if (open.length > LONGEST_SENTENCE) open = open.slice(-LONGEST_SENTENCE);
      continue;
    }
    sentences.push(...open.split(/(?<=[。])/u));
    open = '';
  }
  if (open !== '') sentences.push(open);
  return sentences.filter(
    (sentence) => /废止|失效|停止执行|停止施行|不再执行/u.test(sentence) || HAS_TERM.test(sentence),
  );
}

/** What a closing clause may be numbered with; it is no part of the name that follows. */
const LABEL =
  /^(?:第[0-9一二三四五六七八九十百〇零]+条|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)])/u;
const LONGEST_SENTENCE = 2000;

function revisions({ title, titleBlock }: ValiditySource): readonly string[] {
  const block = titleBlock.map(({ bare }) => withoutBlanks(bare)).join('');
  const dates = [...block.matchAll(REVISED)].map(([, date]) => isoDate(date ?? ''));
  const inTitle = REVISED_IN_TITLE.exec(withoutBlanks(title))?.[1];
  const found = dates.filter((date) => date !== null);
  const isNews = inTitle !== undefined && !found.some((date) => date.startsWith(inTitle));
  return [...new Set([...found, ...(isNews ? [inTitle] : [])])].sort();
}

function expiry(source: ValiditySource, sentences: readonly string[]): string | null {
  for (const sentence of [...sentences].reverse()) {
    if (!HAS_TERM.test(sentence)) continue;
    const isOwn =
      COMMENCES.test(sentence) || new RegExp(`${ITSELF}(?:的)?有效期`, 'u').test(sentence);
    if (!isOwn) continue;
    const mayEnd = /有效期|试行期/u.test(sentence) || NAMES_ITSELF.test(sentence);
    const until = mayEnd
      ? (UNTIL.exec(sentence) ?? CARRIED_OUT_UNTIL.exec(sentence))?.[1]
      : undefined;
    if (until !== undefined) return isoDate(until);
    const [, count = '', unit] = TERM.exec(sentence) ?? [];
    const number = parseNumeral(count);
    const from = firstDay(source, sentence);
    if (number === null || number === 0 || from === null) continue;
    return dayBefore(later(from, unit === '年' ? { months: number * 12 } : { months: number }));
  }
  return null;
}

/** The day on which a document begins to be in force; null where it is not known to the day. */
function firstDay({ issuedOn, effectiveOn }: ValiditySource, sentence: string): string | null {
  const printed = new RegExp(`自(${DATE})起?`, 'u').exec(sentence)?.[1];
  if (printed !== undefined) return isoDate(printed);
  const known = effectiveOn ?? issuedOn;
  if (known === null || known.length < 10) return null;
  const [, count = '', unit] = LATER.exec(sentence) ?? [];
  const number = parseNumeral(count);
  if (number === null || effectiveOn !== null) return known;
  return later(known, unit === '日' ? { days: number } : { months: number });
}

function later(day: string, by: { readonly days?: number; readonly months?: number }): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (by.months !== undefined) date.setUTCMonth(date.getUTCMonth() + by.months);
  if (by.days !== undefined) date.setUTCDate(date.getUTCDate() + by.days);
  return date.toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return later(day, { days: -1 });
}

function ownMark({ title, readings }: ValiditySource): {
  readonly isRepealed: boolean;
  readonly repealedOn: string | null;
} {
  const lines = readings.slice(0, OPENING_LINES).map(({ bare }) => withoutBlanks(bare));
  const isMarked =
    MARKED.test(title) || lines.some((line) => line.length <= 40 && MARKED.test(line));
  const status = lines.findIndex((line) => STATUS.test(line));
  const value =
    status < 0 ? '' : STATUS.exec(lines[status] ?? '')?.[1] || (lines[status + 1] ?? '');
  if (!isMarked && !GONE.test(value)) return { isRepealed: false, repealedOn: null };
  const at = lines.findIndex((line) => STATUS_DATE.test(line));
  const date = at < 0 ? '' : STATUS_DATE.exec(lines[at] ?? '')?.[1] || (lines[at + 1] ?? '');
  const repealedOn = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u.test(date) ? date : isoDate(date);
  return { isRepealed: true, repealedOn };
}
