import { type LocatedSection, sectionsBelow } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import { termsOf } from '../retrieve/content-terms.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { Notice } from './answer.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { type CitationBook, headingLabel, openCitationBook } from './citation-book.js';
import {
  bodyRange,
  contentRange,
  headingRange,
  sentencesOf,
  slice,
  wholeRange,
} from './clause-text.js';
import { answered } from './draft.js';
import { informativeTerms } from './informative-terms.js';
import { withoutMarkdown } from './list-lines.js';
import { overlapOf } from './term-weights.js';

/** Children that an overview lists where the caller sets no number: more is a document, not an overview. */
const MOST_CHILDREN = 60;
/** A heading names what the question asks about when it holds this share of its words. */
const TITLE_OVERLAP = 0.7;
const MOST_DOCUMENTS = 8;
/** A heading that is asked for is certain. */
const SCORE_OF_NAMED = 1;

/** What an overview is of: a document, or one section of it. */
export interface OverviewTarget {
  readonly document: PolicyDocument;
  /** Undefined for the whole document. */
  readonly place: LocatedSection | undefined;
}

/** The section that an overview question names by its heading's words; undefined where none does. */
export function namedSection(task: AnswerTask): OverviewTarget | undefined {
  const named = termsOf(task.question.specific);
  const specific = named.size > 0 ? named : task.question.terms;
  let found: OverviewTarget | undefined;
  let highest = TITLE_OVERLAP;
  for (const hit of task.hits) {
    if (hit.score < task.floors.refuseBelow) break;
    const terms = informativeTerms({ ...task, terms: specific }, hit.document);
    for (const [depth, section] of hit.path.entries()) {
      if (childHeadings(section.sections).length < 2) continue;
      const text = normaliseForMatching(section.title);
      const overlap = overlapOf(terms, { weights: task.weights, text });
      if (overlap > highest) {
        const path = hit.path.slice(0, depth + 1);
        found = { document: hit.document, place: { document: hit.document, section, path } };
        highest = overlap;
      }
    }
  }
  return found;
}

/** Headings that plans and reports give the part that a question asks for by the same words. */
const COMMON_PARTS =
  /重点工作|重点任务|主要任务|工作任务|工作安排|主要目标|工作目标|总体目标|指导思想|基本原则|总体要求|总体思路|保障措施|组织保障|组织实施|工作措施|主要措施|工作要求/gu;
/** Of these names, the ones that mean the same part. */
const TASKS: readonly string[] = ['重点工作', '重点任务', '主要任务', '工作任务'];
/** Levels of the outline that are looked through for such a heading. */
const COMMON_PART_LEVELS = 2;

/** The part that a document calls as the question does: 重点工作有哪几个方面. */
export function commonPart(task: AnswerTask, document: PolicyDocument): OverviewTarget | undefined {
  const said: readonly string[] = task.question.plain.match(COMMON_PARTS) ?? [];
  const words = said.some((word) => TASKS.includes(word)) ? [...said, ...TASKS] : said;
  if (words.length === 0) return undefined;
  const named = placesIn(document, COMMON_PART_LEVELS).filter(({ place }) =>
    words.some((word) => place.section.title.includes(word)),
  );
  // The shortest title says that and nothing else.
  return named.sort((a, b) => a.place.section.title.length - b.place.section.title.length)[0];
}

const ASKS_STAGES = /(?:几|哪些|哪几|多少)个?大?(?:阶段|步骤|步|环节)/u;
const IS_STAGE = /阶段|步骤|第[一二三四五六七八九十\d]+步|环节/u;
/** Words at the beginning of a clause that say what it is. */
const BEGINNING = 40;
const STAGE_SHARE = 0.6;

/** The part whose clauses are stages, where the question asks how many there are. */
export function stagesPart(task: AnswerTask): OverviewTarget | undefined {
  if (!ASKS_STAGES.test(task.question.plain)) return undefined;
  const found = task.hits.filter(({ score }) => score >= task.floors.refuseBelow);
  const documents = new Set([...task.steered, ...found.map(({ document }) => document)]);
  for (const document of [...documents].slice(0, MOST_DOCUMENTS)) {
    for (const target of placesIn(document, Number.POSITIVE_INFINITY)) {
      const children = childHeadings(target.place.section.sections);
      const stages = children.filter(({ start, title }) =>
        IS_STAGE.test(`${title} ${document.text.slice(start, start + BEGINNING)}`),
      );
      if (stages.length > 1 && stages.length >= children.length * STAGE_SHARE) return target;
    }
  }
  return undefined;
}

function placesIn(
  document: PolicyDocument,
  levels: number,
): readonly { readonly document: PolicyDocument; readonly place: LocatedSection }[] {
  return sectionsBelow({ document, path: [] })
    .filter(({ path }) => path.length <= levels)
    .map((place) => ({ document, place }));
}

/** Headings that share a word of the question, from this many on, are what the question counts. */
const LEAST_SHARING = 3;
const SHARING_SHARE = 0.8;

/** The part whose headings nearly all have a word of the question (答好…卷): the question is about them all. */
export function sharingPart(task: AnswerTask): OverviewTarget | undefined {
  for (const document of task.steered.slice(0, MOST_DOCUMENTS)) {
    const { sections } = subjectOf({ document, place: undefined });
    const titles = childHeadings(sections).map(({ title }) => normaliseForMatching(title));
    if (titles.length < LEAST_SHARING) continue;
    for (const term of task.question.terms) {
      const sharing = titles.filter((title) => title.includes(term)).length;
      if (term.length >= 2 && sharing >= titles.length * SHARING_SHARE)
        return { document, place: undefined };
    }
  }
  return undefined;
}

