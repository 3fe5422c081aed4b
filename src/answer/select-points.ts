import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { AnswerTask } from './answer-task.js';
import { bodyRange } from './clause-text.js';
import { informativeTerms } from './informative-terms.js';
import { oddsApart, raisedOdds } from './odds.js';
import { overlapOf } from './term-weights.js';

/** One point of a topic answer: a clause, and the sections of it that the search found. */
export interface Point extends LocatedSection {
  readonly score: number;
  /** The sections found inside the clause, best first; itself among them where it was found. */
  readonly found: readonly LocatedSection[];
}

/** The points of one document, in its order. */
export interface PointGroup {
  readonly document: PolicyDocument;
  readonly points: readonly Point[];
  /** The innermost heading that all of them stand under; undefined for the whole document. */
  readonly part: Section | undefined;
}

/**
 * How far under the best section a section still bears on the topic, in log-odds of their scores; and
 * how much of the question a clause has to hold itself, as a share of what the best one holds.
 */
const MOST_APART = 0.4;
/** What a title that holds all of the question, and each further part found, add to a clause's log-odds. */
const TITLE_RAISES = 0.4;
const PART_RAISES = 0.1;
const MOST_PARTS = 2;
/** Parts that speak of everything in general: they answer where they are asked for, or stand out. */
const GENERAL_PART = /前言|指导思想|总体要求|总体思路|基本原则|适用范围|总则/u;
const GENERAL_LOWERS = 0.3;
/**
 * A clause leads out of the document's order when it stands this much above the next, in log-odds:
 * on labelled questions over real documents the first citation is right for 0.856 of them, for 0.788
 * in the document's order alone.
 */
const CLEARLY_NEARER = 0.1;
/** Share of that distance for a question in another script than the text. */
const WORDLESS_SHARE = 0.3;
/** What a clause is scored that stands under the heading asked for and was not found itself, as a share of the best. */
const UNFOUND_SHARE = 0.7;
const LEAST_OVERLAP_STANDING = 0.5;
/** A heading holds this much of the question's words before its clauses are taken together. */
const HEADING_OVERLAP = 0.6;
/** Largest number of clauses under a heading that is taken as a whole. */
const MOST_CHILDREN = 12;

/** The clauses that make up the answer to a topic question in one document, from its part of the outline. */
export function selectPoints(
  task: AnswerTask,
  options: { readonly document: PolicyDocument; readonly limit: number },
): PointGroup {
  const { document, limit } = options;
  const terms = informativeTerms({ weights: task.weights, terms: task.question.terms }, document);
  const pool = answerOnly(poolOf(task, document, terms));
  const named = namedByTitle(pool, (title) =>
    overlapOf(terms, { weights: task.weights, text: normaliseForMatching(title) }),
  );
  if (named.length > 0)
    return { document, points: named.slice(0, limit), part: commonHeading(named) };
  const heading = matchingHeading(task, pool, terms);
  const chosen = heading === undefined ? pool : underHeading(pool, { heading, document });
  const points = inOrder([...chosen].sort((a, b) => b.score - a.score).slice(0, limit));
  return { document, points, part: commonHeading(points) };
}

/** In the document's order; but a clause that is clearly nearer than every other leads. */
function inOrder(ranked: readonly Point[]): readonly Point[] {
  const [best, second] = ranked;
  const printed = [...ranked].sort((a, b) => a.section.start - b.section.start);
  if (best === undefined || second === undefined) return printed;
  if (oddsApart(best.score, second.score) < CLEARLY_NEARER) return printed;
  return [best, ...printed.filter((point) => point !== best)];
}

