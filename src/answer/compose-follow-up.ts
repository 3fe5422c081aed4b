import type { PolicyDocument } from '../outline/outline.js';
import type { FollowUpAim } from '../retrieve/follow-up.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { headingLabel } from './citation-book.js';
import { composeClauses } from './compose-clause.js';
import { composeExtractive } from './compose-extractive.js';
import { composeFact } from './compose-fact.js';
import type { ComposeOptions } from './compose-options.js';
import { composeOverview } from './compose-overview.js';
import { needsEvidence } from './evidence.js';
import { type FoundFact, findCommencement, findFact } from './find-fact.js';
import { isCited } from './rank-aimed.js';
import { refuse } from './refuse.js';
import { scoreSentences } from './select-sentences.js';

/**
 * Composes the answer to a follow-up from the clauses that it aims at; null where they give none,
 * so that the question is answered as it stands alone.
 */
export function composeFollowUp(
  task: AnswerTask,
  {
    aim,
    isAddressed,
    ...options
  }: ComposeOptions & {
    readonly aim: FollowUpAim;
    /** Whether the question as it stands alone names its clause by an address, which alone would only be shown again. */
    readonly isAddressed: boolean;
  },
): Draft | null {
  const inRange = ({ document }: { readonly document: PolicyDocument }) =>
    task.documents.includes(document);
  switch (aim.kind) {
    case 'clauses': {
      const clauses = aim.clauses.filter(inRange);
      return clauses.length === 0 ? null : composeClauses(task, clauses);
    }
    case 'headings': {
      const { place, isDocument } = aim;
      if (!inRange(place)) return null;
      return composeOverview(task, {
        document: place.document,
        place: isDocument ? undefined : place,
      });
    }
    case 'within':
      return composeWithin({ ...task, hits: task.hits.filter(inRange) }, isAddressed);
    case 'beyond': {
      const draft = composeExtractive(task, options);
      const isNew = draft.citations.some((citation) => !isCited(citation, aim.cited));
      if (draft.kind === 'answered' && isNew) return draft;
      return refuse(task, { reason: task.frame.refusals.noMore() });
    }
  }
}

/**
 * What the clauses say to it: the sentence that holds it; the clauses whole where nothing of it is
 * named. A date that they do not give is refused: any other clause's would be of something else.
 */
function composeWithin(task: AnswerTask, isAddressed: boolean): Draft | null {
  const [best] = task.hits;
  if (best === undefined) return null;
  const { answerKind, plain } = task.question;
  if (answerKind.kind === 'date') {
    const fact = findCommencement(task, best.document) ?? findDate(task, plain);
    if (fact !== undefined) return composeFact(task, fact);
    return answerKind.isCommencement && !isAddressed ? null : lacking(task, best);
  }
  if (answerKind.kind === 'body' && !task.hits.some(namesBody)) return lacking(task, best);
  const fact = findFact(task);
  if (needsEvidence(answerKind)) {
    if (fact !== undefined) return composeFact(task, fact);
    return isAddressed ? lacking(task, best) : null;
  }
  return fact === undefined || fact.sentence.overlap === 0
    ? composeClauses(task, task.hits)
    : composeFact(task, fact);
}

/** Words by which a clause says whose matter it is: without any it does not say who is responsible. */
const RESPONSIBLE =
  /负责|牵头|责任|主管|承担|主体|会同|协同|配合|由[^，。；]{2,}|部门|单位|机关|机构|人员|小组|专班|办公室|委员会|政府|法院|[局厅]/u;

function namesBody({ document, section }: RetrievedSection): boolean {
  return RESPONSIBLE.test(document.text.slice(section.start, section.end));
}

function lacking(task: AnswerTask, { document, section }: RetrievedSection): Draft {
  const place = `《${document.title}》${headingLabel(section)}`;
  return refuse(task, {
    reason: task.frame.refusals.lacking(place, task.question.answerKind),
  });
}

/** A day or span by which something is to be done, or which it lasts; not a year that is only mentioned. */
const PLANNED =
  /(?:年|月|日|季度?|旬|周|期|天)(?:底|末|初|前|内|之前|以前|以内|起|止|中旬|下旬|上旬)|之日起|期限|时限|有效期|为期|[至到]\s*(?:\d{4}|[一二三四五六七八九十\d]{1,2}月)|(?:今年|本年|当年|全年|年度|\d{4}年)[^，。；]{0,16}(?:完成|建成|举办|召开|开展|实现|达到|启动|投入)|每年[^，。]{0,6}[月日]|定期|工作日|小时内/u;
const ASKS_HOW_OFTEN = /多久[^，。？]{0,8}(?:一次|一回|一遍)|频次|频率|how often/iu;
const HOW_OFTEN = /每[年月季周日天旬半两三]|定期|季度|月度|常态化|不定期|[一二三四\d]次|次数/u;

/** The best sentence of the clauses that gives a date as it is asked for. */
function findDate(task: AnswerTask, plain: string): FoundFact | undefined {
  const asked = ASKS_HOW_OFTEN.test(plain) ? HOW_OFTEN : PLANNED;
  const found = task.hits.flatMap((place) => {
    const sentences = scoreSentences(place, task);
    return sentences.flatMap((sentence, index): readonly FoundFact[] => {
      const words = place.document.text.slice(sentence.range.start, sentence.range.end);
      return asked.test(words) ? [{ place, sentence, next: sentences[index + 1] }] : [];
    });
  });
  return found.sort((a, b) => b.sentence.score - a.sentence.score)[0];
}
