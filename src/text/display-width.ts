/** Columns that a text takes on a terminal: Chinese characters and full-width marks take two. */
export function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

/** Unicode's East Asian Wide and Fullwidth blocks, as far as Chinese documents use them. */
const WIDE = /[\u1100-\u115f\u2e80-\uffdc\u{20000}-\u{3ffff}]/u;
