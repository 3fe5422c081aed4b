import { describe, expect, it } from 'vitest';
import { findGold, goldCharacters, isOfGold, mergedRanges } from '../../src/eval/gold.js';
import { citationOf, library, rangeOf } from './library.js';

const { store } = library;
const ROADS = '2023年公路工作要点';
const RULES = '停车场管理办法';

const goldOf = (document: string, address: string) => {
  const [gold] = findGold(
    [
      {
        id: 'q1',
        type: 'fact',
        question: '？',
        turns: [],
        expect: 'answered',
        gold: [{ document, address }],
        words: [],
        all: false,
      },
    ],
    store,
  );
  return gold?.[0] ?? [];
};
const isHit = (
  shown: readonly [title: string, address: string, quote: string],
  gold: readonly [title: string, address: string],
) => isOfGold(citationOf(store, shown), goldOf(...gold));

describe('a hit', () => {
  it('is the gold clause itself, and no sibling of it', () => {
    expect(isHit([ROADS, '一、（一）', '检测桥梁'], [ROADS, '一、（一）'])).toBe(true);
    expect(isHit([ROADS, '一、（二）', '每周清扫'], [ROADS, '一、（一）'])).toBe(false);
  });

  it('is a clause below it, and not the heading above it', () => {
    expect(isHit([ROADS, '一、（二）', '每周清扫'], [ROADS, '一、'])).toBe(true);
    expect(isHit([ROADS, '一、', '一、养护'], [ROADS, '一、（二）'])).toBe(false);
  });

  it('is, for a 项, its article up to the words shown, and no other article', () => {
    const item = [RULES, '第二条第二款第（二）项'] as const;
    expect(isHit([RULES, '第二条', '第二条'], item)).toBe(true);
    expect(isHit([RULES, '第二条第二款', '经营者不得'], item)).toBe(true);
    expect(isHit([RULES, '第二条第一款', '公示收费标准'], item)).toBe(false);
    expect(isHit([RULES, '第三条', '本办法自公布'], item)).toBe(false);
  });

  it('is a quotation that holds the whole clause', () => {
    expect(isHit([ROADS, '一、', '（二）路面保洁。每周清扫两次。'], [ROADS, '一、（二）'])).toBe(
      true,
    );
    expect(isHit([ROADS, '一、', '每周清扫'], [ROADS, '一、（一）'])).toBe(false);
  });

  it('is any section of the document where the address is empty, and none of another', () => {
    expect(isHit([ROADS, '二、（一）', '汛期前'], [ROADS, ''])).toBe(true);
    expect(isHit([RULES, '第三条', '本办法自公布'], [ROADS, ''])).toBe(false);
  });
});

describe('gold clauses', () => {
  it('are refused, all of them by name, where the documents lack them', () => {
    const question = {
      type: 'fact',
      question: '？',
      turns: [],
      expect: 'answered',
      words: [],
      all: false,
    } as const;
    expect(() =>
      findGold(
        [
          { ...question, id: 'q1', gold: [{ document: ROADS, address: '九、' }] },
          { ...question, id: 'q2', gold: [{ document: '别的文件', address: '' }] },
          { ...question, id: 'q3', gold: [{ document: ROADS, address: '一、' }] },
        ],
        store,
      ),
    ).toThrow(/2 处[\s\S]*q1 《2023年公路工作要点》九、[\s\S]*q2 《别的文件》/u);
  });

  it('count the characters inside them once, however often they are gold', () => {
    const gold = [goldOf(ROADS, '一、（一）'), goldOf(ROADS, '一、')];
    expect(goldCharacters(rangeOf(store, ROADS, '检测桥梁'), gold)).toBe(4);
    expect(goldCharacters(rangeOf(store, ROADS, '汛期前'), gold)).toBe(0);
    expect(goldCharacters(rangeOf(store, ROADS, '两次。\n二、安全'), gold)).toBe(3);
  });
});

describe('merged ranges', () => {
  it('are one where they overlap or touch, in order', () => {
    const merged = mergedRanges([
      { start: 5, end: 8 },
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 6, end: 7 },
    ]);
    expect(merged).toEqual([
      { start: 0, end: 4 },
      { start: 5, end: 8 },
    ]);
    expect(mergedRanges([])).toEqual([]);
  });
});
