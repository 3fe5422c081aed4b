import type { SourceFile } from '../corpus/source-file.js';
import { documentStarts } from './compilation.js';
import { readMetadata } from './document-metadata.js';
import { type DraftSection, draftSection } from './draft-section.js';
import { finishSections } from './finish-sections.js';
import { removeLayoutNoise, removeMarks } from './layout-noise.js';
import { type LineReading, readLines } from './line-reading.js';
import type { PolicyDocument } from './outline.js';
import { readSections } from './read-sections.js';
import { stableId } from './stable-id.js';
import { textLines } from './text-lines.js';
import { readTitleBlock } from './title-block.js';

/**
 * Reads a file into its documents: one, or several for a 汇编. Pure: the same file gives the same
 * outline, ids included.
 *
 * Every document's own ranges tile its text, which is the file's text without layout noise. A text
 * without words gives no document.
 */
export function readOutline(file: SourceFile): readonly PolicyDocument[] {
  const canonical = removeLayoutNoise(file);
  const lines = textLines(canonical);
  if (lines.length === 0) return [];
  const starts = documentStarts(textLines(removeMarks(file)), lines);
  const seen = new Map<string, number>();
  return starts.map((start, index) => {
    const text = trimLines(canonical.slice(start, starts[index + 1] ?? canonical.length));
    return readDocument(text, { file, seen });
  });
}

function readDocument(
  text: string,
  context: { readonly file: SourceFile; readonly seen: Map<string, number> },
): PolicyDocument {
  const { file, seen } = context;
  const readings = readLines(textLines(text), file.markup);
  const block = readTitleBlock(readings);
  const title = block.title === '' ? fileTitle(file.source) : block.title;
  const occurrence = (seen.get(title) ?? 0) + 1;
  seen.set(title, occurrence);
  const id = stableId('d', [file.source, title, String(occurrence)]);
  const drafts = readSections(readings, { documentTitle: title, titleLines: block.lineCount });
  const sections = finishSections(withPreface(drafts, { readings, titleLines: block.lineCount }), {
    documentId: id,
    end: text.length,
  });
  const titleBlock = readings.slice(0, block.lineCount);
  return {
    id,
    title,
    source: file.source,
    text,
    start: 0,
    end: text.length,
    sections,
    metadata: readMetadata({ title, titleBlock, readings }),
  };
}

/** Text between the title block and the first heading is a section too. */
function withPreface(
  drafts: readonly DraftSection[],
  at: { readonly readings: readonly LineReading[]; readonly titleLines: number },
): readonly DraftSection[] {
  const first = at.readings[at.titleLines];
  if (first === undefined) return drafts;
  const start = first.line.contentStart;
  if (drafts[0] !== undefined && drafts[0].start <= start) return drafts;
  return [draftSection({ role: 'preface', kind: 'preface', start }), ...drafts];
}

/** Without empty lines at both ends; the first line keeps its indent. */
function trimLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
}

function fileTitle(source: string): string {
  const name = source.split('/').at(-1) ?? source;
  return name.replace(/\.[^.]+$/u, '');
}
