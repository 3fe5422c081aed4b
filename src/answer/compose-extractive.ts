import { documentsNumbered, normaliseDocumentNumber } from '../retrieve/document-number.js';
import { type FoundClause, lookupAddress } from '../retrieve/lookup-address.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { Notice } from './answer.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { composeClauses, composeWhichClause } from './compose-clause.js';
import {
  composeDocument,
  composeDocumentList,
  composeDocumentSearch,
} from './compose-documents.js';
import {
  composeFact,
  composeFacts,
  type FoundFact,
  findDefinition,
  findFact,
  headingFact,
} from './compose-fact.js';
import {
  composeOverview,
  composeOverviews,
  namedSection,
  sharingPart,
} from './compose-overview.js';
import { composeTopic } from './compose-topic.js';
import { needsEvidence } from './evidence.js';
import { composeGreeting } from './greeting.js';
import { reasonToRefuse } from './reason-to-refuse.js';
import { clauseInWords, refuse } from './refuse.js';
import type { Scope } from './scope.js';
import { overlapOf } from './term-weights.js';

/** What composing has to know besides the task: where the question looked, and whether that was left. */
export interface ComposeOptions {
  readonly scope: Scope;
  /** Whether what was found is from other documents than the question named. */
  readonly isElsewhere: boolean;
}

/** Composes the answer to a question from the documents' own words, or refuses. */
export function composeExtractive(task: AnswerTask, options: ComposeOptions): Draft {
  const draft = compose(task, options);
  if (draft.kind !== 'answered') return draft;
  return {
    ...draft,
    notices: [...scopeNotice(task, options, draft), ...yearNotice(task, draft), ...draft.notices],
  };
}

