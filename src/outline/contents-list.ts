import { type TextLine, withoutBlanks } from './text-lines.js';

/** One entry of a contents list. */
export interface ContentsEntry {
  readonly line: TextLine;
  /** The entry's words without blanks, markup, leaders and page number. */
  readonly words: string;
}

/** A contents list: the line 目录 and its entries. */
export interface ContentsList {
  /** Index of the line 目录; -1 where entries with page numbers stand without one. */
  readonly headingIndex: number;
  readonly firstIndex: number;
  readonly entries: readonly ContentsEntry[];
}

const HEADING = /^[#*_\s【]*目\s*[录次錄][\s*_】:：]*$/u;
const LEADER = /(?:[.．·…‥\s]{3,}|\t)\s*[（(]?[0-9]{1,4}[）)]?$/u;
const LINK = /^[*\-+\s]*\[([^\]]+)\]\([^)]*\)\s*$/u;
/** A list of chapters may stand without 目录 above it. */
const CHAPTER = /^[#*\s]*第[一二三四五六七八九十百]{1,4}[编章](?=[\s\u3000])/u;
const MAX_ENTRY_LENGTH = 70;
/** Entries are compared by their beginning: below, a title may run on into text. */
const KEY_LENGTH = 40;

/** Contents lists of a text: a list under 目录 whose entries return below, or lines with leaders and page numbers. */
export function contentsLists(lines: readonly TextLine[]): readonly ContentsList[] {
  const lists: ContentsList[] = [];
  if (!lines.some((line, index) => mayOpenList(line, lines[index + 1]))) return lists;
  const later = laterKeys(lines);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) continue;
    if (HEADING.test(line.content)) {
      const entries = entriesFrom(lines, { from: index + 1, later });
      if (entries.length > 0) lists.push({ headingIndex: index, firstIndex: index + 1, entries });
      index += entries.length;
    } else if (CHAPTER.test(line.content)) {
      const entries = chapterEntries(lines, { from: index, later });
      if (entries.length >= 3) lists.push({ headingIndex: -1, firstIndex: index, entries });
      index += Math.max(0, entries.length - 1);
    } else if (hasLeader(line.content)) {
      const entries = leaderEntries(lines, index);
      if (entries.length >= 3) lists.push({ headingIndex: -1, firstIndex: index, entries });
      index += Math.max(0, entries.length - 1);
    }
  }
  return lists;
}

/** Whether a list may begin here; most texts have no such line, and need no index of their beginnings. */
function mayOpenList(line: TextLine, next: TextLine | undefined): boolean {
  const isChapterRun =
    CHAPTER.test(line.content) && next !== undefined && CHAPTER.test(next.content);
  return isChapterRun || HEADING.test(line.content) || hasLeader(line.content);
}

/** The lines that contents lists take up, 目录 included. */
export function contentsLines(lines: readonly TextLine[]): readonly TextLine[] {
  return contentsLists(lines).flatMap((list) => {
    const heading = list.headingIndex < 0 ? undefined : lines[list.headingIndex];
    const entries = list.entries.map((entry) => entry.line);
    return heading === undefined ? entries : [heading, ...entries];
  });
}

/** Leaders and a page number stand at the end of a line: looked for in its last characters. */
const TAIL_LENGTH = 80;

function hasLeader(content: string): boolean {
  return LEADER.test(content.slice(-TAIL_LENGTH));
}

/** The words of a line as a contents entry and its heading share them. */
export function entryWords(content: string): string {
  const linked =
    content.length > 4 * MAX_ENTRY_LENGTH ? content : (LINK.exec(content)?.[1] ?? content);
  const kept = `${linked.slice(0, -TAIL_LENGTH)}${linked.slice(-TAIL_LENGTH).replace(LEADER, '')}`;
  return withoutBlanks(kept.replace(/^[#*_+\-\s]+/u, '').replace(/[*_]{1,3}$/u, ''));
}

/** Lengths at which beginnings are compared. */
const KEY_LENGTHS: readonly number[] = [40, 20, 12, 8, 6, 4, 3, 2];

/** For each beginning of a line, with and without its number, the last line that has it. */
function laterKeys(lines: readonly TextLine[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  lines.forEach((line, index) => {
    const words = entryWords(line.content.slice(0, 4 * KEY_LENGTH));
    for (const variant of new Set([words, withoutNumber(words)])) {
      for (const length of KEY_LENGTHS)
        if (length <= variant.length) last.set(variant.slice(0, length), index);
    }
  });
  return last;
}

/** Whether a line below the one at `index` begins as the words do. */
function returnsBelow(
  words: string,
  at: { readonly index: number; readonly later: ReadonlyMap<string, number> },
): boolean {
  const length = KEY_LENGTHS.find((candidate) => candidate <= words.length) ?? words.length;
  return (at.later.get(words.slice(0, length)) ?? -1) > at.index;
}

/** `1.2023年教育工作要点` without `1.` */
export function withoutNumber(words: string): string {
  return words.replace(
    /^(?:[0-9]{1,3}[.．、]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)/u,
    '',
  );
}

function entriesFrom(
  lines: readonly TextLine[],
  at: { readonly from: number; readonly later: ReadonlyMap<string, number> },
): readonly ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  let firstKey = '';
  for (let index = at.from; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.content.length > MAX_ENTRY_LENGTH * 3) break;
    const words = entryWords(line.content);
    const key = withoutNumber(words).slice(0, KEY_LENGTH);
    if (words.length > MAX_ENTRY_LENGTH || key.length < 2 || (firstKey !== '' && key === firstKey))
      break;
    const returns =
      returnsBelow(key, { index, later: at.later }) ||
      hasLeader(line.content) ||
      LINK.test(line.content);
    if (!returns) break;
    if (firstKey === '') firstKey = key;
    entries.push({ line, words });
  }
  return entries;
}

/** Chapters one below the other without text between them, all of which return below. */
function chapterEntries(
  lines: readonly TextLine[],
  at: { readonly from: number; readonly later: ReadonlyMap<string, number> },
): readonly ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  for (let index = at.from; index < lines.length; index += 1) {
    const line = lines[index];
    const words = line === undefined ? '' : entryWords(line.content);
    const isEntry =
      /^第[一二三四五六七八九十百]{1,4}[编章节]/u.test(words) && words.length <= MAX_ENTRY_LENGTH;
    if (line === undefined || !isEntry || words === entries[0]?.words) break;
    if (!returnsBelow(words, { index, later: at.later })) break;
    entries.push({ line, words });
  }
  return entries;
}

function leaderEntries(lines: readonly TextLine[], from: number): readonly ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index];
    if (
      line === undefined ||
      line.content.length > MAX_ENTRY_LENGTH * 3 ||
      !hasLeader(line.content)
    )
      break;
    entries.push({ line, words: entryWords(line.content) });
  }
  return entries;
}
