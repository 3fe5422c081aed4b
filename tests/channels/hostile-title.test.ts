import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../src/answer/answer.js';
import { formatAnswer } from '../../src/channels/format-answer.js';
import { answerText, resultsText } from '../../src/channels/mcp/format-tool-text.js';
import { chatCompletion } from '../../src/channels/openai/format-completion.js';

const citation: Citation = {
  index: 1,
  documentId: 'd1',
  documentTitle: '关于[9]\u202e招商的[通知](http://evil.example)\u0007',
  sectionId: 's1',
  address: '一、',
  headingPath: ['一、\u2066重点'],
  quote: '抓招商。',
  start: 0,
  end: 4,
  url: '/documents/d1?quote=0-4#s1',
  score: 0.9,
};
const answer: Answer = {
  id: 'a_1',
  conversationId: 'c_1',
  kind: 'answered',
  question: '招商重点',
  interpretedQuestion: '招商重点',
  text: '抓招商。[1]',
  citations: [citation],
  notices: [],
  nearest: [citation],
  suggestions: [],
  engine: 'extractive',
  timing: { retrieveMs: 1, totalMs: 1 },
};
const steering = /[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u;

describe('a document whose title is meant to deceive', () => {
  it('prints no mark, no link and no turn of direction in what models and front ends get', () => {
    const completion = chatCompletion(answer, {
      promptText: '',
      createdAt: new Date(0),
      publicUrl: null,
    });
    const { quote, index: _index, ...found } = citation;
    for (const text of [
      JSON.parse(JSON.stringify(completion)).choices[0].message.content,
      answerText(answer),
      resultsText([{ ...found, text: quote }]),
    ]) {
      expect(text).toContain('《关于［9］招商的［通知］(http://evil.example)》一、');
      expect(text).not.toMatch(steering);
      expect(text).not.toContain('[9]');
    }
  });

  it('does not turn the direction of a terminal', () => {
    const plain = (text: string) => text;
    const style = { bold: plain, dim: plain, yellow: plain, cyan: plain };
    expect(formatAnswer(answer, { style, publicUrl: null })).not.toMatch(steering);
  });

  it('stays as it is printed in the fields of the answer', () => {
    const completion = chatCompletion(answer, {
      promptText: '',
      createdAt: new Date(0),
      publicUrl: null,
    });
    expect(completion).toMatchObject({ citations: [{ documentTitle: citation.documentTitle }] });
  });
});
