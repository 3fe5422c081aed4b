import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, quoteRange, readerText } from '../../../src/channels/reader/reader-text.js';
import type { PolicyDocument } from '../../../src/outline/outline.js';

function documentOf(text: string, fields: Partial<PolicyDocument> = {}): PolicyDocument {
  return {
    id: 'd',
    title: '标题',
    source: '文件.txt',
    text,
    start: 0,
    end: text.length,
    sections: [
      {
        id: 's',
        kind: 'heading',
        label: '一、',
        title: '总则',
        address: '一、',
        level: 1,
        start: 0,
        end: text.length,
        sections: [],
      },
    ],
    metadata: {
      issuer: null,
      department: null,
      year: null,
      documentNumber: null,
      issuedOn: null,
      effectiveOn: null,
    },
    ...fields,
  };
}

function linesOf(document: PolicyDocument, quote: { start: number; end: number } | null) {
  const text = readerText(document, quote);
  return [...text.title, ...text.preliminaries, ...document.sections.flatMap(text.own)];
}

function words(lines: readonly Line[], isWanted: (quoted: string) => boolean = () => true) {
  return lines
    .flatMap((line) => [...line.heading, ...line.words])
    .filter(({ quoted }) => isWanted(quoted))
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');
}

const someText = fc
  .array(fc.constantFrom('一、', '总则', '。', '\n', ' ', '　', '😀', '文', '**', '# ', 'a'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

describe('the text of the reader', () => {
  it('loses no word of any plain text, and marks exactly the quoted ones', () => {
    fc.assert(
      fc.property(someText, fc.nat(80), fc.nat(80), (text, start, length) => {
        const document = documentOf(text);
        const quote = quoteRange(`${start}-${start + length}`, text);
        const lines = linesOf(document, quote);
        expect(words(lines)).toBe(text.replace(/\s/g, ''));
        const quoted = quote === null ? '' : text.slice(quote.start, quote.end).replace(/\s/g, '');
        expect(words(lines, (kind) => kind !== 'no')).toBe(quoted);
        const starts = lines
          .flatMap((line) => [...line.heading, ...line.words])
          .filter((piece) => piece.quoted === 'start');
        expect(starts).toHaveLength(quoted === '' ? 0 : 1);
      }),
    );
  });

  it('never ends a quotation inside a character', () => {
    fc.assert(
      fc.property(someText, fc.nat(80), fc.nat(80), (text, start, length) => {
        const quote = quoteRange(`${start}-${start + length}`, text);
        fc.pre(quote !== null);
        // It throws on half a character.
        expect(() => encodeURIComponent(text.slice(quote?.start, quote?.end))).not.toThrow();
      }),
    );
  });

  it('tells a heading from the words that follow it on the same line', () => {
    const [line] = linesOf(documentOf('一、总则。为了规范管理。'), null);
    expect(line?.heading.map(({ text }) => text)).toEqual(['一、总则。']);
    expect(line?.words.map(({ text }) => text)).toEqual(['为了规范管理。']);
  });

  it('reads Markdown marks as marks in Markdown only', () => {
    const text = '## 一、总则\n**重点** 是_落实_。';
    expect(words(linesOf(documentOf(text, { source: '文件.md' }), null))).toBe(
      '一、总则重点是_落实_。',
    );
    expect(words(linesOf(documentOf(text), null))).toBe(text.replace(/\s/g, ''));
  });

  it('finds a title that is printed over several lines', () => {
    const text = '关于加强招商的\n通知\n2023年1月\n一、总则';
    const start = text.indexOf('一、');
    const [section] = documentOf(text).sections;
    const document = documentOf(text, {
      title: '关于加强招商的通知',
      sections: section === undefined ? [] : [{ ...section, start }],
    });
    const { title, preliminaries } = readerText(document, null);
    expect(title.map((line) => words([line]))).toEqual(['关于加强招商的', '通知']);
    expect(preliminaries.map((line) => words([line]))).toEqual(['2023年1月']);
  });
});
