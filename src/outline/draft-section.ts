import type { LabelFamily } from './heading-label.js';
import type { SectionKind } from './outline.js';

/**
 * What a draft is before addresses are known: `issued` and `appendix` hold a document of their own,
 * `unnumbered` is a heading without a number, `named` a paragraph under its own name beside a
 * numbered list (`总体思路：…`), `clause` a 款.
 */
export type DraftRole =
  | 'root'
  | 'issued'
  | 'appendix'
  | 'unnumbered'
  | 'named'
  | 'labelled'
  | 'clause'
  | 'preface';

/** A section while the outline is being read. */
export interface DraftSection {
  readonly role: DraftRole;
  readonly kind: SectionKind;
  readonly family: LabelFamily | null;
  readonly style: string;
  readonly number: number;
  readonly subNumber: number;
  readonly path: readonly number[];
  readonly rank: number;
  /** Depth of the Markdown heading that this is; 0 for the others. */
  readonly markdownDepth: number;
  readonly label: string;
  readonly title: string;
  readonly start: number;
  /** Whether its own line announces a list: it ends with ：. */
  readonly isLeadIn: boolean;
  /** Whether the list that it belongs to was announced. */
  readonly isListed: boolean;
  /** Whether its label has a line to itself: a heading even without a title. */
  readonly isHeadingLine: boolean;
  readonly children: DraftSection[];
}

/** A draft with the fields that most drafts leave at their defaults. */
export function draftSection(
  fields: Pick<DraftSection, 'role' | 'kind' | 'start'> & Partial<Omit<DraftSection, 'children'>>,
): DraftSection {
  return {
    family: null,
    style: '',
    number: 0,
    subNumber: 0,
    path: [],
    rank: 0,
    markdownDepth: 0,
    label: '',
    title: '',
    isLeadIn: false,
    isListed: false,
    isHeadingLine: false,
    children: [],
    ...fields,
  };
}
