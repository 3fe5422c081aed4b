import { escapePattern } from '../../text/escape-pattern.js';

/** Spaces as chats put them around a mention; U+2005 is WeCom's, U+FEFF and U+200B come with copied text. */
const SPACE = '[\\s\\u2005\\u200B\\uFEFF]';

/**
 * A group message without the bot's own name at its start and end. Only exact configured names go, with @
 * or ＠, so that `@制度助手们` and an address like a@b.com stay; a comma or colon behind the name goes too.
 */
export function stripMention(text: string, names: readonly string[]): string {
  const trimmed = trim(text);
  if (names.length === 0) return trimmed;
  // The longer name first: one may begin with another.
  const called = [...names]
    .sort((left, right) => right.length - left.length)
    .map(escapePattern)
    .join('|');
  const atStart = new RegExp(
    `^(?:[@＠]${SPACE}*(?:${called})(?![\\p{L}\\p{N}_])${SPACE}*[,，:：、]?${SPACE}*)+`,
    'iu',
  );
  const atEnd = new RegExp(`(?:(?<![A-Za-z0-9._%+-])[@＠]${SPACE}*(?:${called})${SPACE}*)+$`, 'iu');
  return trim(trim(trimmed.replace(atStart, '')).replace(atEnd, ''));
}

const EDGE = new RegExp(SPACE, 'u');

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.test(text.charAt(start))) start += 1;
  while (end > start && EDGE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
