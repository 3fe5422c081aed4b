/**
 * Handles: the names under which a model is shown clauses. They are drawn anew for each request, so
 * that neither a model nor a document can know one that was not given out.
 */

/** Letters that spell no word and digits that look like no letter. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const DIGITS = '23456789';

/** As many different handles as asked for, such as `K3F9`. */
export function drawHandles(count: number, random: () => number): readonly string[] {
  const drawn = new Set<string>();
  const pick = (from: string) => from.charAt(Math.floor(random() * from.length));
  while (drawn.size < count) {
    drawn.add(`${pick(LETTERS)}${pick(DIGITS)}${pick(LETTERS)}${pick(DIGITS)}`);
  }
  return [...drawn];
}

/** A sentence of a model with the handles it cites, each once. */
export interface MarkedWords {
  readonly words: string;
  readonly handles: readonly string[];
}

/** A mark as models write them: `[K3F9]`, `【K3F9】`, `[K3F9, M2P7]`; also one that was never given out. */
const MARK =
  /[[【［]\s*[#^]?([A-Za-z0-9_-]{1,16}(?:\s*[,，、;；\s]\s*[A-Za-z0-9_-]{1,16})*)\s*[\]】］](?!\d*号)/gu;

/** Takes the marks out of a sentence. */
export function readMarks(sentence: string): MarkedWords {
  const handles = [...sentence.matchAll(MARK)].flatMap(([, inside = '']) =>
    inside.split(/[\s,，、;；]+/u).map((handle) => handle.toUpperCase()),
  );
  const words = sentence.replace(MARK, '').replace(/[ \t]+(?=[。！？；，])/gu, '');
  return { words: words.trim(), handles: [...new Set(handles.filter((handle) => handle !== ''))] };
}
