import { type HeadingLabel, readLabels } from './heading-label.js';

/** A label that may begin a heading in the middle of a line. */
export interface MidLineLabel {
  readonly label: HeadingLabel;
  /** Offset of the label in the line's content. */
  readonly offset: number;
}

const NUMERAL = '[〇零○一二三四五六七八九十百千0-9０-９]{1,8}';
const CANDIDATE = new RegExp(
  `(?<=[。；！？”）)】]|[。；！？][ \\u3000]{1,4})(?:第${NUMERAL}(?:编|編|分编|分編|章|节|節|条|條)(?:之${NUMERAL})?(?=[ \\u3000【])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])`,
  'gu',
);

/**
 * Labels after a finished sentence inside a line (`…仲裁规则。第三章 仲裁协议`). Whether one is a
 * heading is for the sequence to say.
 */
export function midLineLabels(content: string): readonly MidLineLabel[] {
  if (content.length < 8) return [];
  const found: MidLineLabel[] = [];
  for (const match of content.matchAll(CANDIDATE)) {
    const label = readLabels(content.slice(match.index, match.index + 40))[0];
    if (label !== undefined && !label.weak) found.push({ label, offset: match.index });
  }
  return found;
}
