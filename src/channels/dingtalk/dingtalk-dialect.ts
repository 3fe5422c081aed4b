import { commonMarkDialect, type Dialect } from '../bots/markdown-dialects.js';

/**
 * DingTalk's Markdown: headings, quotes, bold, links and lists; a line ends with two spaces. Tables and fences
 * render unevenly and are never written. Its clients differ in what HTML they let through, so none is left.
 */
export const dingtalkDialect: Dialect = {
  ...commonMarkDialect,
  words: (text) => withoutHtml(commonMarkDialect.words(text)),
  link: (label, url) => withoutHtml(commonMarkDialect.link(label, url)),
};

/** CommonMark's own escapes of angle brackets as entities: a backslash before a tag is not seen by all. */
function withoutHtml(markdown: string): string {
  return markdown.replace(/\\</gu, '&lt;').replace(/\\>/gu, '&gt;');
}
