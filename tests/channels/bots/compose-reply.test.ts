import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../../src/answer/answer.js';
import { composeReply, type ReplyForm } from '../../../src/channels/bots/compose-reply.js';
import {
  commonMarkDialect,
  plainDialect,
  wecomSubsetDialect,
} from '../../../src/channels/bots/markdown-dialects.js';
import { cutWords } from '../../../src/channels/bots/utf8-parts.js';

const citation = (index: number, fields: Partial<Citation> = {}): Citation => ({
  index,
  documentId: 'd1',
  documentTitle: '2023年商务工作要点',
  sectionId: `s${index}`,
  address: `一、（${index}）`,
  headingPath: [],
  quote: '',
  start: 0,
  end: 4,
  url: `/documents/d1?quote=0-4#s${index}`,
  score: 0.9,
  ...fields,
});

const answerOf = (text: string, fields: Partial<Answer> = {}): Answer => ({
  id: 'a_1',
  conversationId: 'c_1',
  kind: 'answered',
  question: '招商重点是什么',
  interpretedQuestion: '招商重点是什么？',
  text,
  citations: Array.from({ length: 9 }, (_, index) => citation(index + 1)),
  notices: [],
  nearest: [],
  suggestions: [],
  engine: 'extractive',
  timing: { retrieveMs: 1, totalMs: 2 },
  ...fields,
});

const form = (fields: Partial<ReplyForm> = {}): ReplyForm => ({
  dialect: plainDialect,
  limits: { bytes: 2048 },
  mostParts: 5,
  publicUrl: 'https://w.example.cn',
  ...fields,
});
const compose = (answer: Answer, fields: Partial<ReplyForm> = {}) =>
  composeReply({ kind: 'answer', answer }, form(fields));
const byteLength = (text: string) => Buffer.byteLength(text, 'utf8');

const isWellFormed = (text: string) => Buffer.from(text).toString() === text;

