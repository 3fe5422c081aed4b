import type { Answer, AskRequest } from '../../../src/answer/answer.js';
import { citation, quote } from '../../http/fake-service.js';

/** An answer of several pieces, which repeats its question. */
export function sampleAnswer(request: AskRequest, number: number): Answer {
  return {
    id: `a_${number}`,
    conversationId: request.conversationId ?? `c_${number}`,
    kind: 'answered',
    question: request.question,
    interpretedQuestion: request.question,
    text: `${quote}[1]\n第 ${number} 个回答。到此为止。`,
    citations: [citation],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 1, totalMs: 2 },
  };
}
