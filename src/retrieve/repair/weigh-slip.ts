import { type SegmentedWord, segment } from './segment.js';
import {
  FUNCTION_WORD,
  LEFT_OUT_PHRASE,
  OFTEN_ALONE,
  type ReadRun,
  type Slip,
  type SlipParts,
} from './slips.js';

/** How well a change is borne out. */
export interface WeighedSlip {
  /** Above 0; comparable between changes of one run. */
  readonly weight: number;
  /** What the documents print around the change, of the run as changed. */
  readonly phrase: string;
}

/** Characters around a change that are looked at: more than any phrase that is asked for. */
const REACH = 8;
/** Frequency (in 60 million words) up to which a word that the documents do not print is thought seldom, and common. */
const SELDOM_WORD = 600;
const COMMON_WORD = 3000;
/** What of the phrase's length a kind of slip costs when two changes compete. */
const COST: Readonly<Record<Slip['kind'], number>> = {
  sound: 0,
  shape: 0.4,
  'near-sound': 0.3,
  swapped: 0.2,
  doubled: 0.2,
  'left-out': 0.8,
  'far-sound': 0.9,
};

/**
 * Weighs a change by the phrase it leads to: the longest run of characters around it that the
 * documents print. How long that must be depends on what would be given up: three characters for
 * lone characters that make no word, four and more for a word that is right elsewhere (扶植, 放火),
 * and the longer the more common that word is.
 *
 * @returns undefined where the change is not believed
 */
export function weighSlip(
  slip: Slip,
  { run, parts }: { readonly run: ReadRun; readonly parts: SlipParts },
): WeighedSlip | undefined {
  const { text } = run;
  const from = Math.max(0, slip.start - REACH);
  const before = text.slice(from, slip.start);
  const changed = before + slip.replacement + text.slice(slip.end, slip.end + REACH);
  const place = { start: before.length, end: before.length + slip.replacement.length };
  const around = printedAround(changed, { place: joined(slip, { place, changed }), parts });
  if (around === undefined) return undefined;
  const phrase = changed.slice(around.start, around.end);
  const words = segment(changed, parts.words);
  const made = wordsAt(words, place)
    .filter(({ start, end }) => {
      const rest = changed.slice(start, place.start) + changed.slice(place.end, end);
      const isPrinted = end - start > 1 && parts.phrases.isPrinted(changed.slice(start, end));
      // 在 was there before: that 李在 could be 存在 says nothing.
      return isPrinted && (rest === '' || !ONLY_PARTICLES.test(rest));
    })
    .sort((a, b) => b.end - b.start - (a.end - a.start))[0];
  const isEmbedded = around.start < place.start && around.end > place.end;
  const makesWord =
    made !== undefined && (place.end - place.start > 1 || made.end - made.start > 1);
  if (!isEmbedded && !makesWord) return undefined;
  const isComplete = endsHere(changed.slice(around.end)) && startsHere(around.start, words);
  const needed = lengthNeeded(slip, { run, parts, made, isComplete });
  if (needed === undefined || contentLength(phrase) < needed) return undefined;
  const least = slip.kind === 'left-out' ? LEFT_OUT_FORETOLD : LEAST_FORETOLD;
  if (foretold(changed, { place, around, parts }) < least) return undefined;
  const madeFrequency = made?.frequency ?? 0;
  const weight =
    phrase.length -
    COST[slip.kind] +
    (made === undefined ? 0 : 0.5) +
    Math.log10(1 + madeFrequency) / 20;
  return { weight, phrase };
}

/** A character that was taken out shows by its neighbours being printed together. */
function joined(
  { kind }: Slip,
  { place, changed }: { readonly place: Place; readonly changed: string },
): Place {
  if (kind !== 'doubled') return place;
  return { start: Math.max(0, place.start - 1), end: Math.min(changed.length, place.end + 1) };
}

/** Characters beside a change that foretell it. */
const CONTEXT = 3;
/** Share of the places with the same context that must go on as the change does: 跨 before 境电商, but not 一种 before 违法行为. */
const LEAST_FORETOLD = 0.1;
/** The same for a character put in, where more must speak for it: 境 before 电商交易会, but not 情 before 进口. */
const LEFT_OUT_FORETOLD = 0.5;

/** How surely the characters on one side of a change are followed by it, in the documents: the better side, 0 to 1. */
function foretold(
  changed: string,
  {
    place,
    around,
    parts: { phrases },
  }: { readonly place: Place; readonly around: Place; readonly parts: SlipParts },
): number {
  const share = (context: string, whole: string): number =>
    context.length < 2 ? 0 : phrases.count(whole) / Math.max(1, phrases.count(context));
  const from = Math.max(around.start, place.start - CONTEXT);
  const to = Math.min(around.end, place.end + CONTEXT);
  return Math.max(
    share(changed.slice(from, place.start), changed.slice(from, place.end)),
    share(changed.slice(place.end, to), changed.slice(place.start, to)),
  );
}

