import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../src/chunk/chunk.js';
import { embeddedText, ownRange } from '../../src/chunk/context.js';
import { headingEnd } from '../../src/chunk/heading-end.js';
import { splitSections } from '../../src/chunk/split-sections.js';
import type { PolicyDocument, Section } from '../../src/outline/outline.js';
import { documentOf, type PrintedSection } from '../support/document-of.js';

/** A token a character, and two for the ends: harsher than any real tokenizer on Chinese. */
const countTokens = (texts: readonly string[]) =>
  Promise.resolve(texts.map((text) => text.length + 2));

const split = (document: PolicyDocument, maxTokens = 512) =>
  splitSections(document, { maxTokens, countTokens });

const shown = (document: PolicyDocument, chunk: Chunk | undefined) =>
  chunk === undefined ? undefined : document.text.slice(chunk.start, chunk.end);

describe('splitting sections into chunks', () => {
  it('shows a clause without its heading and embeds it under title and heading path', async () => {
    const document = documentOf('2024年养老工作要点', [
      {
        label: '一、',
        title: '健全服务网络',
        sections: [
          { label: '（一）', title: '建设助餐点', closing: '。', body: '新建社区助餐点二十个。' },
        ],
      },
    ]);
    const [clause] = await split(document);
    expect(shown(document, clause)).toBe('新建社区助餐点二十个。');
    expect(clause).toMatchObject({
      id: 'd1-0-0.0',
      sectionId: 'd1-0-0',
      context: '2024年养老工作要点\n健全服务网络\n建设助餐点',
    });
  });

  it('leaves a heading to the clauses under it, which carry it as context', async () => {
    const document = documentOf('办法', [
      { label: '第一章', title: '总则', sections: [{ label: '第一条', body: '为了养路。' }] },
    ]);
    const chunks = await split(document);
    expect(chunks.map((chunk) => shown(document, chunk))).toEqual(['为了养路。']);
    expect(chunks[0]?.context).toBe('办法\n总则');
  });

  it('gives a section that is nothing but a heading one chunk over it', async () => {
    const document = documentOf('清单', [{ label: '一、', title: '道路养护' }]);
    const [heading] = await split(document);
    expect(shown(document, heading)).toBe('一、道路养护');
    expect(heading?.context).toBe('清单');
  });

  it('keeps the words before the first child apart from the child', async () => {
    const document = documentOf('方案', [
      {
        label: '一、',
        title: '目标',
        body: '到年底见效。',
        sections: [{ label: '1.', title: '修路', closing: '。', body: '修路十条。' }],
      },
    ]);
    const chunks = await split(document);
    expect(chunks.map((chunk) => shown(document, chunk))).toEqual(['到年底见效。', '修路十条。']);
  });

  it('gives the smallest clause its own chunk', async () => {
    const document = documentOf('条例', [
      { label: '第三条', kind: 'article', closing: '　', body: '免费。' },
      { label: '第四条', kind: 'article', closing: '　', body: '公开。' },
    ]);
    const chunks = await split(document);
    expect(chunks.map((chunk) => shown(document, chunk))).toEqual(['免费。', '公开。']);
  });

  it('lets the items of an article without a title know what they are a list of', async () => {
    const document = documentOf('条例', [
      {
        label: '第九条',
        kind: 'article',
        closing: '　',
        body: '有下列情形之一的，不予补贴：',
        sections: [{ label: '（一）', closing: '', body: '重复申领的；', kind: 'item' }],
      },
    ]);
    const [, item] = await split(document);
    expect(item?.context).toBe('条例\n有下列情形之一的，不予补贴：');
  });

  it('does not take a first sentence for a heading that only looks like the title', async () => {
    const document = documentOf('要点', [
      { label: '1.', closing: '', body: '加强培训，办班三期。' },
    ]);
    const [chunk] = await split(document);
    expect(shown(document, chunk)).toBe('加强培训，办班三期。');
  });

  it('finds the heading whose characters are broken by Markdown and line ends', () => {
    const text = '## **第二\n条** 　【适用\n范围】本法适用于道路。';
    const section: Section = {
      ...(documentOf('', [{ label: '第二条', title: '适用范围' }]).sections[0] as Section),
      start: 0,
      end: text.length,
    };
    expect(text.slice(headingEnd(text, section, section))).toBe('本法适用于道路。');
  });

  it('splits what does not fit at sentence ends, each part knowing its clause', async () => {
    const sentence = '各单位要按月报送进展情况。';
    const document = documentOf('通知', [
      { label: '一、', title: '报送', body: sentence.repeat(20) },
    ]);
    const chunks = await split(document, 128);
    expect(chunks.length).toBeGreaterThan(2);
    for (const [part, chunk] of chunks.entries()) {
      expect(chunk).toMatchObject({ part, id: `d1-0.${part}`, context: '通知\n报送' });
      expect(shown(document, chunk)).toMatch(/^(各单位要按月报送进展情况。)+$/);
    }
  });

  it('splits a single over-long sentence at commas', async () => {
    const document = documentOf('通知', [
      { label: '一、', title: '要求', body: '抓紧落实，'.repeat(60) },
    ]);
    for (const chunk of await split(document, 100)) {
      expect(shown(document, chunk)).toMatch(/^(抓紧落实，)+$/);
    }
  });

  it('keeps the text in when the path above it is as long as the model reads', async () => {
    const document = documentOf('很长的题目'.repeat(30), [
      { label: '一、', title: '长标题'.repeat(40), body: '正文要进得去。' },
    ]);
    const [chunk] = await split(document, 64);
    expect(chunk?.context.length).toBeLessThanOrEqual(32);
    expect(shown(document, chunk)).toBe('正文要进得去。');
  });

  it('takes a giant section without a single mark in little time', async () => {
    const document = documentOf('表', [
      { label: '一、', title: '数', body: '一二三四'.repeat(50_000) },
    ]);
    let counted = 0;
    await splitSections(document, {
      maxTokens: 512,
      countTokens: (texts) => {
        counted += texts.reduce((sum, text) => sum + text.length, 0);
        return countTokens(texts);
      },
    });
    expect(counted).toBeLessThan(20 * document.text.length);
  });
});

