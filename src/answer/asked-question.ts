import type { PolicyDocument } from '../outline/outline.js';
import type { PastTurn } from '../retrieve/past-turn.js';
import type { AskRequest } from './answer.js';
import type { AnswerTask, Draft } from './answer-task.js';

/** A question with what it is asked against. */
export interface AskedQuestion {
  readonly question: string;
  /** What was asked before it, oldest first. */
  readonly turns: readonly PastTurn[];
  /** The documents that the request's filter leaves. */
  readonly documents: readonly PolicyDocument[];
  readonly maxCitations: AskRequest['maxCitations'];
  /** Whether it is one of several questions asked at once. */
  readonly isPart?: boolean;
}

/** A draft with the question as it was understood, before it is given an id and a time. */
export interface DraftedAnswer {
  readonly draft: Draft;
  /** What the draft was composed for; none where it is put together of several, or quotes what a follow-up points at. */
  readonly task?: AnswerTask;
  readonly understood: string;
  readonly retrieveMs: number;
}
