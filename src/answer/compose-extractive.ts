import { documentsNumbered, normaliseDocumentNumber } from '../retrieve/document-number.js';
import { lookupHeading } from '../retrieve/lookup-heading.js';
import { addressed } from './answer-address.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { composeClauses } from './compose-clause.js';
import {
  composeDocument,
  composeDocumentList,
  composeDocumentSearch,
  composeLiteralSearch,
} from './compose-documents.js';
import { composeFact, composeFacts } from './compose-fact.js';
import type { ComposeOptions } from './compose-options.js';
import {
  commonPart,
  composeOverview,
  composeOverviews,
  namedSection,
  sharingPart,
  stagesPart,
} from './compose-overview.js';
import { composePenalty } from './compose-penalty.js';
import { composeTopic } from './compose-topic.js';
import { needsEvidence } from './evidence.js';
import {
  type FoundFact,
  findCommencement,
  findDefinition,
  findFact,
  headingFact,
} from './find-fact.js';
import { composeGreeting } from './greeting.js';
import { scopeNotice, yearNotice } from './notices.js';
import { isBeyondDoubt, reasonToRefuse } from './reason-to-refuse.js';
import { clauseInWords, refuse } from './refuse.js';

/** Composes the answer to a question from the documents' own words, or refuses. */
export function composeExtractive(task: AnswerTask, options: ComposeOptions): Draft {
  const draft = compose(task, options);
  if (draft.kind !== 'answered') return draft;
  return {
    ...draft,
    notices: [...scopeNotice(task, draft, options), ...yearNotice(task, draft), ...draft.notices],
  };
}

function compose(task: AnswerTask, options: ComposeOptions): Draft {
  const { question } = task;
  const quoted = lookupHeading(quotable(task), question.question);
  if (quoted.length > 0) return composeClauses(task, quoted);
  switch (question.intent) {
    case 'greeting':
    case 'thanks':
    case 'capabilities':
      return composeGreeting(task);
    case 'address':
      return addressed(task, options.scope) ?? searched(task, options);
    case 'document':
      return byNumber(task, options);
    case 'document-list':
      return documentList(task, options);
    case 'document-search':
      return composeLiteralSearch(task) ?? refusal(task, options) ?? composeDocumentSearch(task);
    case 'overview':
      return defined(task, options) ?? overview(task, options);
    case 'topic':
    case 'fact':
      return defined(task, options) ?? searched(task, options);
  }
}

/** Where a quoted heading is looked up: the documents named, else all. */
function quotable({ steered, documents }: AnswerTask): AnswerTask['documents'] {
  return steered.length > 0 ? steered : documents;
}

/** What a word means or covers, where a sentence says so. */
function defined(task: AnswerTask, options: ComposeOptions): Draft | null {
  const fact = task.question.subject === null ? undefined : findDefinition(task);
  return fact === undefined || refusal(task, options) !== null ? null : composeFact(task, fact);
}

/** A fact or a topic: what the search found, unless there is a reason not to answer. */
function searched(task: AnswerTask, options: ComposeOptions): Draft {
  const refused = refusal(task, options);
  if (refused !== null) return refused;
  const penalty = task.question.acrossDocuments ? null : composePenalty(task);
  if (penalty !== null) return penalty;
  if (task.question.intent === 'topic') {
    const shared = task.question.answerKind.kind === 'list' ? sharingPart(task) : undefined;
    return shared === undefined ? composeTopic(task) : composeOverview(task, shared);
  }
  const facts = task.question.acrossDocuments ? factsAcross(task) : [];
  if (facts.length > 1) return composeFacts(task, facts);
  const fact = commencement(task) ?? findFact(task) ?? findWithoutFigure(task);
  if (fact !== undefined) {
    // A bare yes or no needs words in common: without any, the nearest clauses are shown side by side.
    const isBlind =
      task.question.answerKind.kind === 'yes-no' &&
      fact.sentence.overlap === 0 &&
      sharesScript(task);
    return isBlind ? composeTopic(task) : composeFact(task, fact);
  }
  const best = task.hits[0];
  if (best === undefined || needsEvidence(task.question.answerKind)) {
    const reason =
      best === undefined
        ? task.frame.refusals.nothing(task.frame.refusals.searched(task.documents))
        : task.frame.refusals.lacking(clauseInWords(best), task.question.answerKind);
    return refuse(task, { reason });
  }
  return composeFact(task, headingFact(best));
}

