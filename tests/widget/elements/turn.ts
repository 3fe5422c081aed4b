import type { Answer } from '../../../src/answer/answer.js';
import type { Turn } from '../../../src/widget/conversation/turn.js';

/** An answer for tests, with what matters to them. */
export function answerWith(parts: Partial<Answer>): Answer {
  return {
    id: 'a_1',
    conversationId: 'c_1',
    kind: 'answered',
    question: '招商怎么开展',
    interpretedQuestion: '招商怎么开展',
    text: '围绕三大产业开展招商。[1] 其他。',
    citations: [],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 1, totalMs: 2 },
    ...parts,
  };
}

/** A turn for tests, just asked unless they say otherwise. */
export function turnWith(parts: Partial<Turn>): Turn {
  return {
    key: 't1',
    question: '招商怎么开展',
    askedAtMs: 0,
    state: { kind: 'waiting', isSlow: false },
    interpretedQuestion: '',
    text: parts.answer?.text ?? '',
    citations: parts.answer?.citations ?? [],
    notices: [],
    answer: null,
    rating: null,
    ...parts,
  };
}