const ONLY_PARTICLES = /^[的地得了着过在是有和与及或对于以不把被]+$/u;
const PARTICLES_AT_ENDS =
  /^(?:一[个种项名]|[的地得了着过在是有和与及或对])+|[的地得了着过在是有和与及或对]+$/gu;

/** Characters of a phrase that say something: 的重要 says no more than 重要. */
function contentLength(phrase: string): number {
  return phrase.replace(PARTICLES_AT_ENDS, '').length;
}

/** Whether what follows a phrase is the end or the question's own words. */
function endsHere(rest: string): boolean {
  return rest === '' || FUNCTION_WORD.test(rest.charAt(0)) || /^[怎什如是几为谁]/u.test(rest);
}

function startsHere(start: number, words: readonly SegmentedWord[]): boolean {
  return words.some((word) => word.start === start);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Frequency from which a lone character is mostly a word by itself: 做, 看. */
const MOSTLY_ALONE = 25_000;

function lengthNeeded(
  slip: Slip,
  context: {
    readonly run: ReadRun;
    readonly parts: SlipParts;
    /** The longest word that the change makes and the documents print. */
    readonly made: SegmentedWord | undefined;
    /** Whether the phrase ends where words end, and something else begins. */
    readonly isComplete: boolean;
  },
): number | undefined {
  const { run, made } = context;
  const original = run.text.slice(slip.start, slip.end);
  const given = wordsAt(run.words, slip).filter(({ start, end }) => end - start > 1);
  switch (slip.kind) {
    case 'doubled':
      return given.length > 0 ? 5 : 3;
    case 'left-out':
      return made === undefined ? undefined : LEFT_OUT_PHRASE;
    case 'swapped':
      if (given.length > 0) return 5;
      return made === undefined ? 4 : 3;
    default:
      return given.length === 0
        ? neededForLone(original, { ...context, kind: slip.kind })
        : neededForWord(given, { ...context, kind: slip.kind, original });
  }
}

/** Lone characters that make no word are given up for three characters in a row, those that are words by themselves for more. */
function neededForLone(
  original: string,
  {
    made,
    kind,
    isComplete,
    parts,
  }: {
    readonly made: SegmentedWord | undefined;
    readonly isComplete: boolean;
    readonly kind: Slip['kind'];
    readonly parts: SlipParts;
  },
): number {
  const more = kind === 'far-sound' ? 1 : 0;
  if (FUNCTION_WORD.test(original)) {
    const isWord = made !== undefined && isComplete && !ONLY_PARTICLES.test(original);
    return isWord ? 4 + more : 6;
  }
  const frequency = Math.min(...Array.from(original, (one) => parts.words.frequency(one)));
  if (frequency >= MOSTLY_ALONE) return (isComplete ? 4 : 5) + more;
  if (frequency >= OFTEN_ALONE || made === undefined) return 4 + more;
  return 3 + more;
}

/** A word that is right elsewhere is given up for a longer word, or for a phrase the longer the more common the word is. */
function neededForWord(
  given: readonly SegmentedWord[],
  {
    made,
    kind,
    original,
    isComplete,
  }: {
    readonly made: SegmentedWord | undefined;
    readonly kind: Slip['kind'];
    readonly original: string;
    readonly isComplete: boolean;
  },
): number | undefined {
  const frequency = Math.max(...given.map((word) => word.frequency));
  const longest = Math.max(...given.map(({ start, end }) => end - start));
  const more = (original.length > 1 ? 1 : 0) + (isComplete ? 0 : 1);
  if (kind === 'far-sound') return frequency <= SELDOM_WORD / 2 ? 4 + more : undefined;
  if (made !== undefined && made.end - made.start > longest) return 4;
  if (frequency <= SELDOM_WORD) return 4 + more;
  return (frequency <= COMMON_WORD ? 5 : 6) + more;
}

/** The longest stretch around a place that the documents print; undefined where they do not print it with a neighbour. */
function printedAround(
  text: string,
  { place, parts: { phrases } }: { readonly place: Place; readonly parts: SlipParts },
): Place | undefined {
  const isPrinted = (start: number, end: number): boolean =>
    start >= 0 &&
    end <= text.length &&
    (end - start < 2 || phrases.isPrinted(text.slice(start, end)));
  if (!isPrinted(place.start, place.end)) return undefined;
  let left = place;
  while (isPrinted(left.start - 1, left.end)) left = { ...left, start: left.start - 1 };
  while (isPrinted(left.start, left.end + 1)) left = { ...left, end: left.end + 1 };
  let right = place;
  while (isPrinted(right.start, right.end + 1)) right = { ...right, end: right.end + 1 };
  while (isPrinted(right.start - 1, right.end)) right = { ...right, start: right.start - 1 };
  const longest = right.end - right.start > left.end - left.start ? right : left;
  return longest.end - longest.start < 2 ? undefined : longest;
}

function wordsAt(words: readonly SegmentedWord[], { start, end }: Place): SegmentedWord[] {
  return words.filter((word) => word.start < end && word.end > start);
}
