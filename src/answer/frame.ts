import type { PolicyDocument } from '../outline/outline.js';
import type { AnswerKind } from '../retrieve/answer-kind.js';
import type { QuestionLanguage } from '../retrieve/question-text.js';
import type { Correction } from '../retrieve/repair/repair-question.js';
import type { Standing } from '../retrieve/succession.js';
import type { NotedStanding } from './standing-words.js';

/**
 * The words around the quotations: one frame a language of question. Quotations themselves are
 * never translated.
 */
export interface Frame {
  readonly language: QuestionLanguage;
  /** One quoted fact, its mark and where it stands. */
  fact(quote: string, place: PlaceWords): string;
  /** A clause that the one quoted before it refers to, with its address. */
  referredClause(address: string, quote: string): string;
  /** The line above points of one document; `part` is the heading they stand under, if one. */
  topicLead(title: string, part: string): string;
  /** The line above the only point there is. */
  pointLead(title: string, heading: string): string;
  overviewLead(subject: OverviewSubject): string;
  /** The line above a clause that is quoted whole. */
  clauseLead(title: string, address: string): string;
  /** The line above clauses of the same address in several documents. */
  sameAddressLead(address: string, count: number): string;
  /** The line above the sentences that say whether a document is in force. */
  validityLead(document: PolicyDocument, standing: Standing): string;
  documentListLead(count: number, shown: number): string;
  documentSearchLead(count: number): string;
  /** A heading over one document's part of an answer across documents. */
  documentHeading(title: string): string;
  acrossLead(count: number): string;
  /** The line above the answer to one of several questions asked at once. */
  partLead(asked: string): string;
  /** Particulars of a document in one line: number, issuer, date; empty where it prints none. */
  particulars(document: PolicyDocument): string;
  greeting(documents: readonly PolicyDocument[]): string;
  thanks(): string;
  readonly notices: NoticeWords;
  readonly refusals: RefusalWords;
  readonly questions: SuggestionWords;
}

/** Where a quoted fact stands, in words. */
interface PlaceWords {
  readonly title: string;
  /** Address and title of the clause; empty for a document's preface without a title. */
  readonly clause: string;
  readonly mark: string;
}

/** What an overview is of, and how much of it is shown. */
interface OverviewSubject {
  readonly title: string;
  /** The section's heading; empty for the whole document. */
  readonly part: string;
  readonly count: number;
  readonly shown: number;
}

/** The messages of notices. */
interface NoticeWords {
  year(answered: number, now: number): string;
  masked(): string;
  /** The answer comes from a document that the question did not name. */
  scope(asked: string, answered: readonly string[]): string;
  /** What was taken for slips of the keyboard, and what was read instead. */
  corrected(corrections: readonly Correction[]): string;
  /** A document that is quoted is not in force, or not as it is quoted. */
  standing(document: PolicyDocument, standing: NotedStanding): string;
  /** Not everything is listed. */
  partial(shown: number, total: number): string;
  /** A language model was asked and its answer is not used: it failed, or said what the clauses do not. */
  modelFailed(): string;
  unsupported(): string;
  /** A language model's answer broke off. */
  modelStopped(): string;
  /** Sentences of a language model that the clauses do not bear out were taken out. */
  removed(count: number): string;
}

/** The sentences of refusals; `searched` says which documents were looked at. */
interface RefusalWords {
  searched(documents: readonly PolicyDocument[]): string;
  nothing(searched: string): string;
  lacking(place: string, kind: AnswerKind): string;
  noYear(years: readonly number[], available: readonly number[]): string;
  noDocument(name: string, searched: string): string;
  noClause(title: string, address: string): string;
  noPlace(place: string, searched: string): string;
  noDepartment(department: string, searched: string): string;
  emptyFilter(): string;
  /** Nothing is left besides what was cited before. */
  noMore(): string;
}

/** Questions that are offered. */
export interface SuggestionWords {
  overview(title: string): string;
  topic(title: string, heading: string): string;
  clause(title: string, address: string): string;
}
