import type { PolicyDocument } from '../outline/outline.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import {
  type StandingNow,
  withoutOutdated,
  withoutSuperseded,
} from '../retrieve/prefer-current.js';
import type { RankedHits } from './rank-hits.js';
import type { Scope } from './scope.js';

const RULES = '(?:办法|规定|条例|法|文件|政策|标准|规则|细则|要求|版本?)';
/** A question about how a document was, or about its versions: then the old ones are meant too. */
const ASKS_OF_OLD = new RegExp(
  [
    `(?:旧|老|原|以前|过去|原来|原先|从前|废止|失效)的?${RULES}`,
    '新旧|修[订正改](?:之?前|前后|了(?:什么|哪些))|历次|各版|哪些?版本',
    '(?:previous|former|old|superseded|repealed) (?:version|rule|document|measure)',
  ].join('|'),
  'iu',
);

/** Where a question looks, without superseded documents whose successor is there too, unless it asks of the old. */
export function currentRange(
  asked: {
    readonly question: InterpretedQuestion;
    readonly scope: Scope;
    readonly documents: readonly PolicyDocument[];
  },
  standingOf: StandingNow,
): {
  readonly question: InterpretedQuestion;
  readonly scope: Scope;
  readonly documents: readonly PolicyDocument[];
} {
  const { question, scope, documents } = asked;
  const steered = withoutSuperseded(scope.steered, standingOf);
  if (ASKS_OF_OLD.test(question.plain)) {
    // Versions side by side are asked about both.
    const acrossDocuments = question.acrossDocuments || steered !== scope.steered;
    return { question: { ...question, acrossDocuments }, scope, documents };
  }
  // 第十条 of all documents is that of those in force; what is searched for is weighed when it is found.
  const isLookedUp = question.intent === 'address' && scope.steered.length === 0;
  return {
    question,
    scope: steered === scope.steered ? scope : { ...scope, steered },
    documents: isLookedUp ? withoutSuperseded(documents, standingOf) : documents,
  };
}

/** What was found, without what a successor says as well, unless the question asks of the old. */
export function currentHits(
  ranked: RankedHits,
  options: { readonly question: InterpretedQuestion; readonly standingOf: StandingNow },
): RankedHits {
  if (ASKS_OF_OLD.test(options.question.plain)) return ranked;
  const hits = withoutOutdated(ranked.hits, options.standingOf);
  return hits === ranked.hits ? ranked : { ...ranked, hits };
}
