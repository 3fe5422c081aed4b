import { type AddressPrefix, addressOf, NO_ADDRESS } from './clause-address.js';
import type { DraftSection } from './draft-section.js';
import type { Section, SectionKind } from './outline.js';
import { stableId } from './stable-id.js';

/** The document that drafts belong to. */
export interface DraftOwner {
  readonly documentId: string;
  /** The document's end: where the last sections end. */
  readonly end: number;
}

interface Parent {
  readonly id: string;
  readonly level: number;
  readonly end: number;
  readonly address: AddressPrefix;
}

/**
 * Turns drafts into sections: ends, levels, addresses and ids. An article with one paragraph loses
 * its 款, which only an article with several is cited by.
 */
export function finishSections(
  drafts: readonly DraftSection[],
  owner: DraftOwner,
): readonly Section[] {
  return finishChildren(drafts, {
    id: owner.documentId,
    level: 0,
    end: owner.end,
    address: NO_ADDRESS,
  });
}

function finishChildren(drafts: readonly DraftSection[], parent: Parent): readonly Section[] {
  const occurrences = new Map<string, number>();
  return drafts.map((draft, index) => {
    const end = drafts[index + 1]?.start ?? parent.end;
    const slot = `${draft.role} ${draft.label}`;
    const occurrence = (occurrences.get(slot) ?? 0) + 1;
    occurrences.set(slot, occurrence);
    const id = stableId('s', [parent.id, slot, String(occurrence)]);
    const { address, below } = addressOf(draft, parent.address);
    const level = parent.level + 1;
    const sections = finishChildren(childrenOf(draft), { id, level, end, address: below });
    return {
      id,
      kind: kindOf(draft, sections.length),
      label: draft.label,
      title: draft.title,
      address,
      level,
      start: draft.start,
      end,
      sections,
    };
  });
}

function childrenOf(draft: DraftSection): readonly DraftSection[] {
  const only = draft.children[0];
  const isSingleClause = draft.children.length === 1 && only?.role === 'clause';
  return isSingleClause ? only.children : draft.children;
}

/** A numbered line without title and without sections below is an item, not a heading. */
function kindOf(draft: DraftSection, childCount: number): SectionKind {
  if (draft.role !== 'labelled' || draft.kind !== 'heading') return draft.kind;
  return draft.title === '' && childCount === 0 && !draft.isHeadingLine ? 'item' : 'heading';
}