describe('an answer as messages', () => {
  it('makes no message more for what else could be asked', () => {
    const text = `· ${'字'.repeat(500)}。[1]`;
    const suggestions = ['甲'.repeat(20), '乙'.repeat(100)];
    const [only, ...others] = compose(answerOf(text, { suggestions }), {
      limits: { bytes: 1_800 },
    });
    expect(others).toEqual([]);
    expect(only).toContain('甲甲');
    expect(only).not.toContain('乙');
    expect(compose(answerOf(text, { suggestions }))[0]).toContain('乙');
  });

  it('is its points, each with its clause as a link to the reader', () => {
    const text = '《要点》的相关内容：\n· （一）重点：围绕产业招商。[1]\n· 全年办会20场以上。[2]';
    expect(compose(answerOf(text))).toEqual([
      [
        '《要点》的相关内容：',
        '· （一）重点：围绕产业招商。\n《2023年商务工作要点》一、（1） https://w.example.cn/documents/d1?quote=0-4#s1',
        '· 全年办会20场以上。\n《2023年商务工作要点》一、（2） https://w.example.cn/documents/d1?quote=0-4#s2',
      ].join('\n\n'),
    ]);
  });

  it('keeps lines of one clause together and parts sentences of several', () => {
    const [joined = ''] = compose(answerOf('第一行[1]\n第二行[1]'));
    expect(joined.match(/https/g)).toHaveLength(1);
    expect(joined).toContain('第一行\n第二行');
    const [parted = ''] = compose(answerOf('甲。[1]乙[2][3]。'));
    expect(parted.match(/https/g)).toHaveLength(3);
    expect(parted).toContain('乙。\n');
  });

  it('does not say twice where the words are from', () => {
    const [message = ''] = compose(answerOf('不少于20场。[1]\n（出自《要点》一、（一））'));
    expect(message).not.toContain('出自');
  });

  it('does not say twice which year was meant, and speaks of masked words behind them', () => {
    const [message = ''] = compose(
      answerOf('好。[1]', {
        question: '今年招商重点是什么',
        interpretedQuestion: '2023年招商重点是什么',
        notices: [
          { kind: 'year', message: '按 2023 年文件回答。' },
          { kind: 'masked', message: '原文中的 xx 照录。' },
        ],
      }),
    );
    expect(message).toMatch(/^按 2023 年文件回答。\n\n· 好。[\s\S]+\n\n原文中的 xx 照录。$/u);
  });

  it('begins with how it was understood and what is to be noticed', () => {
    const [message = ''] = compose(
      answerOf('好。[1]', {
        question: '那欧美呢',
        interpretedQuestion: '欧美招商重点是什么',
        notices: [{ kind: 'year', message: '按 2023 年文件回答。' }],
      }),
    );
    expect(message).toMatch(/^按“欧美招商重点是什么”理解。\n\n按 2023 年文件回答。\n\n· 好。/u);
  });

  it('says so and offers the nearest sections where it refuses', () => {
    const [message = ''] = compose(
      answerOf('没有找到。', {
        kind: 'refused',
        citations: [],
        nearest: [citation(1)],
        suggestions: ['甲？', '乙？', '丙？'],
      }),
      { dialect: commonMarkDialect },
    );
    expect(message).toContain('没有找到。');
    expect(message).toContain(
      '- [《2023年商务工作要点》一、（1）](https://w.example.cn/documents/d1?quote=0-4#s1)',
    );
    expect(message.match(/问：/gu)).toHaveLength(2);
  });

  it('is numbered where it takes several messages, each inside the limit and cut between points', () => {
    const points = Array.from({ length: 9 }, (_, index) => `· ${'字'.repeat(200)}。[${index + 1}]`);
    const parts = compose(answerOf(`相关内容：\n${points.join('\n')}`));
    expect(parts.length).toBeGreaterThan(2);
    for (const [index, part] of parts.entries()) {
      expect(byteLength(part)).toBeLessThanOrEqual(2048);
      expect(part.startsWith(`(${index + 1}/${parts.length})\n`)).toBe(true);
      expect(part).toMatch(/#s\d+$/u);
    }
    expect(parts.join('').match(/#s\d/gu)).toHaveLength(9);
  });

  it('links to the whole where it is more than the messages a reply may make', () => {
    const points = Array.from({ length: 9 }, (_, index) => `· ${'字'.repeat(300)}。[${index + 1}]`);
    for (const mostParts of [1, 2, 3]) {
      const parts = compose(answerOf(points.join('\n')), { mostParts });
      expect(parts).toHaveLength(mostParts);
      expect(parts.at(-1)).toContain(
        `展开全文 https://w.example.cn/?q=${encodeURIComponent('招商重点是什么？')}`,
      );
      for (const part of parts) expect(byteLength(part)).toBeLessThanOrEqual(2048);
      expect(parts.slice(0, -1).join()).not.toContain('展开全文');
    }
  });

  it('keeps the words of a point larger than a message', () => {
    const sentence = '各单位要落实责任，按季度报送进展。';
    const parts = compose(answerOf(`${sentence.repeat(80)}[1]`));
    expect(parts.length).toBeGreaterThan(1);
    const words = parts.join('').match(/各单位要落实责任，按季度报送进展。/gu);
    expect(words).toHaveLength(80);
    expect(parts.at(-1)).toContain('https://w.example.cn/documents/d1');
  });

  it('names the clause of a point that even all messages cannot hold', () => {
    const parts = compose(answerOf(`${'各单位要落实责任。'.repeat(800)}[1]`), { mostParts: 3 });
    expect(parts).toHaveLength(3);
    expect(parts[0]).toContain('https://w.example.cn/documents/d1');
    expect(parts.at(-1)).toContain('展开全文');
  });

  it('stays inside every limit, whatever the words', () => {
    const dialects = [plainDialect, commonMarkDialect, wecomSubsetDialect];
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 900 }), { maxLength: 6 }),
        fc.constantFrom(...dialects),
        fc.integer({ min: 1, max: 4 }),
        (lines, dialect, mostParts) => {
          const text = lines
            .map((line, index) => `${line.replace(/\[\d+\]/g, '')}[${index + 1}]`)
            .join('\n');
          const parts = compose(answerOf(text), { dialect, mostParts });
          expect(parts.length).toBeLessThanOrEqual(mostParts);
          for (const part of parts) {
            expect(byteLength(part)).toBeLessThanOrEqual(2048);
            expect(isWellFormed(part)).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('words of the bot', () => {
  it('are one message', () => {
    expect(composeReply({ kind: 'words', text: '好的。\n请问。' }, form())).toEqual([
      '好的。\n请问。',
    ]);
  });

  it('that fill several messages leave room for their numbers', () => {
    for (let length = 1; length < 200; length += 1) {
      const parts = composeReply(
        { kind: 'words', text: 'x'.repeat(length) },
        form({ limits: { bytes: 64 } }),
      );
      expect(Math.max(...parts.map(byteLength))).toBeLessThanOrEqual(64);
    }
  });
});

describe('words of documents in Markdown', () => {
  it('are escaped where they would act, and letter for letter in plain text', () => {
    const words = '# 一\n*重点* [链接](http://x) <b> `c` a_b\n1. 项\n- 项';
    expect(plainDialect.words(words)).toBe(words);
    expect(commonMarkDialect.words(words)).toBe(
      '\\# 一  \n\\*重点\\* \\[链接\\](http://x) \\<b\\> \\`c\\` a\\_b  \n1\\. 项  \n\\- 项',
    );
    expect(wecomSubsetDialect.words('# 一 [x](http://y) <font color="info"> **b**')).not.toMatch(
      /^#|\]\(|<font|\*\*/u,
    );
  });

  it.each([plainDialect, commonMarkDialect, wecomSubsetDialect])('call nobody', (dialect) => {
    for (const words of ['<@zhangsan>', '@all 请看', '@所有人', '<@all>']) {
      expect(dialect.words(words)).not.toMatch(/<@|@all|@所有人/u);
    }
  });

  it('cannot leave a link’s label or address', () => {
    const link = commonMarkDialect.link('《a](http://evil) [b》\n一、', 'https://w/x(1)#s "t"');
    expect(link).toBe('[《a\\](http://evil) \\[b》 一、](https://w/x%281%29#s%20"t")');
  });
});

describe('cutting words', () => {
  it('loses nothing, fits, and cuts no character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 30, max: 200 }),
        (text, bytes) => {
          const pieces = cutWords(text, (piece) => byteLength(piece) <= bytes);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) {
            expect(isWellFormed(piece)).toBe(isWellFormed(text));
            expect(byteLength(piece)).toBeLessThanOrEqual(bytes);
          }
        },
      ),
    );
  });

  it('prefers ends of lines and sentences, and keeps a family together', () => {
    expect(cutWords('甲乙丙。丁戊己庚', (piece) => piece.length <= 6)).toEqual([
      '甲乙丙。',
      '丁戊己庚',
    ]);
    expect(cutWords('甲👨‍👩‍👧', (piece) => piece.length <= 8)).toEqual(['甲', '👨‍👩‍👧']);
  });
});
