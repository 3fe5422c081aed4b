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
  const isCandidate = (line: TextLine): boolean =>
    HEADING.test(line.content) || LEADER.test(line.content) || CHAPTER.test(line.content);
  if (!lines.some(isCandidate)) return lists;
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
    } else if (LEADER.test(line.content)) {
      const entries = leaderEntries(lines, index);
      if (entries.length >= 3) lists.push({ headingIndex: -1, firstIndex: index, entries });
      index += entries.length - 1;
    }
  }
  return lists;
}

/** The lines that contents lists take up, 目录 included. */
export function contentsLines(lines: readonly TextLine[]): readonly TextLine[] {
  return contentsLists(lines).flatMap((list) => {
    const heading = list.headingIndex < 0 ? undefined : lines[list.headingIndex];
    const entries = list.entries.map((entry) => entry.line);
    return heading === undefined ? entries : [heading, ...entries];
  });
}

/** The words of a line as a contents entry and its heading share them. */
export function entryWords(content: string): string {
  const linked = LINK.exec(content)?.[1] ?? content;
  return withoutBlanks(
    linked
      .replace(LEADER, '')
      .replace(/^[#*_+\-\s]+/u, '')
      .replace(/[*_]+$/u, ''),
  );
}

/** For each key the last line that begins with it. */
function laterKeys(lines: readonly TextLine[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  lines.forEach((line, index) => {
    const words = entryWords(line.content.slice(0, 4 * KEY_LENGTH));
    for (const variant of [words, withoutNumber(words)]) {
      for (let length = 2; length <= Math.min(KEY_LENGTH, variant.length); length += 1)
        last.set(variant.slice(0, length), index);
    }
  });
  return last;
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
      (at.later.get(key) ?? -1) > index || LEADER.test(line.content) || LINK.test(line.content);
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
    if ((at.later.get(words.slice(0, KEY_LENGTH)) ?? -1) <= index) break;
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
      !LEADER.test(line.content)
    )
      break;
    entries.push({ line, words: entryWords(line.content) });
  }
  return entries;
}
