import type { PolicyDocument, RepealedDocument } from '../outline/outline.js';
import { normaliseDocumentNumber } from './document-number.js';
import { isSameBody, isSameRegion } from './same-body.js';
import { amendedStem, lastingStem, stemsOf, titleStem } from './version-names.js';

/** Whether a document is in force on a day, and if not, why. Days are `YYYY-MM-DD` or as much of it as is printed. */
export type Standing =
  | { readonly kind: 'in-force' }
  /** Another document has taken its place; `by` is the one in force now. */
  | { readonly kind: 'superseded'; readonly by: PolicyDocument; readonly on: string | null }
  /** Put out of force and nothing in its place; `by` is the decision, where it is among the documents. */
  | { readonly kind: 'repealed'; readonly by: PolicyDocument | null; readonly on: string | null }
  | { readonly kind: 'expired'; readonly on: string }
  | { readonly kind: 'not-yet'; readonly on: string }
  /** In force still, its successor being known. */
  | { readonly kind: 'to-be-superseded'; readonly by: PolicyDocument; readonly on: string }
  /** Changed in part by a later document, which this text may not show. */
  | { readonly kind: 'amended'; readonly by: PolicyDocument; readonly on: string | null };

/** Tells the standing of a document on a day (`YYYY-MM-DD`). */
export type StandingOf = (document: PolicyDocument, day: string) => Standing;

/** One document taking the place of another. */
interface Replacement {
  readonly by: PolicyDocument;
  readonly on: string | null;
}

const IN_FORCE: Standing = { kind: 'in-force' };
/** A decision whose very matter is to put documents out of force is no successor of theirs. */
const DECIDES_REPEAL = /(?:废止|失效|清理)/u;
/** Successors of successors that are followed. */
const LONGEST_CHAIN = 20;

/**
 * Reads from a set of documents which of them took the place of which: by a 废止 clause that names
 * the older by title or number, and by the same title with a later date, for the kinds of document
 * that stand until replaced. Editions of several years are no versions of one another.
 */
export function createStandings(documents: readonly PolicyDocument[]): StandingOf {
  const replaced = new Map<string, Replacement[]>();
  const amended = new Map<string, Replacement[]>();
  const index = indexOf(documents);
  for (const document of documents) {
    for (const repeal of document.metadata.validity?.repeals ?? []) {
      for (const older of index.named(repeal, document)) {
        add(replaced, older, { by: document, on: repeal.on ?? beginning(document) });
      }
    }
    for (const older of index.earlierVersions(document)) {
      add(replaced, older, { by: document, on: takingEffect(document) });
    }
    for (const changed of index.amendedBy(document)) {
      add(amended, changed, { by: document, on: takingEffect(document) });
    }
  }
  return (document, day) => standing(document, { replaced, amended, day });
}

