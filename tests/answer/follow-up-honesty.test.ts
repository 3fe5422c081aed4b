import { describe, expect, it } from 'vitest';
import { evidenceFor } from '../../src/answer/evidence.js';
import { answerKindOf } from '../../src/retrieve/answer-kind.js';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const library = smallLibrary({
  '茶叶.txt': `云岭市2023年茶叶工作要点
一、推介茶叶品牌。在茶城举办春茶推介会，拓宽春茶销路。
二、改造老旧茶园。改造老旧茶园三千亩，由市农业农村局负责。
`,
});

const followUp = (asked: string, question: string) =>
  ask(library, {
    question,
    history: [
      { role: 'user', content: asked },
      { role: 'assistant', content: '…' },
    ],
  });

describe('who is responsible, asked of a clause', () => {
  it('is not answered by a clause that names no body', async () => {
    const { kind, text } = await followUp('茶叶工作要点第一条', '这个由谁负责');
    expect(kind).toBe('refused');
    expect(text).toContain('没有写明由谁负责');
  });

  it('is answered where the clause names one', async () => {
    const { kind, text } = await followUp('茶叶工作要点第二条', '这个由谁负责');
    expect(kind).toBe('answered');
    expect(text).toContain('市农业农村局负责');
  });
});

describe('more of what the documents do not say', () => {
  it('is refused again, and no other clause shown', async () => {
    const { kind, citations } = await followUp('公积金怎么提取', '还有别的吗');
    expect(kind).toBe('refused');
    expect(citations).toEqual([]);
  });
});

describe('people counted', () => {
  it('are no other word that begins with the same character', () => {
    const kind = answerKindOf('今年要培训多少人');
    expect(evidenceFor(kind, '输出xx人工智能教育做法。')).toBe('none');
    expect(evidenceFor(kind, '培训教师xx人次。')).toBe('masked');
    expect(evidenceFor(kind, '培训教师300人。')).toBe('given');
  });
});
