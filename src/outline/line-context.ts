import type { HeadingLabel } from './heading-label.js';
import {
  endsSentence,
  isBodiesLine,
  isClosingRemark,
  isDateLine,
  type LineReading,
} from './line-reading.js';
import { clean } from './run-in-title.js';

/** A quotation, the rest of a cut sentence, or an entry of a list set with bullets. */
const GOES_ON = /^(?:[“，。；、：）)》】”]|[-*•·●■◆] ?\S)/u;
/** Lines below an 附件 in which the signature of a document may still come. */
const SIGNATURE_LINES = 12;
/** A date so far below belongs to the appendix, where no authority signs above it. */
const NEAR_LINES = 8;
const MAX_ATTACHMENTS = 20;
const PARAGRAPH_LENGTH = 60;
const MAX_TITLE_LENGTH = 40;
/** A shorter line without a closing mark is no paragraph of a statute. */
const MIN_CLAUSE_LENGTH = 20;

/** Whether the signature is still to come below the line: then 附件 only announces. */
export function isBeforeSignature(readings: readonly LineReading[], index: number): boolean {
  for (
    let below = index + 1;
    below < Math.min(readings.length, index + SIGNATURE_LINES);
    below += 1
  ) {
    const bare = readings[below]?.bare ?? '';
    if (isDateLine(bare)) {
      return below - index <= NEAR_LINES || isBodiesLine(readings[below - 1]?.bare ?? '');
    }
    if (bare.length > PARAGRAPH_LENGTH) return false;
  }
  return false;
}

/** `2.…` below `附件：1.…`: names of attachments and no list. */
export function isAnnouncedAttachment(readings: readonly LineReading[], index: number): boolean {
  const reading = readings[index];
  if (reading?.labels[0]?.family !== 'digit' || endsSentence(reading.bare)) return false;
  for (let above = index - 1; above >= Math.max(0, index - MAX_ATTACHMENTS); above -= 1) {
    const line = readings[above];
    if (line === undefined) return false;
    if (/^附件?\s*[:：]/u.test(line.bare)) return /^附件?\s*[:：]\s*\S/u.test(line.bare);
    if (line.labels[0]?.family !== 'digit' || endsSentence(line.bare)) return false;
  }
  return false;
}

/** Whether the next line opens a list of another family than the label's own. */
export function listFollows(next: LineReading | undefined, label: HeadingLabel): boolean {
  const isOther = (other: HeadingLabel): boolean =>
    other.number === 1 && (other.family !== label.family || other.style !== label.style);
  return next?.labels.some(isOther) ?? false;
}

/** The title that the line below gives a label with a line to itself; empty where it reads as text. */
export function titleOnLine(
  label: HeadingLabel,
  at: { readonly next: LineReading | undefined; readonly afterNext: LineReading | undefined },
): string {
  const { next } = at;
  if (next === undefined || next.isTable || next.labels.some((other) => !other.weak)) return '';
  const lenticular = /^【([^】]{1,60})】$/u.exec(next.bare);
  if (lenticular?.[1] !== undefined) return clean(lenticular[1]);
  if (label.family === 'article' || next.bare.length > MAX_TITLE_LENGTH) return '';
  const isShortSentence = /^[^。；：，]{2,20}。$/u.test(next.bare) && isParagraph(at.afterNext);
  return endsSentence(next.bare) && !isShortSentence ? '' : clean(next.bare);
}

/** Whether the line is text, as it stands below a title of its own line. */
function isParagraph(reading: LineReading | undefined): boolean {
  return (
    reading !== undefined &&
    reading.labels.length === 0 &&
    reading.bare.length >= MIN_CLAUSE_LENGTH &&
    endsSentence(reading.bare)
  );
}

/** Whether the line opens a paragraph of its own: a 款, where it stands in an article. */
export function opensParagraph(readings: readonly LineReading[], index: number): boolean {
  const reading = readings[index];
  const previous = readings[index - 1];
  if (reading === undefined || previous === undefined) return false;
  const { bare } = reading;
  if (reading.isQuoted || reading.isTable || GOES_ON.test(bare)) return false;
  if (isDateLine(bare) || isBodiesLine(bare) || isClosingRemark(bare)) return false;
  return endsSentence(previous.bare) && (endsSentence(bare) || bare.length >= MIN_CLAUSE_LENGTH);
}

/** Whether a page cut the line inside a sentence, so that the next line belongs to it. */
export function breaksOff(previous: LineReading | undefined): boolean {
  return previous !== undefined && /[《（“、，,（和或与及]$/u.test(previous.bare);
}
