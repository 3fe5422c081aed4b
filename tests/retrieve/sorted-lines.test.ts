import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedLines } from '../../src/retrieve/sorted-lines.js';

function linesOf(entries: Readonly<Record<string, string>>): SortedLines {
  const lines = Object.entries(entries).map(([key, value]) => Buffer.from(`${key}\t${value}`));
  return new SortedLines(Buffer.from(`${lines.sort(Buffer.compare).join('\n')}\n`));
}

describe('lines in the order of their bytes', () => {
  const lines = linesOf({ plan: '计划', 'plan ahead': '预先', school: '学校', 学校: 'school' });

  it('are found by their whole key', () => {
    expect(lines.get('plan')).toBe('计划');
    expect(lines.get('plan ahead')).toBe('预先');
    expect(lines.get('学校')).toBe('school');
  });

  it('are not found by a part of a key, nor between two', () => {
    expect(lines.get('pla')).toBeUndefined();
    expect(lines.get('plan ')).toBeUndefined();
    expect(lines.get('planet')).toBeUndefined();
    expect(new SortedLines(Buffer.alloc(0)).get('plan')).toBeUndefined();
  });

  it('are found wherever they stand', () => {
    const key = fc.stringMatching(/^[a-z\u4e00-\u4e20 ]{1,6}$/);
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 40 }), (keys) => {
        const table = linesOf(Object.fromEntries(keys.map((one) => [one, `=${one}`])));
        for (const one of keys) expect(table.get(one)).toBe(`=${one}`);
        expect(table.has('A')).toBe(false);
      }),
    );
  });
});
