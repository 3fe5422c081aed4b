/** A clause that an answer cited. */
export interface CitedClause {
  readonly documentId: string;
  readonly sectionId: string;
}

/** One question of a conversation with what became of it: all that a follow-up may lean on. */
export interface PastTurn {
  /** The question as it was understood: it stands alone. */
  readonly question: string;
  /** The clauses of its answer in the order of their marks; empty for a refusal or a greeting. */
  readonly cited: readonly CitedClause[];
}