/** The calendar day in Asia/Shanghai (UTC+8, no summer time) at an instant, `YYYY-MM-DD`. */
export function shanghaiDay(instant: Date): string {
  return new Date(instant.getTime() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

interface Known {
  readonly replaced: ReadonlyMap<string, readonly Replacement[]>;
  readonly amended: ReadonlyMap<string, readonly Replacement[]>;
  readonly day: string;
}

function standing(document: PolicyDocument, known: Known): Standing {
  const { replaced, amended, day } = known;
  const { validity, effectiveOn, issuedOn } = document.metadata;
  const all = replaced.get(document.id) ?? [];
  const done = all.filter(({ on }) => on === null || on <= day);
  const first = earliest(done);
  if (first !== undefined) {
    const successors = done.filter(({ by }) => !DECIDES_REPEAL.test(by.title));
    const [successor] = [...successors].sort((a, b) =>
      compareDays(versionDay(b.by), versionDay(a.by)),
    );
    if (successor === undefined) return { kind: 'repealed', by: first.by, on: first.on };
    return { kind: 'superseded', by: inForceNow(successor.by, known), on: first.on };
  }
  if (
    validity?.isRepealed === true &&
    (validity.repealedOn === null || validity.repealedOn <= day)
  ) {
    return { kind: 'repealed', by: null, on: validity.repealedOn };
  }
  const expiresOn = validity?.expiresOn ?? null;
  if (expiresOn !== null && expiresOn < day) return { kind: 'expired', on: expiresOn };
  const isNew = effectiveOn !== null && (issuedOn === null || issuedOn <= effectiveOn);
  if (isNew && effectiveOn > day && lastingStem(document) !== null) {
    return { kind: 'not-yet', on: effectiveOn };
  }
  const coming = earliest(all.filter(({ on }) => on !== null && on > day));
  if (coming?.on != null && !DECIDES_REPEAL.test(coming.by.title)) {
    return { kind: 'to-be-superseded', by: coming.by, on: coming.on };
  }
  const changes = (amended.get(document.id) ?? []).filter(({ on }) => on === null || on <= day);
  const [latest] = [...changes].sort((a, b) => compareDays(b.on, a.on));
  return latest === undefined ? IN_FORCE : { kind: 'amended', ...latest };
}

/** The end of the chain of successors on that day. */
function inForceNow(document: PolicyDocument, { replaced, day }: Known): PolicyDocument {
  let last = document;
  const seen = new Set([document.id]);
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const next = (replaced.get(last.id) ?? []).find(
      ({ by, on }) =>
        (on === null || on <= day) && !seen.has(by.id) && !DECIDES_REPEAL.test(by.title),
    );
    if (next === undefined) break;
    last = next.by;
    seen.add(last.id);
  }
  return last;
}

function earliest(replacements: readonly Replacement[]): Replacement | undefined {
  return [...replacements].sort((a, b) => compareDays(a.on, b.on))[0];
}

/** Unknown days come last. */
function compareDays(a: string | null, b: string | null): number {
  return (a ?? '9999').localeCompare(b ?? '9999');
}

function add(
  map: Map<string, Replacement[]>,
  older: PolicyDocument,
  replacement: Replacement,
): void {
  map.set(older.id, [...(map.get(older.id) ?? []), replacement]);
}

/** The day of a text as it stands: its last revision, else its issue. */
function versionDay({ metadata }: PolicyDocument): string | null {
  const days = [metadata.issuedOn, ...(metadata.validity?.revisedOn ?? [])].filter(
    (day) => day !== null,
  );
  return days.sort().at(-1) ?? metadata.effectiveOn;
}

/** When a document began to be in force, its revisions aside. */
function beginning({ metadata }: PolicyDocument): string | null {
  return metadata.effectiveOn ?? metadata.issuedOn;
}

/** When a version began to be in force: 施行, unless it is that of an earlier version. */
function takingEffect(document: PolicyDocument): string | null {
  const { effectiveOn } = document.metadata;
  const version = versionDay(document);
  return effectiveOn !== null && (version === null || effectiveOn >= version)
    ? effectiveOn
    : version;
}

/** Whether one day is before another for certain: 2021 is not before 2021-03-04. */
function isBefore(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a < b && !b.startsWith(a);
}

function indexOf(documents: readonly PolicyDocument[]) {
  const byStem = new Map<string, PolicyDocument[]>();
  const byNumber = new Map<string, PolicyDocument[]>();
  const byLasting = new Map<string, PolicyDocument[]>();
  const put = (map: Map<string, PolicyDocument[]>, key: string, document: PolicyDocument): void => {
    map.set(key, [...(map.get(key) ?? []), document]);
  };
  for (const document of documents) {
    for (const stem of stemsOf(document.title)) put(byStem, stem, document);
    const { documentNumber } = document.metadata;
    if (documentNumber !== null) put(byNumber, normaliseDocumentNumber(documentNumber), document);
    const lasting = lastingStem(document);
    if (lasting !== null) put(byLasting, lasting, document);
  }
  return {
    /** The documents that a 废止 clause means. */
    named(repeal: RepealedDocument, by: PolicyDocument): readonly PolicyDocument[] {
      const number =
        repeal.documentNumber === null ? null : normaliseDocumentNumber(repeal.documentNumber);
      const numbered = number === null ? [] : (byNumber.get(number) ?? []);
      const titled =
        repeal.title === null
          ? []
          : [...new Set(stemsOf(repeal.title).flatMap((stem) => byStem.get(stem) ?? []))].filter(
              (older) =>
                hasNumber(older, number) &&
                isSameRegion(older, by) &&
                !isLaterSelf(by, { repeal, older }),
            );
      return [...new Set([...numbered, ...titled])].filter(
        (older) => older.id !== by.id && !isBefore(versionDay(by), versionDay(older)),
      );
    },
    /** Texts of the same title and body that are older. */
    earlierVersions(document: PolicyDocument): readonly PolicyDocument[] {
      const stem = lastingStem(document);
      return (stem === null ? [] : (byLasting.get(stem) ?? [])).filter(
        (older) =>
          older.id !== document.id &&
          isBefore(versionDay(older), versionDay(document)) &&
          isSameBody(older, document),
      );
    },
    amendedBy(document: PolicyDocument): readonly PolicyDocument[] {
      const stem = amendedStem(document);
      return (stem === null ? [] : (byLasting.get(stem) ?? [])).filter(
        (older) =>
          older.id !== document.id &&
          isBefore(versionDay(older), versionDay(document)) &&
          isSameRegion(older, document),
      );
    },
  };
}

/** Two numbers that differ are two documents of one title. */
function hasNumber({ metadata }: PolicyDocument, number: string | null): boolean {
  return (
    number === null ||
    metadata.documentNumber === null ||
    normaliseDocumentNumber(metadata.documentNumber) === number
  );
}

/** A 废止 clause with the document's own title means an earlier text, which must be known to be earlier. */
function isLaterSelf(
  by: PolicyDocument,
  { repeal, older }: { readonly repeal: RepealedDocument; readonly older: PolicyDocument },
): boolean {
  const { title } = repeal;
  const isOwnTitle = title !== null && stemsOf(by.title).includes(titleStem(title));
  return isOwnTitle && !isBefore(versionDay(older), versionDay(by));
}
