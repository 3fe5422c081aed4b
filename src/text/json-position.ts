/**
 * The line, counted from 1, on which the value at a path of a JSON text begins; the nearest value
 * above it where the path leads to none.
 *
 * @param text - valid JSON
 */
export function lineAt(text: string, path: readonly (string | number)[]): number {
  return lineOf(text, offsetAt(text, path));
}

/** The line on which a text stops being JSON, as far as `JSON.parse` tells; the last where it does not. */
export function lineOfSyntaxError(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/u.exec(message)?.[1];
  if (position !== undefined) return lineOf(text, Number(position));
  return lineOf(text, text.trimEnd().length);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Strings and marks of a JSON text, with where they stand; blanks are passed over. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;

function offsetAt(text: string, path: readonly (string | number)[]): number {
  const tokens = [...text.matchAll(TOKEN)];
  let at = 0;
  for (const step of path) {
    const inner = childOf(tokens, { at, step });
    if (inner === undefined) break;
    at = inner;
  }
  return tokens[at]?.index ?? 0;
}

/** The token at which a child of the object or list at a token begins. */
function childOf(
  tokens: readonly RegExpExecArray[],
  { at, step }: { readonly at: number; readonly step: string | number },
): number | undefined {
  let depth = 0;
  let count = 0;
  for (let index = at; index < tokens.length; index += 1) {
    const token = tokens[index]?.[0] ?? '';
    const isDirect = depth === 1;
    if (isDirect && typeof step === 'number' && token !== ',' && token !== ']') {
      if (count === step) return index;
    }
    if (isDirect && typeof step === 'string' && tokens[index + 1]?.[0] === ':') {
      if (nameOf(token) === step) return index + 2;
    }
    if (isDirect && token === ',') count += 1;
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return undefined;
  }
  return undefined;
}

function nameOf(token: string): string {
  const name: unknown = token.startsWith('"') ? JSON.parse(token) : token;
  return String(name);
}
