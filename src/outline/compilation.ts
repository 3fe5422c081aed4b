import { contentsLists, entryWords, withoutNumber } from './contents-list.js';
import { looksLikeStandaloneTitle } from './document-title.js';
import { type TextLine, withoutBlanks } from './text-lines.js';

/** Words by which a 汇编 names itself. */
const COMPILATION =
  /(?:汇编|选编|合集|合订本|汇总|文集|范文)|[（(][0-9一二三四五六七八九十]+篇[）)]/u;
const HEADER_LINES = 4;
const MAX_TITLE_LENGTH = 200;

/**
 * Where the documents of a file begin: one offset for an ordinary file, several for a 汇编, whose
 * contents list tells which. What stands before the first of them belongs to no document.
 *
 * @param source - lines of the file before layout noise is removed, for its contents list
 * @param lines - lines of the canonical text
 * @returns offsets into the canonical text, ascending, at least one
 */
export function documentStarts(
  source: readonly TextLine[],
  lines: readonly TextLine[],
): readonly number[] {
  const listed = listedTitles(source);
  const starts = listed.length >= 2 ? startsOf(listed, lines) : [];
  if (starts.length >= 2) return starts;
  const isCompilation = lines
    .slice(0, HEADER_LINES)
    .some((line) => COMPILATION.test(line.content) && line.content.length <= 60);
  const markers = isCompilation ? markedStarts(lines) : [];
  return markers.length >= 2 ? markers : [0];
}

/** The titles of a contents list whose entries are documents and not headings of one document. */
function listedTitles(source: readonly TextLine[]): readonly string[] {
  const list = contentsLists(source)[0];
  if (list === undefined) return [];
  const words = list.entries.map((entry) => entry.words);
  const isCompilation = source
    .slice(0, Math.max(0, list.firstIndex))
    .some((line) => COMPILATION.test(line.content) && line.content.length <= 60);
  const titled = words.filter(
    (entry) =>
      looksLikeStandaloneTitle(withoutNumber(entry)) && !/^第.{1,6}[编章节条]/u.test(entry),
  );
  return isCompilation
    ? words.filter((entry) => !/^第.{1,6}[编章节条]/u.test(entry))
    : titled.length === words.length
      ? words
      : [];
}

/** Each listed title's own line, in the order of the list. */
function startsOf(titles: readonly string[], lines: readonly TextLine[]): readonly number[] {
  const byWords = new Map<string, number[]>();
  lines.forEach((line, index) => {
    if (line.content.length > MAX_TITLE_LENGTH) return;
    const words = entryWords(line.content);
    for (const variant of new Set([words, withoutNumber(words)])) {
      const indices = byWords.get(variant) ?? [];
      indices.push(index);
      byWords.set(variant, indices);
    }
  });
  const starts: number[] = [];
  let from = 0;
  for (const title of titles) {
    const candidates = [title, withoutNumber(title)].flatMap((words) => byWords.get(words) ?? []);
    const index = candidates.filter((candidate) => candidate >= from).sort((a, b) => a - b)[0];
    if (index === undefined) continue;
    starts.push(lines[index]?.start ?? 0);
    from = index + 1;
  }
  return starts;
}

/** A 汇编 without a contents list: `篇一：…`, or a title of a document's kind after blank lines, where numbers start again below. */
function markedStarts(lines: readonly TextLine[]): readonly number[] {
  const marked = lines.filter((line) =>
    /^(?:【?篇[0-9一二三四五六七八九十]+】?|第[一二三四五六七八九十]+篇|范文[0-9一二三四五六七八九十]+)\s*[:：]/u.test(
      line.content,
    ),
  );
  if (marked.length >= 2) return marked.map((line) => line.start);
  return lines
    .filter((line, index) => isBareTitle(lines, { line, index }))
    .map((line) => line.start);
}

function isBareTitle(
  lines: readonly TextLine[],
  at: { readonly line: TextLine; readonly index: number },
): boolean {
  const words = withoutBlanks(at.line.content);
  if (
    words.length > 50 ||
    /[。；：，]/u.test(words) ||
    COMPILATION.test(words) ||
    !looksLikeStandaloneTitle(words)
  )
    return false;
  if (/^(?:[一二三四五六七八九十]+、|[（(]|[0-9]+[.．、])/u.test(words)) return false;
  const below = lines.slice(at.index + 1, at.index + 8);
  return below.some((line) => /^(?:一、|[（(]一[）)]|1[.．、])/u.test(line.content));
}
