import type { PolicyDocument } from '../outline/outline.js';
import { placesIn } from '../retrieve/place-gazetteer.js';
import { refusalScore } from '../retrieve/refusal-score.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { AnswerTask } from './answer-task.js';
import { namesPlace } from './names-place.js';
import { refusalFeatures } from './refusal-features.js';
import type { Scope } from './scope.js';
import { overlapOf } from './term-weights.js';

/** Best sections that are looked at for a year or place that the question names. */
const SECTIONS_SEARCHED = 8;
/** Best sections of which one has to name a region that no document is of. */
const PLACES_SEARCHED = 3;
/** A clause of another body answers in a missing department's place when it holds this much of the question. */
const STANDS_IN = 0.6;
/** Bodies whose documents hold in every place. */
const NATIONAL =
  /^(?:中华人民共和国|国务院|全国人民代表大会|最高人民法院|最高人民检察院|国家|中共中央)/u;

/** Why a question cannot be answered from what was found, as a sentence; null where it can. */
export function reasonToRefuse(task: AnswerTask, scope: Scope): string | null {
  const { frame, question } = task;
  const searched = frame.refusals.searched(task.documents);
  if (question.offTask) return frame.refusals.nothing(searched);
  const year = missingYear(task, scope);
  if (year !== null) return frame.refusals.noYear([year], scope.availableYears);
  const title = missingTitle(task);
  if (title !== null) return frame.refusals.noDocument(title, searched);
  const place = missingPlace(task);
  if (place !== null) return frame.refusals.noPlace(place, searched);
  const isOverview = question.specific.length < 2 && task.steered.length > 0;
  const department = missingDepartment(task, scope);
  if (department !== null) return frame.refusals.noDepartment(department, searched);
  if (isOverview || (question.intent === 'overview' && question.specific.length < 2)) return null;
  return isAnswered(task) ? null : frame.refusals.nothing(searched);
}

/**
 * Whether the refusal score leaves no doubt that what was found is what was asked for. A figure that
 * no pattern sees is then more likely written in a way that none knows than missing. False without
 * a model.
 */
export function isBeyondDoubt(task: AnswerTask): boolean {
  return (refusalScoreOf(task) ?? 0) >= BEYOND_DOUBT;
}

/**
 * Of the questions refused for want of a figure on seven labelled sets, 9 to answer and 2 to refuse
 * reach it, 9 and 104 do not.
 */
export const BEYOND_DOUBT = 0.997;

/** Whether the refusal score, or without a model the best section's own, reaches its threshold. */
function isAnswered(task: AnswerTask): boolean {
  const { refusal, refuseBelow } = task.floors;
  if (refusal === undefined) return (task.hits[0]?.score ?? 0) >= refuseBelow;
  const score = refusalScoreOf(task);
  return score !== null && score >= refusal.refuseBelow;
}

/** The refusal score of a question and what was found for it; null without a model, or where nothing was found. */
export function refusalScoreOf(task: AnswerTask): number | null {
  const { refusal } = task.floors;
  const features = refusal === undefined ? null : refusalFeatures(task);
  return refusal === undefined || features === null ? null : refusalScore(features, refusal);
}

/** A year that no document has and no clause found speaks of. */
function missingYear(task: AnswerTask, scope: Scope): number | null {
  const [year] = scope.missingYears;
  if (year === undefined) return null;
  // 去年 may be what this year's report looks back on; else it means a document.
  const isThisYears = task.hits.some(
    ({ document }, index) =>
      index < SECTIONS_SEARCHED && document.metadata.year === task.question.thisYear,
  );
  if (scope.isMissingRelative && !isThisYears) return year;
  return found(task).some((text) => speaksOfYear(text, year)) ? null : year;
}

