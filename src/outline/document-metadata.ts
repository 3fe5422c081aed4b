import { parseNumeral } from '../text/numerals.js';
import { DATE_DIGIT, isoDate } from './chinese-date.js';
import { departmentOf } from './department.js';
import { readValidity } from './document-validity.js';
import { enactingBody, orderingBody, reportingGovernment } from './enacting-body.js';
import { isBodiesLine, isDateLine, type LineReading } from './line-reading.js';
import type { DocumentMetadata } from './outline.js';
import { withoutBlanks } from './text-lines.js';

/** Where metadata is printed. */
export interface MetadataSource {
  readonly title: string;
  readonly titleBlock: readonly LineReading[];
  readonly readings: readonly LineReading[];
}

const BRACKETED_NUMBER =
  /[\p{Script=Han}]{1,15}[〔[（(【［][12][0-9]{3}[〕\]）)】］]第?[0-9]{1,5}号/u;
/** `国令第706号`, `第706号` below `…令`; only where it is the whole line, for a title may name a 提案第2741号. */
const ORDER_NUMBER =
  /^(?:[\p{Script=Han}]{0,20}(?:令|公告|决定))?(?:[12][0-9]{3}年)?第?[0-9〇零一二三四五六七八九十百]{1,8}号(?:令|公告)?$/u;
const EFFECTIVE = new RegExp(
  `自(${DATE_DIGIT}{4}年${DATE_DIGIT}{1,3}月${DATE_DIGIT}{1,3}日)起?(?:施行|实施|生效|执行)`,
  'u',
);
const EFFECTIVE_NOTE = new RegExp(
  `^(${DATE_DIGIT}{4}年${DATE_DIGIT}{1,3}月${DATE_DIGIT}{1,3}日)起?施行$`,
  'u',
);
const FROM_DAY_OF_ISSUE = /自(?:公布|发布|印发|颁布)之日起(?:施行|实施|执行|生效)/u;
const ISSUER_IN_TITLE = /^(.{2,60}?)(?:关于|对(?!外))/u;
const BODY_END =
  /(?:国务院|政府|委员会|委|办公厅|办公室|厅|局|部|署|院|中心|党组|公司|集团|法院|检察院|银行|军委|常委会|联合会)$/u;
/** Dates of a 题注 count back from the last that it prints. */
const ADOPTED = new RegExp(`(${DATE_DIGIT}{4}年${DATE_DIGIT}{1,3}月${DATE_DIGIT}{1,3}日)`, 'gu');
const SIGNATURE_LINES = 12;
const OPENING_LINES = 12;

/** Reads what the document prints about itself; null where it prints nothing. */
export function readMetadata(source: MetadataSource): DocumentMetadata {
  const block = source.titleBlock.map((reading) => withoutBlanks(reading.bare));
  const signature = readSignature(source.readings);
  const issuer = issuerOf(source, signature.issuer);
  const issuedOn = signature.date ?? adoptionDate(block);
  const effectiveOn = effectiveDate(source, { block, issuedOn });
  const validity = readValidity({ ...source, issuedOn, effectiveOn });
  return {
    issuer,
    department: departmentOf({ title: source.title, issuer }),
    year: yearOf(source.title, issuedOn),
    documentNumber: documentNumber(source, block),
    issuedOn,
    effectiveOn,
    ...(validity === null ? {} : { validity }),
  };
}

/** 年度 of the title; a year after 关于 may be that of a matter (`2008年北京奥运会`) and gives way to the date. */
function yearOf(title: string, issuedOn: string | null): number | null {
  const match =
    /(?:^|[^0-9])((?:19|20)[0-9]{2})年/u.exec(title) ??
    /([二一][〇○零九][〇○零一二三四五六七八九]{2})年/u.exec(title);
  const issued = issuedOn === null ? null : Number(issuedOn.slice(0, 4));
  const year = match?.[1] === undefined ? null : parseNumeral(match[1]);
  if (year === null || match === null) return issued;
  const isMatter =
    title.slice(0, match.index).includes('关于') && issued !== null && Math.abs(issued - year) > 1;
  return isMatter ? issued : year;
}

