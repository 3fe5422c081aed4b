import { describe, expect, it } from 'vitest';
import { enumerationItems } from '../../src/outline/enumeration-items.js';

const items = (text: string) =>
  enumerationItems(text, { start: 0, end: text.length }).map((item) => [
    item.label,
    text.slice(item.start, item.end),
  ]);

describe('enumerationItems', () => {
  it('finds 一是…二是…三是', () => {
    expect(items('工作如下：一是加强学习。二是改进作风；三是抓好落实。')).toEqual([
      ['一是', '一是加强学习。'],
      ['二是', '二是改进作风；'],
      ['三是', '三是抓好落实。'],
    ]);
  });

  it('finds 首先…其次', () => {
    expect(items('首先，人手不足。其次，经费紧张。').map(([label]) => label)).toEqual([
      '首先',
      '其次',
    ]);
  });

  it('finds （1）…（2） and circled numbers', () => {
    expect(items('应当具备：（1）身份证；（2）户口簿。').map(([label]) => label)).toEqual([
      '（1）',
      '（2）',
    ]);
    expect(items('包括①姓名②住址').map(([, words]) => words)).toEqual(['①姓名', '②住址']);
  });

  it('does not take 统一是 or a lone （1） for an enumeration', () => {
    expect(items('这样统一是必要的，第一要务是发展。')).toEqual([]);
    expect(items('见附表（1）。')).toEqual([]);
  });

  it('counts offsets from the start of the text', () => {
    const text = '标题\n一是甲。二是乙。\n下一段。';
    const [first, second] = enumerationItems(text, { start: 3, end: text.length });
    expect([first?.start, second?.end]).toEqual([3, 11]);
  });
});
