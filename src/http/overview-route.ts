import { frameFor } from '../answer/frame-for.js';
import { sampleQuestions } from '../answer/suggestions.js';
import type { PolicyDocument } from '../outline/outline.js';
import { type OverviewBody, overviewQuery } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import type { Language } from './language.js';
import { requireReady } from './ready.js';
import { validate } from './validate.js';

/** `GET /api/overview`: what an empty chat shows of what it knows. */
export function overviewRoute({ state, settings }: Pick<AppDependencies, 'state' | 'settings'>) {
  const pages = settings.apiKeyHashes.length === 0 ? 'open' : settings.chat;
  return (context: AppContext) => {
    const language = context.get('language');
    const query = validate(overviewQuery, { data: context.req.queries(), language });
    const { documentsIn } = requireReady(state());
    const documents = documentsIn({ departments: query.department ?? [] });
    return context.json({ ...overviewOf(documents, language), pages });
  };
}

/** Beyond this many, a list is no help to who has not asked yet. */
const MAX_LISTED_DOCUMENTS = 100;
const MAX_SAMPLES = 6;

/** What some documents are, newest first, with questions that they answer in the reader's language. */
export function overviewOf(documents: readonly PolicyDocument[], language: Language): OverviewBody {
  const newestFirst = [...documents].sort((one, other) => dateOf(other) - dateOf(one));
  const known = <T>(values: readonly (T | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    documentCount: documents.length,
    years: known(documents.map(({ metadata }) => metadata.year)).sort((one, other) => other - one),
    departments: known(documents.map(({ metadata }) => metadata.department)),
    documents: newestFirst.slice(0, MAX_LISTED_DOCUMENTS).map(({ id, title, metadata }) => ({
      id,
      title,
      year: metadata.year,
      department: metadata.department,
    })),
    samples: sampleQuestions(documents, frameFor(language).questions).slice(0, MAX_SAMPLES),
  };
}

/** A day as a number that sorts: 20230105; a document without a date comes last. */
function dateOf({ metadata: { issuedOn, year } }: PolicyDocument): number {
  return issuedOn === null ? (year ?? 0) * 10_000 : Number(issuedOn.replaceAll('-', ''));
}