/** The sentence nearest to a question for a figure or a date, where no sentence was seen to give one and the clause is surely meant. */
function findWithoutFigure(task: AnswerTask): FoundFact | undefined {
  const { question } = task;
  const isFigure = question.answerKind.kind === 'number' || question.answerKind.kind === 'date';
  return isFigure && isBeyondDoubt(task)
    ? findFact({ ...task, question: { ...question, answerKind: { kind: 'any' } } })
    : undefined;
}

function sharesScript({ question: { terms } }: AnswerTask): boolean {
  return [...terms].some((term) => /\p{Script=Han}/u.test(term));
}

/** When the one document that the question is about takes effect. */
function commencement(task: AnswerTask): FoundFact | undefined {
  const [document, ...others] = task.steered;
  return document === undefined || others.length > 0 ? undefined : findCommencement(task, document);
}

/** The fact in each document that the hits are from, in the order of the documents. */
function factsAcross(task: AnswerTask): readonly FoundFact[] {
  const limit = task.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const found = new Set(task.hits.map(({ document }) => document.id));
  const facts = task.documents
    .filter(({ id }) => found.has(id))
    .map(
      (document) =>
        findCommencement(task, document) ??
        findFact({ ...task, hits: task.hits.filter((hit) => hit.document.id === document.id) }),
    );
  return facts.filter((fact) => fact !== undefined).slice(0, limit);
}

function refusal(task: AnswerTask, options: ComposeOptions): Draft | null {
  const reason = reasonToRefuse(task, options.scope);
  return reason === null ? null : refuse(task, { reason });
}

function byNumber(task: AnswerTask, options: ComposeOptions): Draft {
  const { question, frame } = task;
  const number = question.documentNumber ?? '';
  const documents = documentsNumbered(task.documents, number);
  if (documents.length === 0) {
    const cited = task.hits.filter(({ document, section }) =>
      normaliseDocumentNumber(document.text.slice(section.start, section.end)).includes(
        normaliseDocumentNumber(number),
      ),
    );
    if (cited.length > 0) return composeDocumentSearch({ ...task, hits: cited });
    return refuse(task, {
      reason: frame.refusals.noDocument(number, frame.refusals.searched(task.documents)),
    });
  }
  if (question.specific.length >= 2) {
    const draft = searched(task, options);
    if (draft.kind === 'answered') return draft;
  }
  return composeDocument(task, documents);
}

function documentList(task: AnswerTask, { scope }: ComposeOptions): Draft {
  const { frame } = task;
  if (scope.missingYears.length > 0) {
    return refuse(task, {
      reason: frame.refusals.noYear(scope.missingYears, scope.availableYears),
    });
  }
  if (scope.missingDepartments.length > 0 && task.steered.length === 0) {
    const words = scope.missingDepartments.join('、');
    return refuse(task, {
      reason: frame.refusals.noDepartment(words, frame.refusals.searched(task.documents)),
    });
  }
  return composeDocumentList(task, task.steered.length > 0 ? task.steered : task.documents);
}

function overview(task: AnswerTask, options: ComposeOptions): Draft {
  const { question } = task;
  if (question.specific.length < 2) {
    const refused = refusal(task, options);
    if (refused !== null) return refused;
    const documents = task.steered.length > 0 ? task.steered : task.documents;
    const [only] = documents;
    const part = question.terms.size === 0 ? undefined : namedSection(task);
    if (part !== undefined && task.steered.includes(part.document))
      return composeOverview(task, part);
    if (documents.length === 1 && only !== undefined) {
      const common = stagesPart(task) ?? commonPart(task, only);
      if (common !== undefined) return composeOverview(task, common);
      return composeOverview(task, { document: only, place: undefined });
    }
    return composeOverviews(task, documents);
  }
  const refused = refusal(task, options);
  if (refused !== null) return refused;
  const target = stagesPart(task) ?? namedSection(task) ?? sharingPart(task);
  return target === undefined ? composeTopic(task) : composeOverview(task, target);
}
