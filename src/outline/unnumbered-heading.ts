import {
  endsSentence,
  isBodiesLine,
  isClosingRemark,
  isDateLine,
  type LineReading,
} from './line-reading.js';
import { withoutBlanks } from './text-lines.js';

const MAX_HEADING_LENGTH = 40;
/** A longer line needs a finished sentence above it: else it may be a sentence that a page cut. */
const MAX_UNPROVEN_LENGTH = 25;
/** A line is a paragraph where it is at least this long or ends as a sentence does. */
const MIN_PARAGRAPH_LENGTH = 45;
/** Headings that documents print without a number wherever they stand. */
const KNOWN =
  /^(?:总则|分则|附则|總則|分則|附則|序言|前言|引言|导言|绪论|结语|结束语|后记|名词解释|术语解释|名词术语|用语含义|编制说明|起草说明)$/u;

/** `责任单位：市公安局`, `完成时限：6月底`, `联系电话：…`: who, when and where of the clause above. */
const RESPONSIBILITY =
  /^[^：:]{0,6}(?:单位|部门|机构|领导|责任人|负责人|联系人|时限|时间|日期|期限|地点|地址|电话|传真|邮编|邮箱|网址|来源|作者|编辑|记者|出席|列席|参加|主持|记录|抄送|主送)[：:]/u;

/**
 * Whether a line without a number is a heading: short, without a closing mark, standing after a
 * finished sentence and before text. Signatures, dates, names in a list and table cells are not.
 */
export function isUnnumberedHeading(readings: readonly LineReading[], index: number): boolean {
  const reading = readings[index];
  if (reading === undefined || reading.isQuoted || reading.isTable || reading.markdownDepth > 0)
    return false;
  const words = withoutBlanks(reading.bare);
  if (KNOWN.test(words)) return true;
  if (!hasHeadingForm(reading)) return false;
  const next = readings[index + 1];
  const previous = readings[index - 1];
  if (next === undefined) return false;
  if (!followsFinishedText(reading, previous) || !standsApart(readings, index)) return false;
  if (/[？?]$/u.test(words) && !isOneOfManyQuestions(readings, index)) return false;
  return isTextBelow(next, reading);
}

/** Lines around a line that show how its text is set. */
const NEIGHBOURHOOD = 6;
const QUESTION_NEIGHBOURHOOD = 40;
const MIN_QUESTIONS = 3;

/** Where paragraphs are set apart by empty lines, a heading is so too; a line that text follows directly is a cut piece of it. */
function standsApart(readings: readonly LineReading[], index: number): boolean {
  const next = readings[index + 1];
  if (next === undefined || next.line.blanksBefore > 0) return true;
  const around = readings.slice(Math.max(1, index - NEIGHBOURHOOD), index + NEIGHBOURHOOD);
  const paragraphs = around.filter((reading) => endsSentence(reading.bare));
  const apart = paragraphs.filter((reading) => reading.line.blanksBefore > 0);
  return apart.length * 2 < paragraphs.length;
}

/** A question alone may be rhetoric; several, each with text below, are headings. */
function isOneOfManyQuestions(readings: readonly LineReading[], index: number): boolean {
  if (/^答\s*[:：]/u.test(readings[index + 1]?.bare ?? '')) return true;
  const around = readings.slice(
    Math.max(0, index - QUESTION_NEIGHBOURHOOD),
    index + QUESTION_NEIGHBOURHOOD,
  );
  return (
    around.filter((reading) => /[？?]$/u.test(reading.bare) && hasHeadingForm(reading)).length >=
    MIN_QUESTIONS
  );
}

function hasHeadingForm(reading: LineReading): boolean {
  const { bare } = reading;
  const words = withoutBlanks(bare);
  if (words.length < 3 || words.length > MAX_HEADING_LENGTH) return false;
  if (reading.labels.some((label) => !label.weak)) return false;
  if (
    /[。；：，、！;:,!…—\-→＝=]$/u.test(words) ||
    /[。；;]/u.test(words) ||
    /[，,].*[，,]/u.test(words)
  )
    return false;
  if (/^[（([【《“”》，。、；：）)\].~*＊#+＋=＝|/\\—\-–·•●■◆▲△○※☆★◎>→]/u.test(words))
    return words.startsWith('“') && words.length >= 8;
  if (
    /^[0-9０-９A-Za-z%.．,，\s（）()/：:\-—~+*=]+$/u.test(words) ||
    /^(?:https?:|www\.)/u.test(words)
  )
    return false;
  if (RESPONSIBILITY.test(words)) return false;
  if (isDateLine(bare) || isBodiesLine(bare) || isClosingRemark(bare) || /^附/u.test(words))
    return false;
  if (/\.(?:docx?|xlsx?|pdf|jpg|png|wps|ofd|zip|rar)$/iu.test(words)) return false;
  // 主　任：尤　权　　国务院副秘书长, 张　勇　　发展改革委副主任, table cells
  if (
    /\S(?:\u3000{2,}| {3,}|\t)\S/u.test(bare) ||
    /^\p{Script=Han}[\u3000 ]\p{Script=Han}[\u3000 ]/u.test(bare)
  )
    return false;
  return !/(?:同志|代表|先生|女士|主席|摄|供稿)[们]?$/u.test(words);
}

function followsFinishedText(reading: LineReading, previous: LineReading | undefined): boolean {
  if (previous === undefined) return false;
  if (reading.line.blanksBefore >= 2 && reading.bare.length < MAX_UNPROVEN_LENGTH) return true;
  if (previous.markdownDepth > 0 || previous.labels.length > 0) return endsSentence(previous.bare);
  return endsSentence(previous.bare) && !/[：:]$/u.test(previous.bare);
}

function isTextBelow(next: LineReading, heading: LineReading): boolean {
  if (next.isTable || isDateLine(next.bare) || isBodiesLine(next.bare)) return false;
  if (next.labels.some((label) => !label.weak)) return true;
  const isParagraph =
    next.bare.length >= MIN_PARAGRAPH_LENGTH ||
    (endsSentence(next.bare) && next.bare.length > heading.bare.length);
  return isParagraph && !/^[，。、；：）)》”]/u.test(next.bare);
}
