import type { SectionStore } from '../index/section-store.js';
import type { StandingNow } from '../retrieve/prefer-current.js';
import type { Citation, Notice } from './answer.js';
import type { Frame } from './frame.js';

/** Documents whose standing one answer tells. */
const MOST_TOLD = 3;

/** Says of each document that an answer cites where it is not in force, or not as it is quoted. */
export function standingNotices(
  citations: readonly Citation[],
  options: {
    readonly store: SectionStore;
    readonly standingOf: StandingNow;
    readonly frame: Frame;
  },
): readonly Notice[] {
  const { store, standingOf, frame } = options;
  const ids = [...new Set(citations.map(({ documentId }) => documentId))];
  const notices = ids.flatMap((id): readonly Notice[] => {
    const document = store.document(id);
    if (document === undefined) return [];
    const standing = standingOf(document);
    if (standing.kind === 'in-force') return [];
    return [{ kind: 'superseded', message: frame.notices.standing(document, standing) }];
  });
  return notices.slice(0, MOST_TOLD);
}
