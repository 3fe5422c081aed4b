import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/channels/reader/contents.js';
import { plainTitle, quotedWords } from '../../../src/channels/reader/quoted-words.js';
import {
  type LaidOutDocument,
  type LaidOutSection,
  layOut,
} from '../../../src/channels/reader/reader-sections.js';
import { quoteRange } from '../../../src/channels/reader/reader-text.js';
import { standingNote } from '../../../src/channels/reader/standing-note.js';
import { readOutline } from '../../../src/outline/read-outline.js';

function read(text: string) {
  const [document] = readOutline({ source: '文件.txt', text, markup: 'plain', sha256: '' });
  if (document === undefined) throw new Error('no document');
  return document;
}

/** All that is shown, in order, without blanks. */
function shown(
  { title, opening, sections }: LaidOutDocument,
  isWanted = (_: string) => true,
): string {
  const all = (section: LaidOutSection): readonly { text: string; quoted: string }[] => [
    ...(section.heading?.lines.flat() ?? []),
    ...section.leads.flatMap(({ lines }) => lines.flat()),
    ...section.blocks.flatMap(({ words }) => words),
    ...section.sections.flatMap(all),
  ];
  return [...title.flat(), ...opening.flatMap(({ words }) => words), ...sections.flatMap(all)]
    .filter(({ quoted }) => isWanted(quoted))
    .map(({ text }) => text)
    .join('')
    .replace(/\s/gu, '');
}

const law = [
  '某市献血条例',
  '第一章　总则',
  '第一条　为了规范献血工作，制定本条例。',
  '第二条　本条例适用于本市。',
  '本市以外的，参照执行：',
  '（一）邻市；',
  '（二）其他。',
  '第二章　附则',
  '第三条　本条例自2022年2月1日起施行。',
].join('\n');

describe('a document laid out', () => {
  it('sets the number of an article at the head of its first paragraph, with the article’s link', () => {
    const document = read(law);
    const [first] = layOut(document, null).sections;
    expect(first?.typeface).toBe('chapter');
    const article = first?.sections[1];
    const leading = article?.leads.length === 0 ? article.sections[0] : article;
    expect(leading?.leads[0]?.lines.flat().map(({ text }) => text)).toEqual(['第二条']);
    expect(leading?.link).toMatchObject({ id: article?.id, address: '第二条' });
    expect(leading?.blocks[0]?.words.map(({ text }) => text)).toEqual(['本条例适用于本市。']);
  });

  it('loses no word of any text, and marks exactly the quoted ones', () => {
    const lines = fc.constantFrom(
      '第一章　总则',
      '第一条　为了规范工作。',
      '第二条',
      '一、加强管理',
      '（一）突出重点。抓好落实。',
      '1.第一项',
      '各单位：',
      '2023年1月5日',
      '附件1',
      '**第三条**　办法',
      '## 二、保障',
      '| 类 | 别 |',
      '',
    );
    fc.assert(
      fc.property(
        fc.array(lines, { maxLength: 12 }),
        fc.nat(90),
        fc.nat(40),
        (rows, start, length) => {
          const document = read(['某市献血条例', ...rows].join('\n'));
          const quote = quoteRange(`${start}-${start + length}`, document.text);
          const laidOut = layOut(document, quote);
          expect(shown(laidOut)).toBe(document.text.replace(/\s/gu, ''));
          const quoted = quote === null ? '' : document.text.slice(quote.start, quote.end);
          expect(shown(laidOut, (kind) => kind !== 'no')).toBe(quoted.replace(/\s/gu, ''));
        },
      ),
    );
  });

  it('lists chapters and articles as contents, with how an article begins', () => {
    const [chapter] = contentsOf(read(law));
    expect(chapter).toMatchObject({ words: '第一章 总则', hint: '' });
    expect(chapter?.entries[0]).toMatchObject({ words: '第一条' });
    expect(chapter?.entries[0]?.hint).toMatch(/^为了规范献血工作/u);
  });

  it('gives a quotation with its document and the innermost address that holds it', () => {
    const document = read(law);
    const start = document.text.indexOf('制定本条例');
    const words = quotedWords(document, { start, end: start + 5 });
    expect(words).toMatch(/^“制定本条例”（《某市献血条例》第一条.*）$/u);
    const across = quotedWords(document, { start, end: document.text.indexOf('本市以外') });
    expect(across).toMatch(/《某市献血条例》第一章）$/u);
  });

  it('lets no title turn the direction of the line it stands in', () => {
    expect(plainTitle('\u202e办法\u2066')).toBe('办法');
  });
});

describe('the note over a document', () => {
  it('names the one to read instead, and is silent over one in force', () => {
    const by = read(law);
    expect(standingNote({ kind: 'in-force' })).toBeNull();
    expect(standingNote({ kind: 'superseded', by, on: '2022-02-01' })).toMatchObject({
      before: '本文件自2022年2月1日起已被',
      other: by,
    });
    expect(standingNote({ kind: 'repealed', by: null, on: null })).toMatchObject({ other: null });
  });
});