/** The outline itself: the child headings in order, each cited. */
export function composeOverview(task: AnswerTask, target: OverviewTarget): Draft {
  const book = openCitationBook();
  const { document, place } = target;
  const { sections, heading } = subjectOf(target);
  const children = childHeadings(sections);
  if (children.length === 0) return composeWhole(task, target);
  const limit = Math.min(task.maxCitations ?? MOST_CHILDREN, children.length);
  const above = place?.path ?? [];
  const lines = [
    task.frame.overviewLead({
      title: document.title,
      part: heading === undefined ? '' : headingLabel(heading),
      count: children.length,
      shown: limit,
    }),
    ...children
      .slice(0, limit)
      .map((section) => childLine({ document, section, path: [...above, section] }, book)),
  ];
  return answered(task, { lines, book, notices: partial(task, limit, children.length) });
}

/** Several documents at once: each with its own first level, as far as the citations reach. */
export function composeOverviews(task: AnswerTask, documents: readonly PolicyDocument[]): Draft {
  const book = openCitationBook();
  const shown = documents.slice(0, Math.min(MOST_DOCUMENTS, task.maxCitations ?? MOST_DOCUMENTS));
  const share = Math.max(1, Math.floor((task.maxCitations ?? MOST_CHILDREN) / shown.length));
  const lines: string[] = [];
  let cut = false;
  for (const document of shown) {
    const { sections } = subjectOf({ document, place: undefined });
    const children = childHeadings(sections);
    lines.push(task.frame.documentHeading(document.title));
    cut = cut || children.length > share;
    for (const section of children.slice(0, share)) {
      lines.push(childLine({ document, section, path: [section] }, book));
    }
  }
  const notices =
    cut || shown.length < documents.length ? partial(task, shown.length, documents.length) : [];
  return answered(task, { lines, book, notices });
}

/** A target without headings under it: its own words, as many sentences as an answer has citations. */
function composeWhole(task: AnswerTask, { document, place }: OverviewTarget): Draft {
  const book = openCitationBook();
  const section = place?.section ?? document.sections[0];
  if (section === undefined) return answered(task, { lines: [], book });
  const path = place?.path ?? [section];
  const content = contentRange(document, section);
  const range = content.end > content.start ? content : wholeRange(document, section);
  const sentences = sentencesOf(document, range).slice(0, DEFAULT_MAX_CITATIONS);
  const end = sentences.at(-1)?.end ?? range.end;
  const quoted = { start: range.start, end };
  const mark = book.mark({ document, section, path, range: quoted, score: SCORE_OF_NAMED });
  const heading = place === undefined || section.kind === 'preface' ? '' : headingLabel(section);
  const lines = [
    task.frame.pointLead(document.title, heading),
    `${withoutMarkdown(slice(document, quoted))}${mark}`,
  ];
  return answered(task, {
    lines,
    book,
    notices:
      end < range.end ? partial(task, sentences.length, sentencesOf(document, range).length) : [],
  });
}

function partial(task: AnswerTask, shown: number, total: number): readonly Notice[] {
  if (shown >= total) return [];
  return [{ kind: 'partial', message: task.frame.notices.partial(shown, total) }];
}

/** A document or part that holds one heading only is that heading's. */
function subjectOf({ document, place }: OverviewTarget): {
  readonly sections: readonly Section[];
  readonly heading: Section | undefined;
} {
  let sections = place?.section.sections ?? document.sections;
  let heading = place?.section;
  for (;;) {
    const children = childHeadings(sections);
    const [only] = children;
    if (children.length !== 1 || only === undefined || childHeadings(only.sections).length < 2) {
      return { sections, heading };
    }
    sections = only.sections;
    heading = only;
  }
}

/**
 * The children that an overview lists: titled ones, or articles; not prefaces, not parts of a list, and
 * not what introduces a numbered list without a number (总体思路 before 1.…7.).
 */
export function childHeadings(sections: readonly Section[]): readonly Section[] {
  const named = sections.filter(({ kind, title }) => kind !== 'preface' && title !== '');
  const labelled = sections.filter(
    ({ kind, label }) => kind !== 'preface' && kind !== 'paragraph' && label !== '',
  );
  const all =
    named.length * 2 >= labelled.length && named.length > 0 ? merged(named, labelled) : labelled;
  const [first] = labelled;
  if (first === undefined || labelled.length < LEAST_NUMBERED) return all;
  return all.filter(({ label, start }) => label !== '' || start > first.start);
}

/** Numbered headings from which on one without a number in front of them is their introduction. */
const LEAST_NUMBERED = 2;

function merged(named: readonly Section[], labelled: readonly Section[]): readonly Section[] {
  return [...new Set([...named, ...labelled])].sort((a, b) => a.start - b.start);
}

function childLine(child: LocatedSection, book: CitationBook): string {
  const { document, section } = child;
  const heading = headingRange(document, section);
  const isTitled = section.title !== '' && heading.end > heading.start;
  const range = isTitled ? heading : firstSentence(child);
  const mark = book.mark({ ...child, range, score: SCORE_OF_NAMED });
  const words = isTitled
    ? headingLabel(section)
    : `${section.label} ${slice(document, range)}`.trim();
  return `${withoutMarkdown(words).replace(/\s*\n\s*/gu, ' ')}${mark}`;
}

function firstSentence({ document, section }: LocatedSection): { start: number; end: number } {
  const body = bodyRange(document, section);
  const from = body.end > body.start ? body : contentRange(document, section);
  return sentencesOf(document, from)[0] ?? wholeRange(document, section);
}
