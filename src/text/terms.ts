import { normaliseForMatching } from './normalise.js';

/** Runs of one kind: Han, kana or Hangul; digits; letters of other scripts, up to the first Han: `AEO企业`. */
const RUN =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\u3040-\u30ff\uac00-\ud7af]+|\d+(?:\.\d+)?|(?:(?![\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])[\p{L}\p{M}])+/gu;

/** First character of a run that is cut into pairs: the scripts that put no blanks between words. */
const UNSPACED = /^[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/;

/**
 * English words that say nothing about a subject. An English question must not be judged by them:
 * Chinese documents hold some by chance (`of`, `the` in a name or an address).
 */
const ENGLISH_STOP_WORDS = new Set(
  (
    'a about above after again all am an and any are as at be because been before being below ' +
    'between both but by can could did do does doing during each few for from further had has ' +
    'have having he her here hers him his how i if in into is it its itself just me more most my ' +
    'no nor not now of off on once only or other our out over own please s same shall she should ' +
    'so some such t tell than that the their them then there these they this those through to too ' +
    'under until up us very was we were what when where which while who whom why will with would ' +
    'you your'
  ).split(' '),
);

/**
 * The search terms of a text in its order, repeated as they are repeated: pairs of neighbouring
 * characters for Chinese, Japanese and Korean (a run of one character is that character), whole
 * words and whole numbers for the rest, English stop words left out. Script, width and case are
 * folded first.
 */
export function searchTerms(text: string): string[] {
  const terms: string[] = [];
  for (const [run] of normaliseForMatching(text).matchAll(RUN)) {
    if (!UNSPACED.test(run)) {
      if (!ENGLISH_STOP_WORDS.has(run)) terms.push(run);
    } else if (run.length === 1) {
      terms.push(run);
    } else {
      for (let at = 0; at + 1 < run.length; at += 1) terms.push(run.slice(at, at + 2));
    }
  }
  return terms;
}
