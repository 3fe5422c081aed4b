import type { BotReply } from './delivery.js';
import type { Dialect } from './markdown-dialects.js';
import { moreLink, type ReplyBlock, type ReplyLink, replyBlocks } from './reply-points.js';
import { cutWords, fits, lessText, type PartLimits } from './utf8-parts.js';

/** How a platform's messages look. */
export interface ReplyForm {
  readonly dialect: Dialect;
  readonly limits: PartLimits;
  /** Messages that one reply makes at most; what does not fit is behind a link. */
  readonly mostParts: number;
  /** `WENCE_PUBLIC_URL`, without a closing slash. */
  readonly publicUrl: string;
}

/**
 * A reply as messages inside a platform's limits, each beginning with its number where there are several.
 * It is cut between points; only a point that is larger than a message is cut inside, at a line's or a
 * sentence's end. Links are never cut.
 */
export function composeReply(reply: BotReply, form: ReplyForm): readonly string[] {
  const { dialect, limits, mostParts, publicUrl } = form;
  if (reply.kind === 'words') {
    const blocks = [
      { words: reply.text, links: [], isPoint: false, isLead: false, isExtra: false },
    ];
    return numbered(pack(blocks, { dialect, limits: roomy(limits) }).slice(0, mostParts));
  }
  const all = replyBlocks(reply.answer, publicUrl);
  const whole = packFewest(all, { dialect, limits }).parts;
  if (whole.length <= 1) return whole;
  const { blocks, parts } = packFewest(all, { dialect, limits: roomy(limits) });
  if (parts.length <= mostParts) return numbered(parts);
  const more = dialect.paragraph + linkText(moreLink(reply.answer, publicUrl), dialect);
  const kept = mostParts === 1 ? pack(blocks, { dialect, limits: lessText(limits, more) }) : parts;
  return numbered([
    ...kept.slice(0, mostParts - 1),
    ...lastOf(kept, { form, more }).map((part) => part + more),
  ]);
}

/** Characters that `(10/12)` and its line end take at most. */
const NUMBER_ROOM = '(10/12)\n';

function roomy(limits: PartLimits): PartLimits {
  return lessText(limits, NUMBER_ROOM);
}

function numbered(parts: readonly string[]): readonly string[] {
  if (parts.length <= 1) return parts;
  return parts.map((part, index) => `(${index + 1}/${parts.length})\n${part}`);
}

/** The last message that is sent, with room for the link. */
function lastOf(
  parts: readonly string[],
  { form, more }: { readonly form: ReplyForm; readonly more: string },
): readonly string[] {
  const last = parts[form.mostParts - 1];
  if (last === undefined) return [];
  const room = lessText(roomy(form.limits), more);
  if (form.mostParts === 1 || fits(last, room)) return [last];
  // Whole paragraphs go until the link fits: nothing is cut inside.
  const { paragraph } = form.dialect;
  let kept = last;
  while (!fits(kept, room) && kept.includes(paragraph)) {
    kept = kept.slice(0, kept.lastIndexOf(paragraph));
  }
  return fits(kept, room) ? [kept] : [''];
}

interface PackOptions {
  readonly dialect: Dialect;
  readonly limits: PartLimits;
}

/** Messages without those of the last blocks that would make more of them and are not worth it. */
function packFewest(
  blocks: readonly ReplyBlock[],
  options: PackOptions,
): { readonly blocks: readonly ReplyBlock[]; readonly parts: readonly string[] } {
  let best = { blocks, parts: pack(blocks, options) };
  for (let kept = blocks; best.parts.length > 1 && kept.at(-1)?.isExtra === true; ) {
    kept = kept.slice(0, -1);
    const parts = pack(kept, options);
    if (parts.length < best.parts.length) best = { blocks: kept, parts };
  }
  return best;
}

/** Fills messages with blocks, in order. */
function pack(blocks: readonly ReplyBlock[], options: PackOptions): readonly string[] {
  const { dialect, limits } = options;
  const parts: string[] = [];
  let open = '';
  let leads: string[] = [];
  const join = (texts: readonly string[]) =>
    texts.filter((text) => text !== '').join(dialect.paragraph);
  const add = (text: string): void => {
    const joined = join([open, ...leads, text]);
    if (fits(joined, limits)) {
      open = joined;
    } else {
      if (open !== '') parts.push(open);
      open = join([...leads, text]);
      if (!fits(open, limits)) {
        // A lead and a point that fill two messages.
        parts.push(...leads);
        open = text;
      }
    }
    leads = [];
  };
  for (const [index, block] of blocks.entries()) {
    const texts = blockTexts(block, options);
    const isLead = block.isLead && index < blocks.length - 1 && texts.length === 1;
    if (isLead) leads.push(...texts);
    else texts.forEach(add);
  }
  if (leads.length > 0) add('');
  return open === '' ? parts : [...parts, open];
}

/** A block as it is written, in several pieces where it is larger than a message. */
function blockTexts(block: ReplyBlock, { dialect, limits }: PackOptions): readonly string[] {
  const bullet = block.isPoint ? dialect.bullet : '';
  const links = block.links.map((link) => linkText(link, dialect));
  const write = (words: string, tail: readonly string[]) =>
    bullet + [...(words === '' ? [] : [dialect.words(words)]), ...tail].join(dialect.newline);
  const whole = write(block.words, links);
  if (fits(whole, limits)) return [whole];
  // The links stand at both ends: the last pieces may be left out. Room for them is kept in every piece.
  const tail = links.filter((_link, index) =>
    fits(links.slice(0, index + 1).join('\n'), halfOf(limits)),
  );
  const pieces = cutWords(block.words, (piece) => fits(write(piece.trim(), tail), limits)).map(
    (piece) => piece.trim(),
  );
  if (pieces.length === 0) return tail.length === 0 ? [] : [write('', tail)];
  const isEnd = (index: number) => index === 0 || index === pieces.length - 1;
  return pieces.map((piece, index) => write(piece, isEnd(index) ? tail : []));
}

function halfOf({ bytes, characters }: PartLimits): PartLimits {
  return {
    bytes: bytes / 2,
    ...(characters === undefined ? {} : { characters: characters / 2 }),
  };
}

function linkText({ label, url }: ReplyLink, dialect: Dialect): string {
  return dialect.link(label, url);
}