/** Clauses near the best, in order of score. */
function poolOf(
  task: AnswerTask,
  document: PolicyDocument,
  terms: ReadonlySet<string>,
): readonly Point[] {
  const points = new Map<string, Point>();
  for (const hit of task.hits) {
    if (hit.document.id !== document.id) continue;
    const clause = clauseOf(hit);
    const known = points.get(clause.section.id);
    points.set(clause.section.id, {
      ...clause,
      score: Math.max(hit.score, known?.score ?? 0),
      found: [...(known?.found ?? []), hit],
    });
  }
  const ranked = [...points.values()]
    .map((point) => ({ ...point, score: aptness(task, point, terms) }))
    .sort((a, b) => b.score - a.score);
  // A heading alone says nothing yet: what stands under it does.
  const saying = ranked.filter((point) => !isHeadingAlone(point));
  const all = saying.length > 0 ? saying : ranked;
  const best = all[0];
  if (best === undefined) return [];
  const overlaps = new Map(all.map((point) => [point, pointOverlap(task, point, terms)]));
  const highest = Math.max(...overlaps.values());
  // Without shared words nothing but nearness tells the clauses apart: then only the nearest are taken.
  const apart = highest > 0 ? MOST_APART : MOST_APART * WORDLESS_SHARE;
  const near = all.filter(
    (point) =>
      point === best ||
      (point.section.kind !== 'preface' &&
        oddsApart(best.score, point.score) <= apart &&
        point.score >= task.floors.refuseBelow &&
        (overlaps.get(point) ?? 0) >= highest * LEAST_OVERLAP_STANDING),
  );
  return onSubject(task, near, terms);
}

/**
 * Of clauses near the best, those that hold its subject: the rarest of the question's words that it
 * holds (外资 in 外资招商重点), where others hold it too. A clause that shares only the common words
 * (招商) is about something beside it (境内招商).
 */
function onSubject(
  task: AnswerTask,
  near: readonly Point[],
  terms: ReadonlySet<string>,
): readonly Point[] {
  const [best] = near;
  if (best === undefined) return near;
  const words = new Map(
    near.map((point) => {
      const { document, section } = point;
      return [point, normaliseForMatching(document.text.slice(section.start, section.end))];
    }),
  );
  const held = [...terms].filter(
    (term) => task.weights.isKnown(term) && words.get(best)?.includes(term),
  );
  const [subject] = held.sort((a, b) => task.weights.weight(b) - task.weights.weight(a));
  if (subject === undefined) return near;
  const holding = near.filter((point) => words.get(point)?.includes(subject));
  return holding.length >= LEAST_HOLDING ? holding : near;
}

/** Clauses that hold a word before it is taken for the subject of all. */
const LEAST_HOLDING = 3;

/** A clause's score, raised where its own title is what is asked about and where several of its parts were found. */
function aptness(task: AnswerTask, point: Point, terms: ReadonlySet<string>): number {
  const { section, found, score } = point;
  const title = overlapOf(terms, {
    weights: task.weights,
    text: normaliseForMatching(section.title),
  });
  const parts = Math.min(MOST_PARTS, found.length - 1);
  const isGeneral =
    (section.kind === 'preface' || GENERAL_PART.test(section.title)) &&
    !GENERAL_PART.test(task.question.plain);
  return raisedOdds(
    score,
    TITLE_RAISES * title + PART_RAISES * parts - (isGeneral ? GENERAL_LOWERS : 0),
  );
}

function isHeadingAlone({ document, section }: LocatedSection): boolean {
  const body = bodyRange(document, section);
  const isAttachment = /\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar)$/iu.test(section.title);
  // An article with several 款 says what they say.
  const isParagraphs = section.sections.some(({ kind }) => kind === 'paragraph');
  return body.end <= body.start && ((section.sections.length > 0 && !isParagraphs) || isAttachment);
}

/** The clauses whose own titles hold the question's words, the best one among them: they alone are asked for. */
function namedByTitle(
  pool: readonly Point[],
  overlap: (title: string) => number,
): readonly Point[] {
  const [best] = pool;
  if (best === undefined || overlap(best.section.title) < HEADING_OVERLAP) return [];
  return pool
    .filter(({ section }) => overlap(section.title) >= HEADING_OVERLAP)
    .sort((a, b) => a.section.start - b.section.start);
}

/** Where the best clause answers a question that its heading asks, that is the answer. */
function answerOnly(pool: readonly Point[]): readonly Point[] {
  const [best] = pool;
  return best !== undefined && /[？?]$/u.test(best.section.title) ? [best] : pool;
}

