import type { Turn } from '../conversation/turn.js';
import type { Words } from '../words/words.js';

/** What a screen reader is told of a turn, once for each state: not every piece that streams in. */
export function saidOf(turn: Turn, words: Words): string {
  const { state, answer } = turn;
  switch (state.kind) {
    case 'waiting':
      return state.isSlow ? words.slow : words.searching;
    case 'preparing':
      return state.message === '' ? words.preparing : state.message;
    case 'streaming':
      return words.searching;
    case 'stopped':
      return words.stopped;
    case 'failed':
      return failureWords(state, words);
    case 'done':
      if (answer === null) return '';
      if (answer.kind === 'refused') return `${words.refused} ${firstSentence(answer.text)}`;
      return `${firstSentence(answer.text)} ${words.answered(answer.citations.length)}`.trim();
  }
}

/** Why a question was not answered, for the one who asked. */
export function failureWords(
  state: Extract<Turn['state'], { readonly kind: 'failed' }>,
  words: Words,
): string {
  // Of these the server knows more than the kind says.
  const isSaidByServer = ['invalid', 'not-found', 'server', 'not-ready'].includes(state.failure);
  return isSaidByServer && state.message !== '' ? state.message : words.failures[state.failure];
}

/** A long list of clauses has no full stop for a long while. */
const MOST_SAID_LENGTH = 200;

/** The first line or sentence without its citation marks. */
export function firstSentence(text: string): string {
  const [line = ''] = text.trimStart().split('\n');
  const plain = line.replace(/\[\d+\]/g, '');
  const sentence = /^.*?(?:[。！？]|[.!?](?=\s|$))/u.exec(plain)?.[0] ?? plain;
  return sentence.slice(0, MOST_SAID_LENGTH).trim();
}
