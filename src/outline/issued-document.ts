import { looksLikeDocumentTitle } from './document-title.js';
import {
  endsSentence,
  isBodiesLine,
  isClosingRemark,
  isDateLine,
  type LineReading,
} from './line-reading.js';
import { clean } from './run-in-title.js';
import { withoutBlanks } from './text-lines.js';

/** The title of a document that a notice issues or attaches, over one or several lines. */
export interface TitleLines {
  readonly title: string;
  readonly lineCount: number;
}

const ISSUING = /印发|转发|批转|发布|公布|下发|发给你们|现予|请.{0,12}(?:执行|实施)/u;
const MAX_TITLE_LINES = 4;
const NAMED = /《([^《》]{4,80})》/gu;
const FORWARDED =
  /(?:印发|转发|批转|发布|公布|下发)(?:《([^》]+)》|([^《》]+?))的(?:通知|决定|公告|通告|命令|函)/gu;

/** Words of a notice that name what it issues. */
export interface NoticeWords {
  /** The notice's title, in each form that it is printed. */
  readonly titles: readonly string[];
  /** The lines of its opening. */
  readonly opening: readonly string[];
}

/**
 * The titles that a notice says it issues: from its own title (`关于印发…办法的通知`) and from the
 * words in 《》 of the lines that say so.
 */
export function announcedTitles(words: NoticeWords): ReadonlySet<string> {
  const titles = new Set<string>();
  for (const line of words.titles) {
    for (const match of withoutBlanks(line).matchAll(FORWARDED)) {
      const title = match[1] ?? match[2] ?? '';
      if (title.length >= 4) titles.add(title);
    }
  }
  for (const line of words.opening) {
    if (!ISSUING.test(line)) continue;
    for (const match of withoutBlanks(line).matchAll(NAMED)) {
      if (match[1] !== undefined) titles.add(match[1]);
    }
  }
  return titles;
}

/**
 * The issued document's title at a line: the words announced, or a line that reads as a title and
 * stands after the notice's signature and date.
 */
export function readIssuedTitle(
  readings: readonly LineReading[],
  at: {
    readonly index: number;
    readonly announced: ReadonlySet<string>;
    readonly afterSignature: boolean;
  },
): TitleLines | null {
  let words = '';
  const limit = Math.min(readings.length, at.index + MAX_TITLE_LINES);
  for (let index = at.index; index < limit; index += 1) {
    const reading = readings[index];
    if (
      reading === undefined ||
      !isTitleLine(reading) ||
      (index > at.index && reading.line.blanksBefore > 0)
    )
      return null;
    words += withoutBlanks(reading.bare);
    const lineCount = index - at.index + 1;
    const following = readings[index + 1];
    if (following !== undefined && /^[》，。、；：”）)]/u.test(following.bare)) return null;
    if (isAnnounced(words, at.announced)) return { title: clean(words), lineCount };
    if (
      at.afterSignature &&
      looksLikeDocumentTitle(words) &&
      following !== undefined &&
      !isTitleEnd(following)
    ) {
      return { title: clean(words), lineCount };
    }
  }
  return null;
}

function isTitleEnd(following: LineReading): boolean {
  return isClosingRemark(following.bare);
}

function isTitleLine(reading: LineReading): boolean {
  if (reading.isTable || reading.isQuoted || reading.labels.some((label) => !label.weak))
    return false;
  const { bare } = reading;
  return (
    bare.length <= 60 &&
    !endsSentence(bare) &&
    !isDateLine(bare) &&
    !isBodiesLine(bare) &&
    !/[。；，：]$/u.test(bare) &&
    !/^附件/u.test(bare) &&
    !/^[（(].*[）)]$/u.test(bare)
  );
}

function isAnnounced(words: string, announced: ReadonlySet<string>): boolean {
  if (announced.has(words)) return true;
  const bare = words
    .replace(/^(?:关于|附件[0-9一二三四五六七八九十]*[:：]?)/u, '')
    .replace(/[《》]/gu, '');
  if (announced.has(bare)) return true;
  return (
    bare.length >= 8 &&
    [...announced].some(
      (title) => title.replace(/[（(].*?[）)]/gu, '') === bare.replace(/[（(].*?[）)]/gu, ''),
    )
  );
}
