import { type DraftSection, draftSection } from './draft-section.js';
import { FAMILY_RANK, type HeadingLabel, type LabelFamily } from './heading-label.js';
import type { NumberLists } from './number-lists.js';

/** Where a numbered line belongs: its depth in the stack, and how well its number fits there. */
export interface Placement {
  /** How many open sections stay open: the new one becomes a child of the last of them. */
  readonly keep: number;
  /**
   * `next` continues a list exactly, `first` opens one, `carried` continues the list under the
   * sibling parent before it, `gap` skips a few numbers or repeats one, `jump` goes further forward
   * among articles, `loose` fits nowhere.
   */
  readonly fit: Fit;
}

/** How well a number fits where it would go. */
export type Fit = 'next' | 'first' | 'carried' | 'gap' | 'jump' | 'loose';

/** Where the label stands. */
interface LabelPlace {
  readonly line: number;
  readonly markdownDepth: number;
  /** Whether the words before end with ： and so announce a list. */
  readonly isAnnounced: boolean;
}

interface Remembered {
  readonly number: number;
  readonly subNumber: number;
  readonly underUnnumbered: boolean;
  /** Key of the list that its parent belongs to: 一、 over 第一条. Empty where the parent has no number. */
  readonly parentKey: string;
}

/** Numbers that a list may skip and still be the same list. */
const MAX_GAP = 6;
/** Levels of a document; no real one comes near, and a made one must not exhaust the stack. */
const MAX_DEPTH = 24;
const MAX_LOOKAHEAD_LINES = 400;
const STRUCTURAL: ReadonlySet<LabelFamily> = new Set<LabelFamily>([
  'part',
  'book',
  'sub-book',
  'chapter',
  'part-of-chapter',
]);

/**
 * The open sections from the document down to the innermost, and what their lists have counted:
 * the state in which "sequence decides" what a number means.
 */
export class SectionStack {
  readonly root: DraftSection;
  #open: DraftSection[];
  /** Last number of each list that was closed, by family and style, in the document that is open. */
  #remembered = new Map<string, Remembered>();
  readonly #lists: NumberLists;

  constructor(lists: NumberLists) {
    this.root = draftSection({ role: 'root', kind: 'heading', start: 0 });
    this.#open = [this.root];
    this.#lists = lists;
  }

  get top(): DraftSection {
    return this.#open.at(-1) ?? this.root;
  }

  get open(): readonly DraftSection[] {
    return this.#open;
  }

  /** Where the label would go, without putting it there. */
  place(label: HeadingLabel, at: LabelPlace): Placement {
    if (label.family === 'decimal') return this.#placeDecimal(label, at);
    const exact = this.#findOpen(label, at, (section) => continues(section, label));
    if (exact > 0) return { keep: exact, fit: 'next' };
    const remembered = this.#remembered.get(key(label));
    if (label.number <= 1 && label.subNumber === 0)
      return { keep: this.#keepForFirst(label, at), fit: 'first' };
    if (remembered !== undefined && continues(remembered, label)) {
      return { keep: this.#keepForCarried(label, { ...at, remembered }), fit: 'carried' };
    }
    const gap = this.#findOpen(label, at, (section) => isNear(section, label));
    if (gap > 0) return { keep: gap, fit: 'gap' };
    const keep = this.#keepByRank(label, { ...at, parentKey: remembered?.parentKey });
    const isGap = remembered !== undefined && isNear(remembered, label);
    return { keep, fit: isGap ? 'gap' : this.#isJump(label, remembered) ? 'jump' : 'loose' };
  }

  /** Articles of an excerpt leave out any number of others, but never count back. */
  #isJump(label: HeadingLabel, remembered: Remembered | undefined): boolean {
    if (label.family !== 'article') return false;
    const open = this.#open.findLast((section) => section.family === 'article');
    return label.number > (open?.number ?? remembered?.number ?? 0);
  }

  /** Opens a section as the child of the `keep`-th open one and closes what is below that. */
  push(section: DraftSection, keep: number): void {
    this.close(Math.min(keep, MAX_DEPTH));
    if (section.role === 'issued' || section.role === 'appendix') this.#remembered = new Map();
    // What a closed list counted is stale once another of its kind is open.
    if (section.family !== null)
      this.#remembered.delete(key({ family: section.family, style: section.style }));
    this.top.children.push(section);
    this.#open.push(section);
  }

  /** Closes sections until `keep` are open. */
  close(keep: number): void {
    const kept = Math.max(1, keep);
    for (let index = this.#open.length - 1; index >= kept; index -= 1) {
      const section = this.#open[index];
      if (section?.family == null) continue;
      const underUnnumbered = this.#open[index - 1]?.role === 'unnumbered';
      const { number, subNumber } = section;
      const parent = this.#open[index - 1];
      const parentKey = parent?.family == null ? '' : key({ ...parent, family: parent.family });
      this.#remembered.set(key({ family: section.family, style: section.style }), {
        number,
        subNumber,
        underUnnumbered,
        parentKey,
      });
    }
    this.#open = this.#open.slice(0, kept);
  }

