import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { Citation, Notice } from './answer.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { citationOf, headingLabel } from './citation-book.js';
import { headingRange, wholeRange } from './clause-text.js';
import { scoreSentences } from './select-sentences.js';
import { sampleQuestions, suggestionsNear } from './suggestions.js';

/** Nearest sections that a refusal offers. */
const NEAREST = 4;

/** A refusal: the sentence that says why, the nearest sections offered, questions that can be answered. */
export function refuse(
  task: AnswerTask,
  options: {
    readonly reason: string;
    /** Sections to offer; those found where left out. */
    readonly near?: readonly RetrievedSection[];
    readonly notices?: readonly Notice[];
  },
): Draft {
  const nearest = nearestOf(task, options.near ?? task.hits);
  const suggestions =
    nearest.length === 0
      ? sampleQuestions(task.documents, task.frame.questions)
      : suggestionsFrom(task, nearest);
  return {
    kind: 'refused',
    text: options.reason,
    citations: [],
    notices: options.notices ?? [],
    nearest,
    suggestions,
  };
}

/** A clause in words, for a sentence that names it. */
export function clauseInWords({ document, section }: RetrievedSection): string {
  const heading = section.kind === 'preface' ? '' : headingLabel(section);
  return `《${document.title}》${heading === '' ? '' : `“${heading}”`}`;
}

function nearestOf(task: AnswerTask, near: readonly RetrievedSection[]): readonly Citation[] {
  return near.slice(0, NEAREST).map((place, index) => {
    const sentences = scoreSentences(place, task);
    let best = sentences[0];
    for (const sentence of sentences) {
      if (sentence.score > (best?.score ?? 0)) best = sentence;
    }
    const heading = headingRange(place.document, place.section);
    const range =
      best?.range ??
      (heading.end > heading.start ? heading : wholeRange(place.document, place.section));
    return citationOf({ ...place, range }, index + 1);
  });
}

function suggestionsFrom(task: AnswerTask, nearest: readonly Citation[]): readonly string[] {
  const own = nearest.flatMap((citation) => {
    const place = task.store.section(citation.documentId, citation.sectionId);
    const title = place?.section.title ?? '';
    return title === '' || title.length > LONGEST_HEADING || place?.section.kind === 'preface'
      ? []
      : [task.frame.questions.topic(citation.documentTitle, title)];
  });
  return [...new Set([...own, ...suggestionsNear(task, nearest)])].slice(0, SUGGESTIONS);
}

const SUGGESTIONS = 3;
const LONGEST_HEADING = 30;
