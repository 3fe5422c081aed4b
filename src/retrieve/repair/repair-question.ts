import { plainQuestion } from '../question-text.js';
import { segment } from './segment.js';
import { type ReadRun, type Slip, type SlipParts, slipsIn } from './slips.js';
import { weighSlip } from './weigh-slip.js';

/** What was taken for a slip and what was read instead, with enough around it to be understood. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

/** A question with its slips undone. */
export interface RepairedQuestion {
  /** As asked where nothing was changed. */
  readonly question: string;
  readonly corrections: readonly Correction[];
}

/** Undoes slips of the keyboard and the eye. */
export interface QuestionRepair {
  repair(question: string): RepairedQuestion;
}

const HAN_RUN = /[\u4e00-\u9fff]{2,}/gu;
/** Issuing bodies before the year of a document number: 国办发〔2023〕. */
const BEFORE_YEAR = /^\s*[〔[（(【]\s*(?:19|20)\d{2}/u;
/** Japanese and Korean are written in part with the same characters, by other rules. */
const KANA_OR_HANGUL = /[\u3040-\u30ff\uac00-\ud7af]/u;
/** Slips that one question is believed to have; more, and it is in other words than the documents'. */
const MOST_CORRECTIONS = 3;
/** Longer questions tell a story or are pasted: a single slip does not matter in them, and looking for it takes long. */
const LONGEST_QUESTION = 120;

/**
 * Reads wrong characters as what the documents print. A part of a question is doubted only where
 * the documents do not print it and no dictionary vouches for it in this place, and read otherwise
 * only where one slip leads to what they do print, at some length: {@link weighSlip}.
 */
export function createQuestionRepair(parts: SlipParts): QuestionRepair {
  return {
    repair(question) {
      if (KANA_OR_HANGUL.test(question)) return { question, corrections: [] };
      const plain = plainQuestion(question);
      if (plain.length > LONGEST_QUESTION) return { question, corrections: [] };
      const corrections: Correction[] = [];
      const repaired = plain.replace(HAN_RUN, (run, offset: number) => {
        const isNumbered = BEFORE_YEAR.test(plain.slice(offset + run.length));
        if (isNumbered) return run;
        let text: string = run;
        while (corrections.length < MOST_CORRECTIONS) {
          const found = likeliest(text, parts);
          if (found === undefined) break;
          corrections.push(found.correction);
          text = found.text;
        }
        return text;
      });
      return corrections.length === 0
        ? { question, corrections }
        : { question: repaired, corrections };
    },
  };
}

/** The change of a run that is best borne out, where one is. */
function likeliest(
  text: string,
  parts: SlipParts,
): { readonly text: string; readonly correction: Correction } | undefined {
  const run = readRun(text, parts);
  let best: { readonly slip: Slip; readonly weight: number; readonly phrase: string } | undefined;
  for (const slip of slipsIn(run, parts)) {
    const weighed = weighSlip(slip, { run, parts });
    if (weighed !== undefined && weighed.weight > (best?.weight ?? 0)) {
      best = { slip, ...weighed };
    }
  }
  if (best === undefined) return undefined;
  const { slip } = best;
  const repaired = text.slice(0, slip.start) + slip.replacement + text.slice(slip.end);
  return {
    text: repaired,
    correction: shown(slip, { text, repaired, parts, phrase: best.phrase }),
  };
}

function readRun(text: string, { phrases, words }: SlipParts): ReadRun {
  const cut = segment(text, words);
  const isDoubtful = Array.from(text, () => true);
  for (const { start, end } of cut) {
    if (end - start > 1 && phrases.isPrinted(text.slice(start, end))) {
      isDoubtful.fill(false, start, end);
    }
  }
  for (let at = 0; at + 3 <= text.length; at += 1) {
    // A phrase is only looked up where a character of it is in doubt still.
    const isSettled = !isDoubtful.slice(at, at + 3).includes(true);
    if (!isSettled && phrases.isPrinted(text.slice(at, at + 3))) {
      isDoubtful.fill(false, at, at + 3);
    }
  }
  return { text, words: cut, isDoubtful };
}

/** What no correction is shown with: 从信访件. */
const PARTICLE = /^[的地得了在是有和与及或从对把被]$/u;
/** Characters that a correction is shown with, where its phrase has as many. */
const SHOWN_LENGTH = 4;

/** The words around a change, up to a length that says what is meant: 跨境电商, not 跨境. */
function shown(
  slip: Slip,
  context: {
    readonly text: string;
    readonly repaired: string;
    readonly parts: SlipParts;
    /** What the documents print around the change. */
    readonly phrase: string;
  },
): Correction {
  const { text, repaired, parts, phrase } = context;
  const end = slip.start + slip.replacement.length;
  const words = segment(repaired, parts.words);
  let from = slip.start;
  let to = end;
  for (const word of words) {
    if (word.start < end && word.end > slip.start) {
      from = Math.min(from, word.start);
      to = Math.max(to, word.end);
    }
  }
  const phraseEnd = phraseStart(repaired, { phrase, at: slip.start }) + phrase.length;
  const next = words.find(({ start }) => start === to);
  if (to - from < SHOWN_LENGTH && next !== undefined && next.end <= phraseEnd) to = next.end;
  const previous = words.find((word) => word.end === from);
  if (
    to - from < SHOWN_LENGTH &&
    previous !== undefined &&
    !PARTICLE.test(repaired.slice(previous.start, previous.end)) &&
    previous.start >= phraseEnd - phrase.length
  ) {
    from = previous.start;
  }
  const shift = text.length - repaired.length;
  return { from: text.slice(from, to + shift), to: repaired.slice(from, to) };
}

/** Where the phrase that holds a position begins. */
function phraseStart(
  text: string,
  { phrase, at }: { readonly phrase: string; readonly at: number },
): number {
  let start = text.indexOf(phrase);
  while (start >= 0 && start + phrase.length <= at) start = text.indexOf(phrase, start + 1);
  return start;
}
