import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';
import { clauseReferences } from '../../src/retrieve/clause-references.js';

function documentOf(text: string) {
  const [document] = readOutline({ source: 'a.txt', text, markup: 'plain', sha256: '' });
  if (document === undefined) throw new Error('no document');
  return document;
}

/** `from → to`, by address; an item in the line by its words. */
function links(...lines: readonly string[]): readonly string[] {
  const document = documentOf(['云岭市集市管理条例', ...lines].join('\n'));
  return clauseReferences(document).map(
    ({ from, to }) =>
      `${from.section.address} → ${
        to.item === undefined ? to.section.address : document.text.slice(to.item.start, to.item.end)
      }`,
  );
}

const MARKET = [
  '第一条 为了规范集市，制定本条例。',
  '第二条 摊主应当亮照经营。',
  '摊主不得有下列行为：',
  '（一）占用通道；',
  '（二）使用明火；',
  '（三）贩卖活禽。',
  '第三条 集市每日清扫。',
];

describe('references from clause to clause', () => {
  it('lead to the article, paragraph and item that they name', () => {
    expect(
      links(
        ...MARKET,
        '第四条 违反本条例第三条规定的，处五十元罚款。',
        '违反本条例第二条第二款第二项、第三项规定的，处一百元罚款。',
      ),
    ).toEqual([
      '第四条第一款 → 第三条',
      '第四条第二款 → 第二条第二款第（二）项',
      '第四条第二款 → 第二条第二款第（三）项',
    ]);
  });

  it('count back from where they stand', () => {
    expect(
      links(...MARKET, '第四条 违反前条规定的，处五十元罚款。', '单位有前款行为的，处五百元罚款。'),
    ).toEqual(['第四条第一款 → 第三条', '第四条第二款 → 第四条第一款']);
  });

  it('take an article over from the words or the lead-in that name it', () => {
    expect(
      links(
        ...MARKET,
        '第四条 违反第二条第一款规定的，处二百元罚款；违反第二款规定的，处三百元罚款。',
        '第五条 违反本条例第二条规定，按照下列规定处罚：',
        '（一）违反第二款第（一）项规定的，处五十元罚款；',
        '（二）违反第二款第（二）项规定的，处一百元罚款。',
      ),
    ).toEqual([
      '第四条 → 第二条第一款',
      '第四条 → 第二条第二款',
      '第五条 → 第二条',
      '第五条第（一）项 → 第二条第二款第（一）项',
      '第五条第（二）项 → 第二条第二款第（二）项',
    ]);
  });

  it('lead to the article where its paragraph or item is not there', () => {
    expect(links(...MARKET, '第四条 违反本条例第三条第四款规定的，处五十元罚款。')).toEqual([
      '第四条 → 第三条',
    ]);
  });

  it('lead nowhere where the article is not there, is another law’s or is the clause itself', () => {
    expect(
      links(
        ...MARKET,
        '第四条 违反本条例第三十条规定的，依照《集市法》第二条处罚。',
        '第五条 违反本条规定的，责令改正。',
      ),
    ).toEqual([]);
  });

  it('stay in the part that they stand in, where another counts anew', () => {
    const part = [
      '第一条 摊主应当亮照。',
      '第二条 集市每日清扫。',
      '第三条 摊主不得占道。',
      '违反第三条第一款规定的，处五十元罚款。',
    ];
    const document = documentOf(
      ['云岭市集市管理条例', '第一章 早市', ...part, '第二章 夜市', ...part].join('\n'),
    );
    const found = clauseReferences(document);
    expect(found).toHaveLength(2);
    for (const { from, to } of found) expect(to.path.at(-2)).toBe(from.path.at(-2));
  });

  it('are read from long lists that refer to long lists', () => {
    const items = Array.from({ length: 900 }, (_, index) => index + 1);
    const found = links(
      '第一条 摊主不得有下列行为：',
      ...items.map((number) => `（${number}）占道；`),
      '第二条 违反第一条规定的，按照下列规定处罚：',
      ...items.map((number) => `（${number}）违反第${number}项规定的，处罚款；`),
    );
    expect(found).toHaveLength(901);
    expect(found.at(-1)).toBe('第二条第（900）项 → 第一条第（900）项');
  });

  it('are not read from a text that amends another', () => {
    const text = '云岭市集市管理条例修正案\n第一条 原第二条修改。\n第二条 违反第一条规定的，处罚。';
    expect(clauseReferences(documentOf(text))).toEqual([]);
  });

  it('stand in the own words of the clause that refers, for any text', () => {
    const line = fc.constantFrom(
      ...MARKET,
      '第四条 违反第二条第二款第三项的，依照前款处罚。',
      '有前两款行为的，依照第一条至第三条处理。',
      '第',
      '本条',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const document = documentOf(['云岭市集市管理条例', ...lines].join('\n'));
        for (const { from, to, start, end } of clauseReferences(document)) {
          expect(start).toBeGreaterThanOrEqual(from.section.start);
          expect(end).toBeLessThanOrEqual(from.section.end);
          expect(to.document).toBe(document);
          expect(to.path.at(-1)).toBe(to.section);
        }
      }),
    );
  });
});
