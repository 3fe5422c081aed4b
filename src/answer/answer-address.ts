import { type FoundClause, lookupAddress } from '../retrieve/lookup-address.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { composeClauses, composeWhichClause } from './compose-clause.js';
import { refuse } from './refuse.js';
import type { Scope } from './scope.js';
import { overlapOf } from './term-weights.js';

/** The clause at the address that a question gives, or which ones there are; null where the documents have no such address. */
export function addressed(task: AnswerTask, scope: Scope): Draft | null {
  const { question, frame } = task;
  const isNamed = task.steered.length > 0;
  const missing = missingDocument(task);
  if (missing !== null && !isNamed) {
    return refuse(task, {
      reason: frame.refusals.noDocument(missing, frame.refusals.searched(task.documents)),
    });
  }
  if (scope.missingYears.length > 0) {
    const { missingYears, availableYears } = scope;
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
    return null;
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