/** The clause a section belongs to: itself, or what an unlabelled paragraph or untitled item is part of. */
export function clauseOf(place: LocatedSection): LocatedSection {
  let depth = place.path.length - 1;
  while (depth > 0) {
    const section = place.path[depth];
    const parent = place.path[depth - 1];
    if (section === undefined || parent === undefined) break;
    const isPart =
      section.kind === 'paragraph' ||
      (section.kind === 'item' && section.title === '' && parent.kind !== 'heading') ||
      (section.title === '' && section.kind !== 'article' && isLeadIn(place, parent));
    if (!isPart) break;
    depth -= 1;
  }
  const section = place.path[depth];
  return section === undefined
    ? place
    : { ...place, section, path: place.path.slice(0, depth + 1) };
}

function isLeadIn({ document }: LocatedSection, parent: Section): boolean {
  const body = bodyRange(document, parent);
  const words = document.text.slice(body.start, body.end);
  return /[：:]$/u.test(words) || ANNOUNCES.test(words) || /[：:？?]$/u.test(parent.title);
}

/** Words that announce the list under them without a colon. */
const ANNOUNCES =
  /(?:以下|下列|如下)[^。；]{0,20}(?:条件|情形|材料|情况|标准|方式|程序|行为|规定|要求|资料|内容|步骤)[^。]{0,40}(?:。[^。]{0,40})?。?$/u;

function pointOverlap(
  task: AnswerTask,
  { document, path, section }: Point,
  terms: ReadonlySet<string>,
): number {
  const own = normaliseForMatching(document.text.slice(section.start, section.end));
  return overlapOf(terms, {
    weights: task.weights,
    text: own,
    context: normaliseForMatching(path.map(({ title }) => title).join(' ')),
  });
}

/** The heading over the best clause whose words are the question's: then its clauses are the answer. */
function matchingHeading(
  task: AnswerTask,
  pool: readonly Point[],
  terms: ReadonlySet<string>,
): LocatedSection | undefined {
  const best = pool[0];
  if (best === undefined) return undefined;
  let found: LocatedSection | undefined;
  let highest = HEADING_OVERLAP;
  for (const [depth, section] of best.path.entries()) {
    const titled = section.sections.filter(({ title, kind }) => title !== '' || kind === 'article');
    if (titled.length < 2 || titled.length > MOST_CHILDREN) continue;
    const overlap = overlapOf(terms, {
      weights: task.weights,
      text: normaliseForMatching(section.title),
    });
    if (overlap >= highest) {
      found = { document: best.document, section, path: best.path.slice(0, depth + 1) };
      highest = overlap;
    }
  }
  return found;
}

function underHeading(
  pool: readonly Point[],
  { heading, document }: { readonly heading: LocatedSection; readonly document: PolicyDocument },
): readonly Point[] {
  const inside = pool.filter(
    ({ section }) => section.start >= heading.section.start && section.end <= heading.section.end,
  );
  // Under a heading of headings, what was found is the answer; one level down, all its clauses are.
  const isOfHeadings = heading.section.sections.some(({ sections }) =>
    sections.some(({ title }) => title !== ''),
  );
  if (isOfHeadings && inside.length > 1) return inside;
  const base = pool[0]?.score ?? 0;
  return heading.section.sections
    .filter(({ kind }) => kind !== 'preface')
    .map((section) => {
      const within = inside.filter(
        (point) => point.section.start >= section.start && point.section.end <= section.end,
      );
      const score = Math.max(base * UNFOUND_SHARE, ...within.map((point) => point.score));
      const path = [...heading.path, section];
      const found = within.flatMap((point) => point.found);
      return { document, section, path, score, found };
    });
}

function commonHeading(points: readonly Point[]): Section | undefined {
  const first = points[0];
  if (first === undefined) return undefined;
  let common: Section | undefined;
  for (const [depth, section] of first.path.slice(0, -1).entries()) {
    if (!points.every((point) => point.path[depth]?.id === section.id)) break;
    if (section.title !== '') common = section;
  }
  return common;
}