function compose(task: AnswerTask, options: ComposeOptions): Draft {
  const { question } = task;
  switch (question.intent) {
    case 'greeting':
    case 'thanks':
    case 'capabilities':
      return composeGreeting(task);
    case 'address':
      return addressed(task, options);
    case 'document':
      return byNumber(task, options);
    case 'document-list':
      return documentList(task, options);
    case 'document-search':
      return refusal(task, options) ?? composeDocumentSearch(task);
    case 'overview':
      return defined(task, options) ?? overview(task, options);
    case 'topic':
    case 'fact':
      return defined(task, options) ?? searched(task, options);
  }
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
  if (task.question.intent === 'topic') {
    const shared = task.question.answerKind.kind === 'list' ? sharingPart(task) : undefined;
    return shared === undefined ? composeTopic(task) : composeOverview(task, shared);
  }
  const facts = task.question.acrossDocuments ? factsAcross(task) : [];
  if (facts.length > 1) return composeFacts(task, facts);
  const fact = findFact(task);
  if (fact !== undefined) return composeFact(task, fact);
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

/** The fact in each document that the hits are from, in the order of the documents. */
function factsAcross(task: AnswerTask): readonly FoundFact[] {
  const limit = task.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const found = new Set(task.hits.map(({ document }) => document.id));
  const facts = task.documents
    .filter(({ id }) => found.has(id))
    .map((document) =>
      findFact({ ...task, hits: task.hits.filter((hit) => hit.document.id === document.id) }),
    );
  return facts.filter((fact) => fact !== undefined).slice(0, limit);
}

function refusal(task: AnswerTask, options: ComposeOptions): Draft | null {
  const reason = reasonToRefuse(task, options.scope);
  return reason === null ? null : refuse(task, { reason });
}

function addressed(task: AnswerTask, options: ComposeOptions): Draft {
  const { question, frame } = task;
  const isNamed = task.steered.length > 0;
  const missing = missingDocument(task);
  if (missing !== null && !isNamed) {
    return refuse(task, {
      reason: frame.refusals.noDocument(missing, frame.refusals.searched(task.documents)),
    });
  }
  if (options.scope.missingYears.length > 0) {
    const { missingYears, availableYears } = options.scope;
    return refuse(task, { reason: frame.refusals.noYear(missingYears, availableYears) });
  }
  const documents = isNamed ? task.steered : task.documents;
  const found = question.addresses.map((address) =>
    documents.flatMap((document) => lookupAddress(document, address)),
  );
  const all = found.flat();
  // A bare 第十条 is a statute's where any statute has one.
  const articles = all.filter(({ section }) => section.kind === 'article');
  const clauses = isNamed || articles.length < 2 ? all : articles;
  const words = question.addresses[0]?.steps.map(({ text }) => text).join('') ?? '';
  if (clauses.length === 0) {
    const [only] = documents;
    if (isNamed && documents.length === 1 && only !== undefined) {
      return refuse(task, { reason: frame.refusals.noClause(only.title, words) });
    }
    return searched(task, options);
  }
  const exact = preferSearched(task, clauses).map((clause) => headingInside(task, clause));
  const isPlain = question.addresses.length === 1;
  if (exact.length > 1 && isPlain)
    return composeWhichClause(task, { clauses: exact, address: words });
  return composeClauses(task, isPlain ? exact : clauses);
}

/** Of clauses at one address, the one that the rest of the question is about, where it says more. */
function preferSearched(task: AnswerTask, clauses: readonly FoundClause[]): readonly FoundClause[] {
  if (clauses.length < 2 || task.question.specific.length < 2) return clauses;
  const best = task.hits
    .slice(0, 3)
    .map((hit) =>
      clauses.find(
        ({ section, document }) =>
          document.id === hit.document.id && hit.path.some(({ id }) => id === section.id),
      ),
    )
    .find((clause) => clause !== undefined);
  return best === undefined ? clauses : [best];
}

/** The heading inside a clause whose words the question gives besides the address: 第一部分“优化招商环境”. */
function headingInside(task: AnswerTask, clause: FoundClause): FoundClause {
  let found = clause;
  let highest = NAMED_HEADING;
  const walk = (place: FoundClause): void => {
    for (const section of place.section.sections) {
      const inner = { document: clause.document, section, path: [...place.path, section] };
      const { terms } = task.question;
      const overlap = overlapOf(terms, {
        weights: task.weights,
        text: normaliseForMatching(section.title),
      });
      if (section.title.length >= 4 && overlap > highest) {
        found = inner;
        highest = overlap;
      }
      walk(inner);
    }
  };
  if (task.question.specific.length >= 4) walk(clause);
  return found;
}

/** A heading is named when it holds this share of the question's words. */
const NAMED_HEADING = 0.75;

/** A law or plan named in front of an address that is none of the documents: 劳动法第三十九条. */
function missingDocument(task: AnswerTask): string | null {
  const { named, plain, addresses } = task.question;
  const [unknown] = named.unknown;
  if (unknown !== undefined && named.documents.length === 0) return unknown;
  if (named.documents.length > 0) return null;
  const before = plain.slice(0, addresses[0]?.start ?? 0);
  const match =
    /([\p{Script=Han}]{1,20}(?:法典|法|条例|办法|规定|细则|要点|方案))\s*(?:的|里的?|中的?)?\s*$/u.exec(
      before,
    );
  return match?.[1] ?? null;
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
      return composeOverview(task, { document: only, place: undefined });
    }
    return composeOverviews(task, documents);
  }
  const refused = refusal(task, options);
  if (refused !== null) return refused;
  const target = namedSection(task) ?? sharingPart(task);
  return target === undefined ? composeTopic(task) : composeOverview(task, target);
}

function scopeNotice(
  task: AnswerTask,
  { scope, isElsewhere }: ComposeOptions,
  draft: Draft,
): readonly Notice[] {
  const titles = [...new Set(draft.citations.map(({ documentTitle }) => documentTitle))];
  const steeredTitles = new Set(task.steered.map(({ title }) => title));
  const outside = titles.filter((title) => !steeredTitles.has(title));
  if (isElsewhere && outside.length > 0 && task.steered.length > 0 && scope.words !== '') {
    const asked = task.steered.length === 1 ? `《${task.steered[0]?.title ?? ''}》` : scope.words;
    return [{ kind: 'scope', message: task.frame.notices.scope(asked, outside) }];
  }
  if (scope.missingDepartments.length > 0 && task.steered.length === 0 && titles.length > 0) {
    const words = scope.missingDepartments.join('、');
    return [{ kind: 'scope', message: task.frame.notices.scope(words, titles) }];
  }
  return [];
}

/** Says so when 今年 was answered from another year's documents. */
function yearNotice(task: AnswerTask, draft: Draft): readonly Notice[] {
  const { question } = task;
  const asksThisYear = question.years.some(
    ({ kind, year }) => kind === 'relative' && year === question.thisYear,
  );
  if (!asksThisYear) return [];
  const years = draft.citations.flatMap(({ documentId }) => {
    const year = task.store.document(documentId)?.metadata.year ?? null;
    return year === null ? [] : [year];
  });
  const answeredYear = years[0];
  if (answeredYear === undefined || years.includes(question.thisYear)) return [];
  return [{ kind: 'year', message: task.frame.notices.year(answeredYear, question.thisYear) }];
}
