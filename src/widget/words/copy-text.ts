import type { Citation } from '../../answer/answer.js';
import { serverAddress } from '../ask/server-address.js';
import type { Turn } from '../conversation/turn.js';

/** What is copied of an answer: of a whole one, or of what had come of one that was stopped. */
export type CopiedAnswer = Pick<Turn, 'text' | 'citations' | 'notices'>;

/**
 * An answer as plain text, to be put into a message or a document: what is to be known about it, its
 * words, then each source with its place, quotation and address.
 * `[1] 《2023年商务工作要点》一、（一）3.：“原文” https://…`
 * @param options.baseUrl the server's; links that do not lead there are left out
 */
export function answerAsText(
  { text, citations, notices }: CopiedAnswer,
  { baseUrl }: { readonly baseUrl: string },
): string {
  const blocks = [
    notices.map(({ message }) => `※ ${message}`),
    [text.trim()],
    citations.map((citation) => sourceLine(citation, baseUrl)),
  ];
  return blocks
    .map((lines) => lines.join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

/** A quotation with its place, as it is cited in writing: `《2023年商务工作要点》一、（一）3.：“原文” https://…` */
export function citationAsText(
  {
    documentTitle,
    address,
    quote,
    url,
  }: Pick<Citation, 'documentTitle' | 'address' | 'quote' | 'url'>,
  { baseUrl }: { readonly baseUrl: string },
): string {
  const place = visible(`《${documentTitle}》${address}`);
  const link = serverAddress(url, baseUrl);
  // The quotation is what the document says, to the letter.
  return `${place}：“${quote}”${link === null ? '' : ` ${link}`}`;
}

function sourceLine(citation: Citation, baseUrl: string): string {
  return `[${citation.index}] ${citationAsText(citation, { baseUrl })}`;
}

/** On one line, without characters that show nothing or turn the direction of writing. */
function visible(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]/gu, '');
}
