/**
 * A https address that came from outside, without a user in it and written as a parser would write it; null
 * for whatever a parser would have to mend (blanks, backslashes, line ends, `..`, a default port).
 */
export function exactAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.href === text
    ? url
    : null;
}