  /** How many sections stay open for an issued document (0) or an appendix: nothing but the document. */
  keepForUnnumbered(markdownDepth: number): number {
    const boundary = this.#boundary();
    if (markdownDepth > 0) {
      const at = this.#open.findIndex(
        (section, index) => index > boundary && section.markdownDepth >= markdownDepth,
      );
      if (at > 0) return at;
      const body = this.#open.findIndex(
        (section, index) => index > boundary && section.markdownDepth === 0,
      );
      return body > 0 ? body : this.#open.length;
    }
    return (
      Math.max(
        boundary,
        this.#open.findLastIndex((section) => section.markdownDepth > 0),
      ) + 1
    );
  }

  /** Index of the innermost open document: the root, an issued document or an appendix. */
  #boundary(): number {
    return Math.max(
      0,
      this.#open.findLastIndex((section) => ['root', 'issued', 'appendix'].includes(section.role)),
    );
  }

  /** Open sections that a label of this markup can be compared with: a Markdown heading closes all text below headings. */
  #ceiling(at: LabelPlace): number {
    // A named paragraph holds no list, not even one that its last words announce.
    if (at.markdownDepth === 0) return this.#open.length - (this.top.role === 'named' ? 1 : 0);
    const boundary = this.#boundary();
    const body = this.#open.findIndex(
      (section, index) => index > boundary && section.markdownDepth === 0,
    );
    return body > 0 ? body : this.#open.length;
  }

  #findOpen(label: HeadingLabel, at: LabelPlace, fits: (section: DraftSection) => boolean): number {
    const boundary = this.#boundary();
    for (let index = this.#ceiling(at) - 1; index > boundary; index -= 1) {
      const section = this.#open[index];
      if (section?.family === label.family && section.style === label.style && fits(section))
        return index;
    }
    return -1;
  }

  /** Whether a section stays open whatever the rank of a label below it. */
  #holds(section: DraftSection, label: HeadingLabel, at: LabelPlace): boolean {
    if (STRUCTURAL.has(label.family))
      return (
        section.markdownDepth > 0 &&
        section.role === 'unnumbered' &&
        section.markdownDepth < at.markdownDepth
      );
    if (section.markdownDepth > 0)
      return at.markdownDepth === 0
        ? label.family !== 'article' || section.role === 'unnumbered'
        : section.markdownDepth < at.markdownDepth;
    return section.role === 'unnumbered';
  }

  /** Outer sections stay open, and so does one of the list under whose last entry the label's own list stood. */
  #keepByRank(
    label: HeadingLabel,
    at: LabelPlace & { readonly parentKey?: string | undefined },
  ): number {
    const rank = FAMILY_RANK[label.family];
    let keep = this.#ceiling(at);
    for (const boundary = this.#boundary(); keep > boundary + 1; keep -= 1) {
      const section = this.#open[keep - 1];
      if (section === undefined || this.#holds(section, label, at)) break;
      if (section.rank < rank && section.role !== 'unnumbered') break;
      if (section.family !== null && key({ ...section, family: section.family }) === at.parentKey)
        break;
    }
    return keep;
  }

  /** A list that ran on from under the heading before: `14.` below the next （一）, or `二、` after an unnumbered heading. */
  #keepForCarried(
    label: HeadingLabel,
    at: LabelPlace & { readonly remembered: Remembered },
  ): number {
    const keep = this.#keepByRank(label, { ...at, parentKey: at.remembered.parentKey });
    const parent = this.#open[keep - 1];
    const endsUnnumbered =
      label.family !== 'article' &&
      parent?.role === 'unnumbered' &&
      parent.markdownDepth === 0 &&
      !at.remembered.underUnnumbered;
    return endsUnnumbered ? keep - 1 : keep;
  }

  /**
   * A first entry opens a list: inside what announced it, else by rank. Lists of inner families that are open are closed, unless they go
   * on below it: then they are outer lists in this document (`1.` over `（一）`).
   */
  #keepForFirst(label: HeadingLabel, at: LabelPlace): number {
    const rank = FAMILY_RANK[label.family];
    let keep = this.#ceiling(at);
    const isNested = at.isAnnounced && at.markdownDepth === 0 && label.style !== '第';
    if (isNested) return keep;
    for (const boundary = this.#boundary(); keep > boundary + 1; keep -= 1) {
      const section = this.#open[keep - 1];
      if (section === undefined || this.#holds(section, label, at)) break;
      if (section.role !== 'unnumbered' && section.rank < rank) break;
      const isSameList = section.family === label.family && section.style === label.style;
      // Articles are counted through the whole law and so always go on below a 章 or 节.
      if (!isSameList && !STRUCTURAL.has(label.family) && this.#goesOn(section, at.line)) break;
    }
    return keep;
  }

  #goesOn(section: DraftSection, line: number): boolean {
    if (section.family === null || STRUCTURAL.has(section.family)) return false;
    const next = this.#lists.next(section.family, line);
    if (next === null || next.line > line + MAX_LOOKAHEAD_LINES) return false;
    return next.number === section.number + 1 && next.style === section.style;
  }

  #placeDecimal(label: HeadingLabel, at: LabelPlace): Placement {
    const boundary = this.#boundary();
    for (let index = this.#ceiling(at) - 1; index > boundary; index -= 1) {
      const section = this.#open[index];
      if (section === undefined || (section.family !== 'decimal' && section.family !== 'digit'))
        continue;
      const { path } = section;
      const last = label.path.at(-1) ?? 0;
      if (isPrefix(path, label.path)) {
        return {
          keep: index + 1,
          fit: path.length === label.path.length - 1 && last === 1 ? 'first' : 'gap',
        };
      }
      if (path.length === label.path.length && isPrefix(path.slice(0, -1), label.path)) {
        return { keep: index, fit: last === (path.at(-1) ?? 0) + 1 ? 'next' : 'gap' };
      }
    }
    const opensBlock =
      label.path.length === 1
        ? label.number === 1
        : label.path.slice(1).every((number) => number === 1);
    return { keep: this.#keepByRank(label, at), fit: opensBlock ? 'first' : 'loose' };
  }
}

function key(label: Pick<HeadingLabel, 'family' | 'style'>): string {
  return `${label.family} ${label.style}`;
}

function continues(last: Pick<Remembered, 'number' | 'subNumber'>, label: HeadingLabel): boolean {
  if (label.subNumber > 0)
    return label.number === last.number && label.subNumber === last.subNumber + 1;
  return label.number === last.number + 1;
}

function isNear(last: Pick<Remembered, 'number'>, label: HeadingLabel): boolean {
  const step = label.number - last.number;
  return step >= 0 && step <= MAX_GAP;
}

function isPrefix(prefix: readonly number[], path: readonly number[]): boolean {
  return prefix.length < path.length && prefix.every((number, index) => number === path[index]);
}
