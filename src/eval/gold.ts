import { WenceError } from '../errors.js';
import type { LocatedSection, SectionStore } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import { walkSections } from '../outline/walk-sections.js';
import type { TextRange } from '../text/sentences.js';
import type { LabelledQuestion } from './labelled-questions.js';

/** Something shown to a reader: a citation or a search result. */
export interface ShownPlace extends TextRange {
  readonly documentId: string;
  readonly sectionId: string;
}

/**
 * A gold label found in the documents: one place, or several where a title or an address occurs
 * more than once, any of which is meant.
 */
export type GoldClause = readonly GoldPlace[];

interface GoldPlace {
  readonly documentId: string;
  /** Sections of which any shown part is a hit; undefined where any section of the document is. */
  readonly sectionIds: ReadonlySet<string> | undefined;
  /** The clause with all below it, without the blank at its end. */
  readonly range: TextRange;
}

/**
 * Finds the gold clauses of all questions, in their order.
 *
 * @throws WenceError `invalid_evaluation_set` naming every question whose gold the documents lack
 */
export function findGold(
  questions: readonly LabelledQuestion[],
  store: SectionStore,
): readonly (readonly GoldClause[])[] {
  const missing: string[] = [];
  const found = questions.map(({ id, gold }) =>
    gold.map((label): GoldClause => {
      const places = placesOf(label, store);
      if (places.length === 0) missing.push(`${id} 《${label.document}》${label.address}`);
      return places;
    }),
  );
  if (missing.length > 0) {
    throw new WenceError(
      'invalid_evaluation_set',
      `文件里没有题集标注的 ${missing.length} 处条款：\n${missing.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return found;
}

/**
 * Whether what is shown answers to a gold clause. It does when it is of
 *
 * - the clause itself or any section below it (with an empty address: the document);
 * - for a 款, 项 or 目 of an article, any section above it up to that article, because an article is
 *   read as one; never a section above the article, nor a heading above a clause that is none;
 * - any section, if the shown words lie inside the clause, or hold all of it.
 */
export function isOfGold(shown: ShownPlace, gold: GoldClause): boolean {
  return gold.some(
    ({ documentId, sectionIds, range }) =>
      shown.documentId === documentId &&
      (sectionIds === undefined ||
        sectionIds.has(shown.sectionId) ||
        isWithin(shown, range) ||
        isWithin(range, shown)),
  );
}

/** How many of a range's characters lie inside any of the gold clauses. */
export function goldCharacters(
  shown: TextRange & { readonly documentId: string },
  gold: readonly GoldClause[],
): number {
  const inside = gold
    .flat()
    .filter(({ documentId }) => documentId === shown.documentId)
    .map(({ range }) => ({
      start: Math.max(range.start, shown.start),
      end: Math.min(range.end, shown.end),
    }))
    .filter(({ start, end }) => start < end);
  return mergedRanges(inside).reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Ranges in order, those that overlap or touch as one. */
export function mergedRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      merged.push({ start, end });
    }
  }
  return merged;
}

function isWithin(inner: TextRange, outer: TextRange): boolean {
  return inner.start < inner.end && inner.start >= outer.start && inner.end <= outer.end;
}

function placesOf(
  { document: title, address }: LabelledQuestion['gold'][number],
  store: SectionStore,
): readonly GoldPlace[] {
  const documents = store.documents.filter((document) => document.title === title);
  return documents.flatMap((document): readonly GoldPlace[] => {
    const { id: documentId } = document;
    if (address === '') {
      return [{ documentId, sectionIds: undefined, range: printedRange(document, document) }];
    }
    return [...walkSections(document.sections)]
      .filter((section) => section.address === address)
      .map((section) => ({
        documentId,
        sectionIds: new Set([
          ...[...walkSections([section])].map(({ id }) => id),
          ...articleAbove(store.section(documentId, section.id)).map(({ id }) => id),
        ]),
        range: printedRange(section, document),
      }));
  });
}

/** The sections above a 款, 项 or 目 up to its article; none for a clause of any other kind. */
function articleAbove(located: LocatedSection | undefined): readonly Section[] {
  if (located === undefined) return [];
  const { section, path } = located;
  const article = path.findLastIndex(({ kind }) => kind === 'article');
  const isPart = section.kind === 'paragraph' || section.kind === 'item';
  return isPart && article >= 0 ? path.slice(article, -1) : [];
}

function printedRange({ start, end }: TextRange, { text }: PolicyDocument): TextRange {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