const words = fc.string({
  unit: fc.constantFrom('路', '桥', '。', '；', '，', '\n', ' ', '𠀀', '”', '：', 'a', '1'),
  maxLength: 300,
});
const title = fc.string({ unit: fc.constantFrom('路', '桥', '𠀀', '，'), maxLength: 12 });
const sectionOver = (children: fc.Arbitrary<PrintedSection[]>): fc.Arbitrary<PrintedSection> =>
  fc.record({
    label: fc.constantFrom('', '一、', '第一条', '（一）'),
    title,
    closing: fc.constantFrom('。', '\n', '：', '　'),
    body: words,
    sections: children,
  });
const leaf = sectionOver(fc.constant([]));
const printedSection = sectionOver(fc.array(leaf, { maxLength: 3 }));

describe('the chunks of any document', () => {
  const anyDocument = fc
    .array(printedSection, { minLength: 1, maxLength: 4 })
    .map((sections) => documentOf('办法', sections));

  it('tile the own text of each section but for heading and blanks, inside the model limit', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, fc.integer({ min: 24, max: 200 }), async (document, limit) => {
        const chunks = await split(document, limit);
        for (const section of everySection(document.sections)) {
          const own = ownRange(section);
          const parts = chunks.filter(({ sectionId }) => sectionId === section.id);
          const joined = parts.map((part) => shown(document, part)).join('');
          const whole = document.text.slice(own.start, own.end);
          const body = document.text.slice(headingEnd(document.text, section, own), own.end);
          const heading = section.sections.length === 0 ? whole : '';
          expect(blankless(joined)).toBe(blankless(body) || blankless(heading));
          expect(parts.map(({ part }) => part)).toEqual(parts.map((_, position) => position));
          for (const { start, end } of parts) {
            expect(start).toBeGreaterThanOrEqual(own.start);
            expect(end).toBeLessThanOrEqual(own.end);
            // Half of a surrogate pair has no UTF-8: encoding would not give it back.
            const part = document.text.slice(start, end);
            expect(Buffer.from(part).toString()).toBe(part);
          }
        }
        for (const chunk of chunks) {
          const text = embeddedText(chunk, { text: document.text, range: chunk });
          expect(text.length + 2).toBeLessThanOrEqual(Math.max(limit, chunk.context.length + 5));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are covered by their sentence windows, which stay inside and move on', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        for (const chunk of await split(document)) {
          expect(chunk.windows.length).toBeGreaterThan(0);
          let covered = chunk.start;
          for (const { start, end } of chunk.windows) {
            expect(document.text.slice(Math.min(covered, start), start).trim()).toBe('');
            expect(end).toBeGreaterThan(covered);
            covered = end;
          }
          expect(covered).toBe(chunk.end);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function everySection(sections: readonly Section[]): readonly Section[] {
  return sections.flatMap((section) => [section, ...everySection(section.sections)]);
}

function blankless(text: string): string {
  return text.replace(/\s/g, '');
}