/** 落款: names of authorities with a date below them. The first is the document's own; appendices and issued documents have theirs further down. */
function readSignature(readings: readonly LineReading[]): {
  readonly issuer: string | null;
  readonly date: string | null;
} {
  for (const [index, reading] of readings.entries()) {
    if (!isDateLine(reading.bare)) continue;
    const bodies: string[] = [];
    for (let above = index - 1; above >= 0 && index - above <= 4; above -= 1) {
      const bare = readings[above]?.bare ?? '';
      if (!isBodiesLine(bare) || (readings[above]?.labels.length ?? 0) > 0) break;
      bodies.unshift(joinBodies(bare));
    }
    if (bodies.length > 0) return { issuer: bodies.join('、'), date: isoDate(reading.bare) };
    const isLast = index >= readings.length - SIGNATURE_LINES;
    const afterSentence = index > 2 && /[。）]$/u.test(readings[index - 1]?.bare ?? '');
    const underPerson = /^(?:总理|主席|省长|市长|部长|局长|主任)/u.test(
      withoutBlanks(readings[index - 1]?.bare ?? ''),
    );
    if (isLast || afterSentence || underPerson)
      return { issuer: null, date: isoDate(reading.bare) };
  }
  return { issuer: null, date: null };
}

/** Authorities that stand beside each other, with 、 between them. */
function joinBodies(words: string): string {
  return words.trim().replace(/\s+/gu, '、');
}

function issuerOf(source: MetadataSource, signed: string | null): string | null {
  if (signed !== null) return signed;
  const printedTitle = source.titleBlock[0]?.bare.replace(/^[（(][^）)]*[）)]/u, '') ?? '';
  const named = ISSUER_IN_TITLE.exec(joinBodies(printedTitle))?.[1];
  if (named !== undefined && BODY_END.test(named)) return named;
  const line = source.titleBlock
    .slice(1)
    .find((reading) => isBodiesLine(reading.bare) && reading.labels.length === 0);
  if (line !== undefined) return joinBodies(line.bare);
  const bracketed = /[（(]([^）)]{2,20}(?:局|委|厅|部|集团公司|公司|中心|办公室))[）)]$/u.exec(
    source.title,
  )?.[1];
  if (bracketed !== undefined && bracketed.length > 4) return bracketed;
  return (
    reportingGovernment(withoutBlanks(source.title)) ??
    orderingBody(openingLines(source)) ??
    enactingBody(source.titleBlock.slice(1).map((reading) => withoutBlanks(reading.bare)))
  );
}

function openingLines(source: MetadataSource): readonly string[] {
  return source.readings.slice(0, OPENING_LINES).map((reading) => withoutBlanks(reading.bare));
}

function documentNumber(source: MetadataSource, block: readonly string[]): string | null {
  const opening = openingLines(source);
  const lines = [...block, ...opening.filter((line) => line.length <= 40)];
  const printed = lines.filter(
    (line) => line.length <= 60 && !/通过|批准|修[订正]|收悉|《/u.test(line),
  );
  const bracketed = printed
    .map((line) => BRACKETED_NUMBER.exec(line)?.[0])
    .find((number) => number !== undefined);
  return bracketed ?? printed.find((line) => ORDER_NUMBER.test(line)) ?? null;
}

/** The last date of the adoption note, where there is no signature: a law's latest version. */
function adoptionDate(block: readonly string[]): string | null {
  const notes = block.filter(
    (line) =>
      /通过|批准|公布|发布|修订|修正|印发|^[^0-9]*[0-9〇]{4}年[^，。]{0,8}日$|会议上$/u.test(
        line,
      ) && !/施行$/u.test(line),
  );
  const dates = notes.flatMap((line) => [...line.matchAll(ADOPTED)].map((match) => match[1] ?? ''));
  return (
    dates
      .map(isoDate)
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null
  );
}

function effectiveDate(
  source: MetadataSource,
  known: { readonly block: readonly string[]; readonly issuedOn: string | null },
): string | null {
  for (const line of known.block) {
    const note = EFFECTIVE_NOTE.exec(line)?.[1];
    if (note !== undefined) return isoDate(note);
  }
  for (let index = source.readings.length - 1; index >= 0; index -= 1) {
    const words = withoutBlanks(source.readings[index]?.bare ?? '');
    const match = EFFECTIVE.exec(words)?.[1];
    if (match !== undefined) return isoDate(match);
    if (
      /本(?:法|条例|办法|规定|细则|规则|规程|规范|通知|公告|通告|意见|方案|计划|措施|决定|决议|标准|准则|指引|解释|修正案)/u.test(
        words,
      ) &&
      FROM_DAY_OF_ISSUE.test(words)
    )
      return known.issuedOn;
  }
  return null;
}
