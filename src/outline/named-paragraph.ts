import { endsSentence, type LineReading } from './line-reading.js';

/** A paragraph that opens with its own name: `总体思路：坚持…`. */
export interface NamedParagraph {
  /** `总体思路` */
  readonly name: string;
}

const MAX_NAME_LENGTH = 8;
/** A name with its mark, set in bold or not. */
const HEAD_LENGTH = 16;
const MIN_TEXT_LENGTH = 12;
/** How far below the first number of the heading's list is looked for. */
const MAX_LOOKAHEAD_LINES = 6;
const NAMED = new RegExp(`^(\\p{Script=Han}{2,${String(MAX_NAME_LENGTH)}})[：:。]$`, 'u');
/** Before 。 only a noun of this kind is a name; other short words are a sentence. */
const NAMING_NOUN =
  /(?:思路|思想|目标|要求|原则|任务|内容|重点|意义|背景|概况|情况|方针|定位|依据|范围|对象|方向|宗旨|主题)$/u;
/** Salutations, answers, speakers, remarks and who is responsible: words before ： that name no paragraph. */
const NO_NAME =
  /^(?:各位|各|同志|尊敬|亲爱|问|答|例如|比如|其中|注|备注|附|即|另|现)|(?:们|答复?|指出|强调|认为|说|写道|如下|以下|下列|包括|单位|部门|领导|责任人|负责人|联系人|电话|地址|网址|邮箱)$/u;

/**
 * Whether the line is a named paragraph directly under a heading, before the heading's numbered
 * list or beside another such paragraph. Elsewhere the same words are text.
 *
 * @param index - the line, the heading or another named paragraph standing above it
 */
export function readNamedParagraph(
  readings: readonly LineReading[],
  at: { readonly index: number; readonly afterNamed: boolean },
): NamedParagraph | null {
  const name = nameOf(readings[at.index]);
  if (name === null) return null;
  for (let below = at.index + 1; below <= at.index + MAX_LOOKAHEAD_LINES; below += 1) {
    const reading = readings[below];
    if (reading === undefined) break;
    if (reading.labels.some((label) => !label.weak && label.number === 1)) return { name };
    if (reading.labels.some((label) => !label.weak)) break;
    if (nameOf(reading) !== null) return { name };
  }
  return at.afterNamed ? { name } : null;
}

function nameOf(reading: LineReading | undefined): string | null {
  if (reading === undefined || reading.isQuoted || reading.isTable || reading.labels.length > 0)
    return null;
  if (reading.markdownDepth > 0) return null;
  const mark = reading.bare.slice(0, HEAD_LENGTH).search(/[：:。]/u);
  const head = reading.bare.slice(0, mark + 1).replace(/[*_]/gu, '');
  const name = NAMED.exec(head)?.[1];
  if (name === undefined || NO_NAME.test(name)) return null;
  if (head.endsWith('。') && !NAMING_NOUN.test(name)) return null;
  const text = reading.bare.slice(mark + 1).trimStart();
  return text.length >= MIN_TEXT_LENGTH && endsSentence(text) && !/^[*_]{0,3}[“"]/u.test(text)
    ? name.replace(/是$/u, '')
    : null;
}
