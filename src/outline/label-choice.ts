import { formatChineseNumeral } from '../text/numerals.js';
import { type HeadingLabel, isReferenceTail, type LabelFamily } from './heading-label.js';
import { endsSentence, type LineReading } from './line-reading.js';
import type { NumberLists } from './number-lists.js';
import type { Fit, Placement, SectionStack } from './section-stack.js';

/** A label with the place that the sequence gives it. */
export interface PlacedLabel {
  readonly label: HeadingLabel;
  readonly placement: Placement;
}

/** What is asked: the line, those beside it, and the state of the lists. */
export interface LabelQuestion {
  readonly reading: LineReading;
  readonly previous: LineReading | undefined;
  readonly next: LineReading | undefined;
  readonly line: number;
  readonly stack: SectionStack;
  readonly lists: NumberLists;
}

const FIT_ORDER: readonly Fit[] = ['next', 'carried', 'first', 'gap', 'jump', 'loose'];
/** How far below a doubtful first entry its second is looked for. */
const MAX_LOOKAHEAD_LINES = 120;
/** Above this a number at a line's start is a figure and no place in a list, unless it continues one. */
const MAX_OPENING_NUMBER = 30;
/** A longer line without a closing mark is a cut sentence. */
const MAX_LINE_ABOVE = 30;

/** The reading of a line's label that fits the open lists best, or null where the line is text. */
export function choosePlacement(question: LabelQuestion): PlacedLabel | null {
  const { reading, stack, line } = question;
  let best: PlacedLabel | null = null;
  for (const label of reading.labels) {
    const isAnnounced = /[：:]$/u.test(question.previous?.bare ?? '');
    const { markdownDepth } = reading;
    const placement = stack.place(label, { line, markdownDepth, isAnnounced });
    const placed = { label, placement };
    if (label.family === 'decimal' && opensDecimals(placed, question)) return placed;
    if (!isBelieved(placed, question)) continue;
    if (best === null || order(placed) < order(best)) best = placed;
  }
  return best;
}

function order(placed: PlacedLabel): number {
  return FIT_ORDER.indexOf(placed.placement.fit);
}

function isBelieved(placed: PlacedLabel, question: LabelQuestion): boolean {
  const { reading, line, lists, previous } = question;
  if (
    placed.placement.fit !== 'next' &&
    isInlineEnumeration(placed.label, { reading, line, lists })
  )
    return false;
  if (isDecimalFigure(placed.label, question)) return false;
  if (placed.label.family === 'article' && isCutReference(placed.label, question)) return false;
  if (
    placed.label.family === 'article' &&
    previous !== undefined &&
    isCutOff(previous) &&
    placed.placement.fit !== 'next'
  )
    return false;
  if (placed.placement.fit === 'jump' && opensArticle(placed.label, question)) return true;
  if (placed.label.family === 'article' && placed.label.weak)
    return isBelievedArticle(placed, question);
  return believes(placed, { kind: reading.markdownDepth > 0 ? 'markdown' : 'line', line, lists });
}

/** `第十条和解协议…` is an article where it follows the one before in a new paragraph and the next one follows it. */
function isBelievedArticle(placed: PlacedLabel, question: LabelQuestion): boolean {
  const { label, placement } = placed;
  const { previous, lists, line } = question;
  if (placement.fit !== 'next' && placement.fit !== 'carried' && placement.fit !== 'first')
    return false;
  if (previous !== undefined && previous.labels.length === 0 && !endsSentence(previous.bare))
    return false;
  const next = lists.next('article', line);
  return next !== null && next.number === label.number + 1;
}

/** `第三条` alone on its line where a page cut a sentence at a link: `根据…法` / `第三条` / `的规定`. */
function isCutReference(label: HeadingLabel, question: LabelQuestion): boolean {
  if (question.reading.bare.length > label.length) return false;
  return isReferenceTail(question.next?.bare ?? '');
}

/**
 * `3.1 平台` alone under `3 术语和定义`, and `2.1一般规定` under `2.` where `1.` held decimals: a name,
 * and no quantity (`2.1万元`).
 */
function opensDecimals(placed: PlacedLabel, question: LabelQuestion): boolean {
  const { label, placement } = placed;
  const { open } = question.stack;
  const parent = open[placement.keep - 1];
  if (parent === undefined || label.path.length < 2 || label.path.at(-1) !== 1) return false;
  const below = label.path.slice(parent.path.length);
  const isFirst = below.slice(0, -1).every((number) => number === 0);
  if (!isFirst || label.path.length <= parent.path.length) return false;
  const rest = question.reading.bare.slice(label.length);
  if (!/^[ \u3000]*\p{Script=Han}/u.test(rest) || QUANTITY.test(rest)) return false;
  if (parent.family === 'decimal') return /^[ \u3000]/u.test(rest);
  const before = open[placement.keep - 2]?.children.at(-2);
  return parent.family === 'digit' && before?.children[0]?.family === 'decimal';
}

/** `3.5 万元…` below `3 术语` is no third point. */
function isDecimalFigure(label: HeadingLabel, question: LabelQuestion): boolean {
  if (label.family !== 'digit' || !label.weak) return false;
  return question.stack.open.some(
    (section) => section.family === 'decimal' && section.path[0] === label.number,
  );
}

/** Words that count or measure, as they follow a figure. */
const QUANTITY =
  /^[ \u3000]*(?:[万亿元吨米个人户年月日倍级度克千百]|[公平立][里斤顷方]|小时|分钟|左右|以[上下])/u;

