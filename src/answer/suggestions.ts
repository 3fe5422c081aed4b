import type { PolicyDocument, Section } from '../outline/outline.js';
import type { Citation } from './answer.js';
import type { AnswerTask } from './answer-task.js';
import type { SuggestionWords } from './frame.js';

/** Questions offered with an answer. */
const SUGGESTIONS = 3;
/** A heading that is longer reads badly inside a question. */
const LONGEST_HEADING = 30;

/** Headings that every document has: a question about one says little about what can be asked. */
const FRAME_HEADING =
  /^(?:指导思想|总体思路|总体要求|工作目标|基本原则|总则|附则|前言|引言|保障措施|组织保障|组织实施|工作要求)$/u;

/** Questions that the neighbours of the cited sections answer, and the overview of their document. */
export function suggestionsNear(
  task: Pick<AnswerTask, 'store' | 'frame' | 'question'>,
  citations: readonly Citation[],
): readonly string[] {
  const cited = new Set(citations.map(({ sectionId }) => sectionId));
  const found: string[] = [];
  const first = citations[0];
  const document = first === undefined ? undefined : task.store.document(first.documentId);
  if (first === undefined || document === undefined)
    return sampleQuestions(task.store.documents, task.frame.questions);
  const place = task.store.section(document.id, first.sectionId);
  const siblings = place?.path.at(-2)?.sections ?? document.sections;
  const at = siblings.findIndex(({ id }) => id === first.sectionId);
  const around = [...siblings.slice(at + 1), ...siblings.slice(0, Math.max(0, at))];
  const words = task.frame.questions;
  const uncited = around.filter(({ id }) => !cited.has(id));
  for (const sibling of wellReadFirst(uncited)) {
    const question = questionAbout(document, sibling, words);
    if (question !== null && found.length < SUGGESTIONS - 1) found.push(question);
  }
  // An overview has cited all there is beside: then what it lists is what may be asked next.
  const isOverview = found.length === 0;
  for (const section of isOverview ? siblings : []) {
    const question = questionAbout(document, section, words);
    if (question !== null && found.length < SUGGESTIONS) found.push(question);
  }
  if (!isOverview && document.sections.length > 1) found.push(words.overview(document.title));
  return found.filter((question) => question !== task.question.question).slice(0, SUGGESTIONS);
}

/** Real questions over the documents: one overview, then a clause of each of several documents. */
export function sampleQuestions(
  documents: readonly PolicyDocument[],
  words: SuggestionWords,
  count = SUGGESTIONS + 1,
): readonly string[] {
  const questions: string[] = [];
  const overview = documents.find(({ sections }) => sections.length > 2);
  if (overview !== undefined) questions.push(words.overview(overview.title));
  const step = Math.max(1, Math.floor(documents.length / count));
  for (let index = documents.length - 1; index >= 0 && questions.length < count; index -= step) {
    const document = documents[index];
    if (document === undefined) continue;
    const question = sampleOf(document, words);
    if (question !== null && !questions.includes(question)) questions.push(question);
  }
  return questions;
}

/** Short names before sentences and lists, each in the document's order. */
function wellReadFirst(sections: readonly Section[]): readonly Section[] {
  const isWell = ({ title }: Section) => READS_WELL.test(title) || ASKS.test(title);
  return [...sections.filter(isWell), ...sections.filter((section) => !isWell(section))];
}

/** A document whose title asks is asked by it; of others a short heading, the outermost first. */
function sampleOf(document: PolicyDocument, words: SuggestionWords): string | null {
  if (ASKS.test(document.title)) return document.title;
  const top = document.sections.find(
    ({ kind, title }) => kind === 'heading' && READS_WELL.test(title) && !FRAME_HEADING.test(title),
  );
  if (top !== undefined) return words.topic(document.title, top.title);
  return firstQuestion(document, document.sections, words);
}

const ASKS = /[？?]$/u;
/** Four to sixteen characters that are no sentence, list or question, and not “about” something. */
const READS_WELL = /^(?!关于|有关)[\p{Script=Han}\p{N}A-Za-z“”]{4,16}$/u;

function firstQuestion(
  document: PolicyDocument,
  sections: readonly Section[],
  words: SuggestionWords,
): string | null {
  for (const section of sections) {
    const deeper = firstQuestion(document, section.sections, words);
    if (deeper !== null) return deeper;
    if (section.kind !== 'preface' && section.title !== '' && !FRAME_HEADING.test(section.title)) {
      const question = questionAbout(document, section, words);
      if (question !== null) return question;
    }
  }
  return null;
}

/** A question whose answer is a section; null where it has no short title and is no article. */
function questionAbout(
  document: PolicyDocument,
  section: Section,
  words: SuggestionWords,
): string | null {
  if (section.kind === 'preface') return null;
  // A page that answers one question has steps and items for headings: none is asked about in a sentence of its own.
  if (ASKS.test(document.title) && !ASKS.test(section.title) && !READS_WELL.test(section.title))
    return null;
  if (section.title !== '' && section.title.length <= LONGEST_HEADING) {
    return /[？?]$/u.test(section.title)
      ? section.title
      : words.topic(document.title, section.title);
  }
  // Of addresses, only an article's names one clause in words that people use.
  return section.kind === 'article' ? words.clause(document.title, section.address) : null;
}
