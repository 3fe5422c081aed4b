import type { Answer, AskRequest } from '../../../src/answer/answer.js';
import { document, quote, quoteEnd, quoteStart } from '../../http/fake-service.js';

const citation = {
  index: 1,
  documentId: document.id,
  documentTitle: document.title,
  sectionId: 's1-1',
  address: '一、（一）',
  headingPath: ['一、加强招商<img src=x onerror=alert(1)>', '（一）突出重点产业'],
  quote,
  start: quoteStart,
  end: quoteEnd,
  url: `/documents/${document.id}?quote=${quoteStart}-${quoteEnd}#s1-1`,
  score: 0.8,
};

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
