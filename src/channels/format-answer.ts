import type { Answer, Citation } from '../answer/answer.js';

/** How the terminal's words are set off; the identity where there are no colours. */
export interface TextStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** An answer as plain text: notices, the text with its marks, then each source with its place. */
export function formatAnswer(
  answer: Answer,
  options: {
    readonly style: TextStyle;
    /** What links start with; null leaves them out. */
    readonly publicUrl: string | null;
  },
): string {
  const { style, publicUrl } = options;
  const source = (citation: Citation, mark: string) => {
    const place = [citation.documentTitle, ...citation.headingPath].map(oneLine).join(' › ');
    const link = publicUrl === null ? '' : `\n    ${style.dim(publicUrl + citation.url)}`;
    return `${style.cyan(mark)} ${place}${link}`;
  };
  const blocks = [
    answer.notices.map((notice) => style.yellow(`※ ${harmless(notice.message)}`)),
    [harmless(answer.text).replace(/\[\d+\]/g, (mark) => style.cyan(mark))],
    titled(
      style.bold('依据'),
      answer.citations.map((citation) => source(citation, `[${citation.index}]`)),
    ),
    titled(
      style.bold('最接近的章节'),
      answer.nearest.map((citation) => source(citation, ' · ')),
    ),
    titled(
      style.bold('还可以问'),
      answer.suggestions.map((question) => ` ·  ${oneLine(question)}`),
    ),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function oneLine(text: string): string {
  return harmless(text).replace(/\s+/g, ' ').trim();
}

/**
 * Documents and questions must not steer the terminal: control characters but line ends and tabs are
 * dropped, and those that turn the direction of writing.
 */
function harmless(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\n\t]/gu, '');
}
