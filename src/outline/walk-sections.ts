import type { PolicyDocument, Section } from './outline.js';

/** A stretch of a document that no other section holds, with the section it is the own text of. */
export interface OwnRange {
  /** The section whose own text this is; null for the document's title block. */
  readonly section: Section | null;
  readonly start: number;
  readonly end: number;
}

/** Every section of a tree, parents before children, in the order of the text. */
export function* walkSections(sections: readonly Section[]): Generator<Section> {
  for (const section of sections) {
    yield section;
    yield* walkSections(section.sections);
  }
}

/**
 * The own ranges of a document in order: its title block, then for each section what it holds
 * before its first child. They tile `[0, document.end)`; empty ones are left out.
 */
export function ownRanges(document: PolicyDocument): readonly OwnRange[] {
  const ranges: OwnRange[] = [
    { section: null, start: 0, end: document.sections[0]?.start ?? document.end },
  ];
  for (const section of walkSections(document.sections)) {
    ranges.push({ section, start: section.start, end: section.sections[0]?.start ?? section.end });
  }
  return ranges.filter((range) => range.end > range.start);
}
