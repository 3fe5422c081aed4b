import type { PolicyDocument } from '../outline/outline.js';
import type { RetrievedSection } from './retrieval.js';
import type { Standing } from './succession.js';

/**
 * What a superseded document must score more than its successor to be heard beside it: the same
 * lead that a clause outside the documents asked for needs (`CLEARLY_BETTER` of the answerer).
 */
const CLEARLY_BETTER = 0.25;

/** The standing of documents on the day of a question. */
export type StandingNow = (document: PolicyDocument) => Standing;

/** Documents without those whose successor is among them. */
export function withoutSuperseded(
  documents: readonly PolicyDocument[],
  standingOf: StandingNow,
): readonly PolicyDocument[] {
  const ids = new Set(documents.map(({ id }) => id));
  const kept = documents.filter((document) => {
    const successor = successorOf(document, standingOf);
    return successor === undefined || !ids.has(successor.id);
  });
  return kept.length === documents.length ? documents : kept;
}

/** Hits without those of superseded documents on whose ground the successor was found too. */
export function withoutOutdated(
  hits: readonly RetrievedSection[],
  standingOf: StandingNow,
): readonly RetrievedSection[] {
  const outdated = outdatedAmong(hits, standingOf);
  return outdated.size === 0 ? hits : hits.filter(({ document }) => !outdated.has(document.id));
}

/** The same hits, no superseded document's above the best of its successor; scores say so too. */
export function outdatedBelow(
  hits: readonly RetrievedSection[],
  standingOf: StandingNow,
): readonly RetrievedSection[] {
  const outdated = outdatedAmong(hits, standingOf);
  if (outdated.size === 0) return hits;
  const isOutdated = ({ document }: RetrievedSection) => outdated.has(document.id);
  return hits
    .map((hit) => ({ ...hit, score: Math.min(hit.score, outdated.get(hit.document.id) ?? 1) }))
    .sort((a, b) => b.score - a.score || Number(isOutdated(a)) - Number(isOutdated(b)));
}

/** Superseded documents that do not clearly outdo their successor, by id, with its best score. */
function outdatedAmong(
  hits: readonly RetrievedSection[],
  standingOf: StandingNow,
): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const { document, score } of hits) {
    best.set(document.id, Math.max(score, best.get(document.id) ?? 0));
  }
  const outdated = new Map<string, number>();
  for (const document of new Set(hits.map((hit) => hit.document))) {
    const successor = successorOf(document, standingOf);
    const standing = successor === undefined ? undefined : best.get(successor.id);
    if (standing === undefined) continue;
    if ((best.get(document.id) ?? 0) - standing <= CLEARLY_BETTER) {
      outdated.set(document.id, standing);
    }
  }
  return outdated;
}

function successorOf(
  document: PolicyDocument,
  standingOf: StandingNow,
): PolicyDocument | undefined {
  const standing = standingOf(document);
  return standing.kind === 'superseded' ? standing.by : undefined;
}