/** Whatever the numbers left out: an article opens a paragraph, and its sentence follows a blank or a title in brackets. */
function opensArticle(label: HeadingLabel, question: LabelQuestion): boolean {
  const { reading, previous } = question;
  if (label.weak || !/^[*_]{0,3}[ \u3000\t\n【[]/u.test(reading.bare.slice(label.length)))
    return false;
  if (previous === undefined || reading.line.blanksBefore > 0) return true;
  return endsSentence(previous.bare) || (!isCutOff(previous) && isHeadingAbove(previous));
}

/** A line that a first article may follow: a 章 or 节, a title, or a note on the adoption. */
function isHeadingAbove(previous: LineReading): boolean {
  return (
    previous.labels.some((label) => label.style === '第') || previous.bare.length <= MAX_LINE_ABOVE
  );
}

/** Where a label stands: a Markdown heading needs no other proof, a label inside a line needs the most. */
export interface LabelSetting {
  /** `line-end` is a label inside a line with nothing but a short title after it. */
  readonly kind: 'markdown' | 'line' | 'mid-line' | 'line-end';
  readonly line: number;
  readonly lists: NumberLists;
  /** Whether the line it stands in began with an entry of its list. */
  readonly goesOnInLine?: boolean;
}

/** Whether a label in this place is a heading. */
export function believes(placed: PlacedLabel, setting: LabelSetting): boolean {
  const { label, placement } = placed;
  if (setting.kind === 'mid-line' || setting.kind === 'line-end')
    return isBelievedMidLine(placed, setting);
  if (label.family === 'decimal') return isBelievedDecimal(placed, setting);
  if (label.weak) return isBelievedWeak(placed, setting);
  switch (placement.fit) {
    case 'next':
    case 'carried':
    case 'first':
      return true;
    case 'gap':
      return label.family !== 'article' || label.number > 0;
    case 'jump':
    case 'loose':
      return setting.kind === 'markdown' || isBelievedLoose(label, setting);
  }
}

/** A number that fits no list: the law quoted in a speech, a table's figure, or a list whose beginning was lost. */
function isBelievedLoose(label: HeadingLabel, setting: LabelSetting): boolean {
  const next = setting.lists.next(label.family, setting.line);
  const continuesBelow =
    next !== null && (next.number === label.number + 1 || next.number === label.number);
  if (label.family === 'article') return continuesBelow || label.number <= 3;
  return continuesBelow || label.number <= MAX_OPENING_NUMBER;
}

function isBelievedWeak(placed: PlacedLabel, setting: LabelSetting): boolean {
  const { label, placement } = placed;
  if (placement.fit === 'next' || placement.fit === 'carried') return true;
  if (placement.fit !== 'first') return false;
  return setting.lists.follows(label, {
    number: label.number + 1,
    after: setting.line,
    maxLines: MAX_LOOKAHEAD_LINES,
  });
}

function isBelievedDecimal(placed: PlacedLabel, setting: LabelSetting): boolean {
  const { label, placement } = placed;
  if (setting.kind === 'markdown') return true;
  if (placement.fit === 'next') return true;
  if (placement.fit === 'loose' || placement.fit === 'carried') return false;
  return setting.lists.hasDecimalNeighbour(label.path, setting.line);
}

/** Inside a line only a number that the lists at line starts miss is a heading. */
function isBelievedMidLine(placed: PlacedLabel, setting: LabelSetting): boolean {
  const { label, placement } = placed;
  const isStatute = label.style === '第';
  if (isStatute && setting.kind === 'line-end' && label.family !== 'article') return true;
  if (
    placement.fit !== 'next' &&
    !(isStatute && (placement.fit === 'carried' || placement.fit === 'first'))
  )
    return false;
  const next = setting.lists.next(label.family, setting.line);
  if (isStatute || setting.goesOnInLine === true)
    return next === null || next.number !== label.number;
  return next !== null && next.number === label.number + 1;
}

/** `（1）…；（2）…` in one line: the items of a paragraph. */
function isInlineEnumeration(
  label: HeadingLabel,
  at: { readonly reading: LineReading; readonly line: number; readonly lists: NumberLists },
): boolean {
  if (
    label.family !== 'digit-bracketed' &&
    label.family !== 'circled' &&
    label.family !== 'chinese-bracketed'
  )
    return false;
  if (!numberPattern(label.family, label.number + 1).test(at.reading.bare)) return false;
  const next = at.lists.next(label.family, at.line);
  return next === null || next.number !== label.number + 1;
}

function numberPattern(family: LabelFamily, number: number): RegExp {
  if (family === 'circled') return new RegExp(String.fromCharCode(FIRST_CIRCLED + number - 1), 'u');
  const numeral = family === 'digit-bracketed' ? String(number) : formatChineseNumeral(number);
  const fullWidth = numeral.replace(/[0-9]/gu, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) + FULL_WIDTH_OFFSET),
  );
  return new RegExp(`[（(]\\s*(?:${numeral}|${fullWidth})\\s*[）)]`, 'u');
}

const FIRST_CIRCLED = 0x2460;
/** From 0 to ０. */
const FULL_WIDTH_OFFSET = 0xfee0;

/** Whether a line breaks off inside a sentence, as pages cut at links do. */
function isCutOff(previous: LineReading): boolean {
  return (
    previous.markdownDepth === 0 &&
    previous.labels.length === 0 &&
    !endsSentence(previous.bare) &&
    /[和或与及据照按《“（、，]$/u.test(previous.bare)
  );
}
