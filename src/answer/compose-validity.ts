import type { PolicyDocument } from '../outline/outline.js';
import { walkSections } from '../outline/walk-sections.js';
import { normaliseDocumentNumber } from '../retrieve/document-number.js';
import { type StandingNow, withoutSuperseded } from '../retrieve/prefer-current.js';
import { titleStem } from '../retrieve/version-names.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { openCitationBook, type Quotation } from './citation-book.js';
import { bodyRange, sentencesOf, slice } from './clause-text.js';
import { answered } from './draft.js';
import type { Scope } from './scope.js';

/** Whether a question asks if or how long a document is in force, or what took its place. */
const ASKS_VALIDITY =
  /(?:什么时候|何时|哪天|哪年|几时)(?:到期|失效|过期|废止|作废)|有效期(?:到|至|截止|是|为|有)*(?:什么时候|何时|哪天|哪年|多久|多长|几年|多少)|(?:还|仍然?|现在|目前|是否|是不是|现行)(?:还|仍然?|现行)?有效|有没有(?:效|被?废止|失效|过期|被取代)|(?:废止|失效|过期|作废|取代|替代)(?:了|掉了)?(?:吗|么|没有|没|了没)|是(?:否|不是)(?:已经|已)?(?:被)?(?:废止|失效|过期|作废|取代)|被(?:什么|哪个|哪份|哪部)(?:文件|办法|规定|条例)?(?:所)?(?:取代|替代|代替|废止)|(?:still (?:in force|valid|in effect))|been (?:repealed|superseded|replaced)/iu;
/** Papers and contracts have a validity of their own, which a document's clauses rule. */
const OF_PAPERS = /证|许可|执照|合同|协议|资格|票|批文/u;
const ENDS = /废止|失效|停止执行|停止施行/u;
const TERM = /有效期(?!限?(?:届?满|内|间))|试行期|日止/u;
const COMMENCES = /(?:施行|实施|生效|执行)/u;

/**
 * Whether the one document that a question names is in force: its standing, with the sentence that
 * says so in the document itself or in the one that took its place. Null where the question is
 * another, or no document says when it took effect.
 */
export function composeValidity(
  task: AnswerTask,
  { scope, standingOf }: { readonly scope: Scope; readonly standingOf: StandingNow },
): Draft | null {
  const { plain, named } = task.question;
  const asked = named.words.reduce((rest, words) => rest.replace(words, ' '), plain);
  const isAsked = ASKS_VALIDITY.test(asked) && !OF_PAPERS.test(asked);
  if (!isAsked || scope.firmness !== 'named') return null;
  const [document, ...others] = withoutSuperseded(scope.steered, standingOf);
  if (document === undefined || others.length > 0) return null;
  const { store } = task;
  const standing = standingOf(document);
  const by = standing.kind === 'superseded' || standing.kind === 'repealed' ? standing.by : null;
  const said =
    by === null ? undefined : sentenceThat(by, { store, passes: (words) => ends(words, document) });
  const own =
    sentenceThat(document, {
      store,
      passes: (words) => TERM.test(words) && COMMENCES.test(words),
    }) ??
    sentenceThat(document, {
      store,
      passes: (words) => COMMENCES.test(words) && /自.*(?:起|后)/u.test(words),
    });
  const quotations = [said, own].filter((quotation) => quotation !== undefined);
  if (quotations.length === 0) return null;
  const book = openCitationBook();
  const lines = quotations.map((quotation) =>
    task.frame.fact(slice(quotation.document, quotation.range), {
      title: quotation.document.title,
      clause: quotation.section.address,
      mark: book.mark(quotation),
    }),
  );
  return answered(task, { lines: [task.frame.validityLead(document, standing), ...lines], book });
}

/** Whether a sentence puts a document out of force. */
function ends(words: string, { title, metadata }: PolicyDocument): boolean {
  if (!ENDS.test(words)) return false;
  const { documentNumber } = metadata;
  const hasNumber =
    documentNumber !== null &&
    normaliseDocumentNumber(words).includes(normaliseDocumentNumber(documentNumber));
  const names = [...words.matchAll(/《((?:[^《》]|《[^《》]*》)+)》/gu)].map(
    ([, name]) => name ?? '',
  );
  return hasNumber || names.some((name) => titleStem(name) === titleStem(title));
}

/** The last sentence of a document that passes, in its innermost clause. */
function sentenceThat(
  document: PolicyDocument,
  { store, passes }: Pick<AnswerTask, 'store'> & { readonly passes: (words: string) => boolean },
): Quotation | undefined {
  for (const section of [...walkSections(document.sections)].reverse()) {
    const range = sentencesOf(document, bodyRange(document, section))
      .filter((sentence) => passes(slice(document, sentence)))
      .at(-1);
    const place = store.section(document.id, section.id);
    if (range !== undefined && place !== undefined) return { ...place, range, score: 1 };
  }
  return undefined;
}
