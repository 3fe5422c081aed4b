import type { Answer, Citation, Notice } from '../../answer/answer.js';
import { type QuestionLanguage, questionLanguage } from '../../retrieve/question-text.js';
import { labelsFor, placeOf } from '../citation-text.js';

/** A link to a clause in the reader, or to the page of this server. */
export interface ReplyLink {
  readonly label: string;
  /** With scheme and host. */
  readonly url: string;
}

/** A part of a reply that belongs together: words, then links. */
export interface ReplyBlock {
  /** Letter for letter as documents and answers have them; may be empty. */
  readonly words: string;
  readonly links: readonly ReplyLink[];
  readonly isPoint: boolean;
  /** Whether it introduces the next block: it does not end a message. */
  readonly isLead: boolean;
  /** Whether it is not worth a message of its own: where it would make one more, it is left out. */
  readonly isExtra: boolean;
}

/** Suggestions that a reply ends with. */
const MOST_SUGGESTIONS = 2;

const labels: Readonly<
  Record<
    QuestionLanguage,
    {
      readonly understood: (question: string) => string;
      readonly suggestions: readonly string[];
      readonly more: string;
    }
  >
> = {
  zh: {
    understood: (question) => `按“${question}”理解。`,
    suggestions: ['还可以问：', '也可以问：'],
    more: '展开全文',
  },
  en: {
    understood: (question) => `Understood as “${question}”.`,
    suggestions: ['You may also ask: ', 'Or: '],
    more: 'Read it all',
  },
};

/**
 * An answer as blocks: how it was understood and its notices, then its points, each with its clause as
 * a link; a refusal with the nearest sections; at the end what else could be asked.
 */
export function replyBlocks(answer: Answer, publicUrl: string): readonly ReplyBlock[] {
  const words = labels[questionLanguage(answer.question)];
  const linkTo = (citation: Citation): ReplyLink => ({
    label: placeOf(citation),
    url: publicUrl + citation.url,
  });
  const nearest = answer.nearest.map((citation) =>
    // Its heading says more than its number.
    block(citation.headingPath.at(-1) ?? '', { links: [linkTo(citation)], isPoint: true }),
  );
  // A greeting prints its questions itself.
  const suggestions =
    answer.kind === 'greeting' ? [] : answer.suggestions.slice(0, MOST_SUGGESTIONS);
  return [
    ...understood(answer).map((question) => block(words.understood(question))),
    ...answer.notices.filter((notice) => !isRemark(notice)).map(({ message }) => block(message)),
    ...pointsOf(answer).map(({ text, citations }) =>
      citations.length === 0
        ? block(text, { isLead: /[：:]$/u.test(text) })
        : block(text, { links: citations.map(linkTo), isPoint: true }),
    ),
    ...(nearest.length === 0
      ? []
      : [block(labelsFor(answer).nearest, { isLead: true }), ...nearest]),
    ...answer.notices.filter(isRemark).map(({ message }) => block(message)),
    ...suggestions.map((question, index) =>
      block(`${words.suggestions[index] ?? ''}${question}`, { isExtra: true }),
    ),
  ];
}

/** The link behind which an answer stands in full: it is asked again on the page. */
export function moreLink(answer: Answer, publicUrl: string): ReplyLink {
  const asked = encodeURIComponent(Buffer.from(answer.interpretedQuestion).toString());
  const page = `${publicUrl}/`;
  return {
    label: labels[questionLanguage(answer.question)].more,
    url: asked.length > LONGEST_ASKED ? page : `${page}?q=${asked}`,
  };
}

/** A longer question would take too much of a message of 2,048 bytes. */
const LONGEST_ASKED = 600;

function block(words: string, fields: Partial<Omit<ReplyBlock, 'words'>> = {}): ReplyBlock {
  return { words, links: [], isPoint: false, isLead: false, isExtra: false, ...fields };
}

/** On the words themselves, not on what they answer: it is said behind them. */
function isRemark({ kind }: Notice): boolean {
  return kind === 'masked';
}

/** How the question was understood, where that is not what was asked and no notice says it. */
function understood({ question, interpretedQuestion, notices }: Answer): readonly string[] {
  const isNoticed = (kind: Notice['kind']) => notices.some((notice) => notice.kind === kind);
  const bare = (text: string) => {
    const letters = text
      .normalize('NFKC')
      .replace(/[\s\p{P}]+/gu, '')
      .toLowerCase();
    return isNoticed('year') ? letters.replace(YEAR, '') : letters;
  };
  const isSame = bare(question) === bare(interpretedQuestion);
  return isSame || isNoticed('corrected') ? [] : [interpretedQuestion];
}

/** What a notice on the year speaks of. */
const YEAR = /(?:19|20)\d{2}年?度?|(?:今|本|去|前|明|后|当)年度?/gu;

interface TextPoint {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** One or more marks of citations, `[1][2]`: what documents print so is in full-width brackets. */
const MARKS = /(?:\[\d+\])+/gu;
/** A line that only repeats the place which the point before it links to. */
const ATTRIBUTION = /^[（(](?:出自|From )《/u;

/** A text cut behind its marks; lines that share their marks stay together. */
function pointsOf({ text, citations }: Answer): readonly TextPoint[] {
  const points: TextPoint[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (ATTRIBUTION.test(trimmed) && (points.at(-1)?.citations.length ?? 0) > 0) continue;
    let isContinued = true;
    for (const piece of piecesOf(trimmed, citations)) {
      const last = points.at(-1);
      if (isContinued && last !== undefined && isSameClause(last, piece) && !/^·/u.test(trimmed)) {
        points.splice(-1, 1, { ...last, text: `${last.text}\n${piece.text}` });
      } else {
        points.push({ ...piece, text: piece.text.replace(/^·\s*/u, '') });
      }
      isContinued = false;
    }
  }
  return points;
}

function piecesOf(line: string, citations: readonly Citation[]): readonly TextPoint[] {
  const pieces: TextPoint[] = [];
  let from = 0;
  for (const marks of line.matchAll(MARKS)) {
    const numbers = [...marks[0].matchAll(/\d+/gu)].map(Number);
    const cited = citations.filter(({ index }) => numbers.includes(index));
    pieces.push({ text: line.slice(from, marks.index).trim(), citations: cited });
    from = marks.index + marks[0].length;
  }
  const rest = line.slice(from).trim();
  const last = pieces.at(-1);
  if (rest === '') return pieces;
  // A full stop behind a mark belongs to the words before it.
  if (last !== undefined && /^\p{P}+$/u.test(rest)) {
    return [...pieces.slice(0, -1), { ...last, text: last.text + rest }];
  }
  return [...pieces, { text: rest, citations: [] }];
}

function isSameClause(left: TextPoint, right: TextPoint): boolean {
  const ids = ({ citations }: TextPoint) => citations.map(({ index }) => index).join();
  return left.citations.length > 0 && ids(left) === ids(right);
}
