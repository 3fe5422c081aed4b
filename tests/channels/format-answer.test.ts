import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { formatAnswer } from '../../src/channels/format-answer.js';

const plain = (text: string) => text;
const style = { bold: plain, dim: plain, yellow: plain, cyan: plain };

const citation = {
  index: 1,
  documentId: 'd1',
  documentTitle: '2023年测试工作要点',
  sectionId: 's1',
  address: '一、（一）',
  headingPath: ['一、加强招商', '（一）突出重点'],
  quote: '全年办会20场。',
  start: 10,
  end: 18,
  url: '/documents/d1?quote=10-18#s1',
  score: 0.9,
};
const answer: Answer = {
  id: 'a_1',
  conversationId: 'c_1',
  kind: 'answered',
  question: '办几场会',
  interpretedQuestion: '办几场会',
  text: '全年办会20场。[1]',
  citations: [citation],
  notices: [{ kind: 'year', message: '按 2023 年文件回答' }],
  nearest: [],
  suggestions: ['招商重点是什么'],
  engine: 'extractive',
  timing: { retrieveMs: 1, totalMs: 2 },
};

describe('an answer on the terminal', () => {
  it('shows notices, text, sources with their place, and suggestions', () => {
    expect(formatAnswer(answer, { style, publicUrl: null })).toBe(
      [
        '※ 按 2023 年文件回答',
        '',
        '全年办会20场。[1]',
        '',
        '依据',
        '[1] 2023年测试工作要点 › 一、加强招商 › （一）突出重点',
        '',
        '还可以问',
        ' ·  招商重点是什么',
      ].join('\n'),
    );
  });

  it('links to the public address, and only where there is one', () => {
    const linked = formatAnswer(answer, { style, publicUrl: 'https://wence.example.cn' });
    expect(linked).toContain('https://wence.example.cn/documents/d1?quote=10-18#s1');
    expect(formatAnswer(answer, { style, publicUrl: null })).not.toContain('/documents/');
  });

  it('offers the nearest sections of a refusal without numbers', () => {
    const refused: Answer = {
      ...answer,
      kind: 'refused',
      text: '没有说。',
      citations: [],
      nearest: [citation],
    };
    const text = formatAnswer(refused, { style, publicUrl: null });
    expect(text).toContain('最接近的章节\n ·  2023年测试工作要点');
    expect(text).not.toContain('[1]');
  });

  it('lets no document steer the terminal', () => {
    const evil: Answer = {
      ...answer,
      text: '红\u001b[31m色\u0007\r',
      notices: [],
      suggestions: ['a\nb\u009b'],
    };
    const text = formatAnswer(evil, { style, publicUrl: null });
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain(' ·  a b');
  });
});
