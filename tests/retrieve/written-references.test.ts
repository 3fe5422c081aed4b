import { describe, expect, it } from 'vitest';
import { type WrittenReference, writtenReferences } from '../../src/retrieve/written-references.js';

function words({ origin, steps, role }: WrittenReference): string {
  const from = origin.kind === 'before' ? `${origin.unit}-${origin.distance}` : origin.kind;
  const path = steps.map(({ unit, number, sub }) => `${unit} ${number}${sub ? `-${sub}` : ''}`);
  return `${role}: ${[from, ...path].join(' > ')}`;
}

function read(text: string): readonly string[] {
  return writtenReferences(text).map(words);
}

describe('clauses that a text refers to by number', () => {
  it.each([
    ['违反本条例第十五条规定的，处罚款', 'breach: document > article 15'],
    [
      '违反本法第八十三条第一款第三项规定的',
      'breach: document > article 83 > paragraph 1 > item 3',
    ],
    ['违反第十五条第（三）项的', 'breach: document > article 15 > item 3'],
    ['依照本法第一百二十四条的规定给予处罚', 'follow: document > article 124'],
    ['有本法第十九条之一规定情形的', 'case: document > article 19-1'],
    ['单位有前款行为的，处罚款', 'case: paragraph-1'],
    ['有前条第二项行为的', 'case: article-1 > item 2'],
    ['违反本条第一款规定的', 'breach: article > paragraph 1'],
    ['依照第一款规定给予处罚', 'follow: article > paragraph 1'],
    ['符合本法第三条规定的条件', 'mention: document > article 3'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it('reads lists, what follows taking over what stands above it', () => {
    expect(read('违反本规定第二十一条第二款第三项、第五项或者第二十五条第四款规定')).toEqual([
      'breach: document > article 21 > paragraph 2 > item 3',
      'breach: document > article 21 > paragraph 2 > item 5',
      'breach: document > article 25 > paragraph 4',
    ]);
    expect(read('违反第十九条第（一）、（二）项规定的')).toEqual([
      'breach: document > article 19 > item 1',
      'breach: document > article 19 > item 2',
    ]);
  });

  it('reads ranges whole, and those too long to mean each clause by their ends', () => {
    expect(read('违反第三十条第一项至第三项规定的')).toEqual([
      'breach: document > article 30 > item 1',
      'breach: document > article 30 > item 2',
      'breach: document > article 30 > item 3',
    ]);
    expect(read('适用第十条至第十二条的规定')).toHaveLength(3);
    expect(read('适用第一条至第九十条的规定')).toHaveLength(2);
  });

  it('reads its own document behind another one’s', () => {
    expect(read('依照《刑法》第十条和本条例第十二条处罚')).toEqual([
      'follow: document > article 12',
    ]);
    expect(read('违反本法第十条和本法第十二条')).toEqual([
      'breach: document > article 10',
      'breach: document > article 12',
    ]);
  });

  it('reads lists of any length', () => {
    expect(writtenReferences(`违反${'前六条、'.repeat(25_000)}`)).toHaveLength(150_000);
    expect(writtenReferences('第一、'.repeat(10_000))).toEqual([]);
  });

  it('reads 前两款 as the two before', () => {
    expect(read('依照前两款规定处罚')).toEqual(['follow: paragraph-2', 'follow: paragraph-1']);
  });

  it.each([
    '依照《中华人民共和国治安管理处罚法》第四十二条处罚',
    '构成刑法第二百三十四条规定的犯罪',
    '第一百条件不符的申请',
    '前项目负责人应当到场',
    '会议第三项议程',
    '提前条件成就的',
  ])('reads none of its own document in: %s', (text) => {
    expect(read(text)).toEqual([]);
  });
});
