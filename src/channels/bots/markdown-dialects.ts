/** How a platform writes words, links and lines. */
export interface Dialect {
  /** Words of documents and of people, so that nothing in them acts: no markup, no mention. */
  words(text: string): string;
  /** A link; its label is made harmless as words are. */
  link(label: string, url: string): string;
  /** Stands before each point. */
  readonly bullet: string;
  /** Between two lines of one paragraph. */
  readonly newline: string;
  /** Between two paragraphs. */
  readonly paragraph: string;
}

const ZERO_WIDTH_SPACE = '\u200B';

/** Words that call nobody: `<@id>`, `@all` and `@所有人` are parted by a space without width. */
export function withoutMentions(text: string): string {
  return text
    .replace(/<(?=@)/gu, `<${ZERO_WIDTH_SPACE}`)
    .replace(/([@＠])(?=all\b|everyone\b|所有人|全体)/giu, `$1${ZERO_WIDTH_SPACE}`);
}

/** An address that cannot end a Markdown link before its time. */
export function linkAddress(url: string): string {
  return url.replace(
    /[()<>\\\s]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Plain text, for messages and clients that know no markup. Nothing is changed but mentions. */
export const plainDialect: Dialect = {
  words: withoutMentions,
  link: (label, url) => `${withoutMentions(oneLine(label))} ${url}`,
  bullet: '· ',
  newline: '\n',
  paragraph: '\n\n',
};

/** CommonMark, as WeCom's 智能机器人 and DingTalk render it: what would act is escaped by a backslash. */
export const commonMarkDialect: Dialect = {
  words: (text) => escapeMarkdown(text).replaceAll('\n', '  \n'),
  link: (label, url) => `[${escapeMarkdown(oneLine(label))}](${linkAddress(url)})`,
  bullet: '- ',
  // Two spaces make a line end of what would be a space.
  newline: '  \n',
  paragraph: '\n\n',
};

/**
 * The subset of WeCom's 自建应用 and 群机器人: headings, bold, links, code, one level of quotes, `<font>`. It
 * knows no escapes and no lists; signs that would act are parted by a space without width.
 */
export const wecomSubsetDialect: Dialect = {
  words: defuse,
  link: (label, url) => {
    const shown = defuse(oneLine(label)).replaceAll('[', '［').replaceAll(']', '］');
    return `[${shown}](${linkAddress(url)})`;
  },
  bullet: '· ',
  newline: '\n',
  paragraph: '\n\n',
};

function escapeMarkdown(text: string): string {
  return withoutMentions(
    text
      // Four blanks at a line's start would make code of it.
      .replace(/^[ \t]+/gmu, '')
      .replace(/[\\`*_[\]<>~|$]|&(?=#?\w{1,31};)/gu, '\\$&')
      .replace(/^(?:[#+=-])/gmu, '\\$&')
      .replace(/^(\d{1,9})([.)])(?=\s|$)/gmu, '$1\\$2'),
  );
}

function defuse(text: string): string {
  return withoutMentions(text)
    .replace(/^[ \t]+/gmu, '')
    .replace(/<(?=[a-z/!])/giu, `<${ZERO_WIDTH_SPACE}`)
    .replace(/\](?=\()/gu, `]${ZERO_WIDTH_SPACE}`)
    .replace(/([*_~])(?=\1)/gu, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/^(?=[#>])/gmu, ZERO_WIDTH_SPACE)
    .replaceAll('`', '｀');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