/** `2022年`, or inside a range: 2024 in `2021－2025年`. */
function speaksOfYear(text: string, year: number): boolean {
  if (text.includes(String(year))) return true;
  for (const [, from, to] of text.matchAll(
    /((?:19|20)\d{2})\s*年?\s*[-－—–~～至到]+\s*((?:19|20)\d{2})/gu,
  )) {
    if (Number(from) <= year && year <= Number(to)) return true;
  }
  return false;
}

/** A title in 《》 that is no document's and that no clause found mentions. */
function missingTitle(task: AnswerTask): string | null {
  const { named } = task.question;
  const [title] = named.unknown;
  if (title === undefined || named.documents.length > 0) return null;
  const words = title.replace(/\s+/gu, '');
  return found(task).some((text) => text.replace(/\s+/gu, '').includes(words)) || words.length < 4
    ? null
    : title;
}

/** A place that neither the documents found nor their titles name. */
function missingPlace(task: AnswerTask): string | null {
  for (const { place, kind } of task.question.places) {
    // A region is whose rule it is: a clause further down that mentions it answers nothing.
    const texts = kind === 'region' ? found(task).slice(0, PLACES_SEARCHED) : found(task);
    const isNamed =
      texts.some(
        (text) => text.includes(place) || (kind === 'country' && abbreviated(text, place)),
      ) ||
      (isFromSteered(task) && task.steered.some((document) => namesPlace(document, place))) ||
      (kind === 'region' &&
        task.hits
          .slice(0, PLACES_SEARCHED)
          .some(
            ({ document }, rank) =>
              namesPlace(document, place) || (rank === 0 && isNational(document)),
          ));
    if (!isNamed && !(kind === 'region' && maySpeakOf(task, place))) return place;
  }
  return null;
}

/**
 * Whether the best document, which names no region of its own, may be one for the place asked about,
 * since some document names that place: a city's notice need not print the city's name.
 */
function maySpeakOf({ hits, documents }: AnswerTask, place: string): boolean {
  const [best] = hits;
  if (best === undefined) return false;
  const { title, metadata } = best.document;
  const isOfARegion = placesIn(`${title} ${metadata.issuer ?? ''}`).some(
    ({ kind }) => kind === 'region',
  );
  return !isOfARegion && documents.some(({ text }) => text.includes(place));
}

/** Whether what was found is from the documents that the question is steered to, not from others that seemed apter. */
function isFromSteered({ hits, steered }: AnswerTask): boolean {
  const [best] = hits;
  return best === undefined || steered.includes(best.document);
}

function isNational({ title, metadata }: PolicyDocument): boolean {
  return NATIONAL.test(title) || NATIONAL.test(metadata.issuer ?? '');
}

/** 日韩, 欧美 and 中俄 stand for the countries in them. */
function abbreviated(text: string, country: string): boolean {
  const [first = ''] = country;
  return new RegExp(
    `[中日韩欧美俄英法德非澳印]${first}|${first}[中日韩欧美俄英法德非澳企资商方]`,
    'u',
  ).test(text);
}

function missingDepartment(task: AnswerTask, scope: Scope): string | null {
  const [department] = scope.missingDepartments;
  if (department === undefined || task.steered.length > 0) return null;
  if (task.question.specific.length < 2) return department;
  const stem = department
    .replace(/(?:部门|委员会|管理局|总局|局|委|厅|办|部)$/u, '')
    .replace(/^[全各]?[省市县区]/u, '');
  const [best] = task.hits;
  if (best !== undefined && stem.length >= 2 && textOf(best).includes(stem)) return null;
  const overlap =
    best === undefined
      ? 0
      : overlapOf(task.question.terms, {
          weights: task.weights,
          text: normaliseForMatching(textOf(best)),
          context: normaliseForMatching(best.path.map(({ title }) => title).join(' ')),
        });
  return overlap >= STANDS_IN ? null : department;
}

function found(task: AnswerTask): readonly string[] {
  return task.hits.slice(0, SECTIONS_SEARCHED).map(textOf);
}

function textOf({ document, section }: RetrievedSection): string {
  return document.text.slice(section.start, section.end);
}
