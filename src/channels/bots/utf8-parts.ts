/** What a message may hold. */
export interface PartLimits {
  /** UTF-8 bytes. */
  readonly bytes: number;
  /** UTF-16 code units, where the platform shows long messages badly; no limit where left out. */
  readonly characters?: number;
}

/** Whether a text is inside the limits. */
export function fits(text: string, { bytes, characters }: PartLimits): boolean {
  return (
    Buffer.byteLength(text, 'utf8') <= bytes &&
    (characters === undefined || text.length <= characters)
  );
}

/** Limits less what a text takes. */
export function lessText(limits: PartLimits, text: string): PartLimits {
  const { bytes, characters } = limits;
  return {
    bytes: bytes - Buffer.byteLength(text, 'utf8'),
    ...(characters === undefined ? {} : { characters: characters - text.length }),
  };
}

/** Places to cut at, the better first. */
const CUTS: readonly RegExp[] = [/\n/gu, /[。！？；!?;…]["”’」』）)]*/gu, /[，、：,:]|\s/gu];
/** A cut at a better place must leave at least this share of what would fit. */
const LEAST_SHARE = 0.3;

/**
 * Cuts words into pieces that fit, each as long as may be, best at line ends, then at sentence ends; never
 * inside a character as readers see it. Joined they are the words.
 *
 * @param isFitting - whether a piece fits, as it will be written; true of a piece's beginnings where it is true of the piece
 */
export function cutWords(text: string, isFitting: (piece: string) => boolean): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest !== '' && !isFitting(rest)) {
    const end = cutAt(rest, isFitting);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function cutAt(text: string, isFitting: (piece: string) => boolean): number {
  let fitting = 0;
  let beyond = text.length;
  while (beyond - fitting > 1) {
    const middle = Math.floor((fitting + beyond) / 2);
    if (isFitting(text.slice(0, middle))) fitting = middle;
    else beyond = middle;
  }
  for (const pattern of CUTS) {
    const ends = [...text.slice(0, fitting).matchAll(pattern)].map(
      (cut) => cut.index + cut[0].length,
    );
    const last = ends.at(-1) ?? 0;
    if (last > 0 && last >= fitting * LEAST_SHARE) return last;
  }
  return characterStart(text, fitting);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** No character as readers see it is longer; beyond, it is cut between code points. */
const LONGEST_CHARACTER = 64;

/** The last offset up to `at` at which a character begins; past the first where `at` lies inside it. */
function characterStart(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_CHARACTER);
  let start = 0;
  for (const { index, segment } of segmenter.segment(text.slice(from, at + LONGEST_CHARACTER))) {
    const end = from + index + segment.length;
    if (end > at) break;
    start = end;
  }
  if (start > 0) return start;
  const code = text.codePointAt(Math.max(0, at - 1)) ?? 0;
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  if (!isPair) return Math.max(1, at);
  return at > 1 ? at - 1 : code > 0xffff ? 2 : 1;
}
