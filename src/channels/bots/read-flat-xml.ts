/** Fields of a flat XML text: no prototype, the first of a name wins. */
export type FlatXml = Readonly<Record<string, string>>;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};
/** More fields than any callback has. */
const MOST_FIELDS = 100;
/** Tags inside a field that is passed over. */
const MOST_TAGS = 1_000;
/** An & that begins nothing. It is looked for first: an unsigned body may hold a million of them. */
const STRAY_AMPERSAND = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|\w{1,10});)/i;
const OPENING = /<([A-Za-z_][\w.-]{0,63})\s*(\/?)>/y;
const CDATA_OPENS = '<![CDATA[';
const CDATA_CLOSES = ']]>';

/**
 * Reads `<xml>` with fields inside, each text or CDATA, as WeCom sends it; what a field holds of elements
 * of its own is passed over. No DOCTYPE, no entities but the five of XML and numbers: nothing can be
 * expanded or fetched.
 *
 * @returns undefined where it is anything else
 */
export function readFlatXml(text: string): FlatXml | undefined {
  const root = /^\uFEFF?\s*(?:<\?xml[^<>]{0,200}\?>\s*)?<xml>([\s\S]*)<\/xml>\s*$/.exec(text);
  const inner = root?.[1];
  if (inner === undefined) return undefined;
  const fields: Record<string, string> = Object.create(null);
  let at = 0;
  for (let count = 0; count <= MOST_FIELDS; count += 1) {
    at = skipSpace(inner, at);
    if (at === inner.length) return fields;
    OPENING.lastIndex = at;
    const [opening, name = '', isEmpty] = OPENING.exec(inner) ?? [];
    if (opening === undefined) return undefined;
    at += opening.length;
    if (isEmpty === '/') {
      fields[name] ??= '';
      continue;
    }
    const field = readField(inner, { at, name });
    if (field === undefined) return undefined;
    // What holds elements is no field that could be read.
    if (field.text !== null) fields[name] ??= field.text;
    at = field.end;
  }
  return undefined;
}

/** A field's text to its end tag; `text` is null where it holds elements. */
function readField(
  xml: string,
  { at, name }: { readonly at: number; readonly name: string },
): { readonly text: string | null; readonly end: number } | undefined {
  const closing = `</${name}>`;
  let text = '';
  let tags = 0;
  for (let position = at; position < xml.length; ) {
    if (xml.startsWith(CDATA_OPENS, position)) {
      const end = xml.indexOf(CDATA_CLOSES, position);
      if (end < 0) return undefined;
      text += xml.slice(position + CDATA_OPENS.length, end);
      position = end + CDATA_CLOSES.length;
    } else if (xml.startsWith(closing, position)) {
      return { text: tags > 0 ? null : text, end: position + closing.length };
    } else if (xml.startsWith('<', position)) {
      const tag = /^<\/?[A-Za-z_][\w.-]{0,63}\s*\/?>/.exec(xml.slice(position, position + 80));
      tags += 1;
      if (tag === null || tags > MOST_TAGS) return undefined;
      position += tag[0].length;
    } else {
      const next = xml.indexOf('<', position);
      const end = next < 0 ? xml.length : next;
      const decoded = decodeEntities(xml.slice(position, end));
      if (decoded === undefined) return undefined;
      text += decoded;
      position = end;
    }
  }
  return undefined;
}

function decodeEntities(text: string): string | undefined {
  if (STRAY_AMPERSAND.test(text)) return undefined;
  let isKnown = true;
  const decoded = text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi,
    (_all, decimal?: string, hex?: string, name?: string) => {
      const code =
        decimal !== undefined
          ? Number(decimal)
          : hex !== undefined
            ? Number.parseInt(hex, 16)
            : null;
      if (code !== null && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      const known = name === undefined ? undefined : ENTITIES[name];
      if (known === undefined) isKnown = false;
      return known ?? '';
    },
  );
  return isKnown ? decoded : undefined;
}

function skipSpace(text: string, at: number): number {
  let position = at;
  while (position < text.length && /\s/.test(text.charAt(position))) position += 1;
  return position;
}
