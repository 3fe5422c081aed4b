import { describe, expect, it } from 'vitest';
import { readYears, shanghaiYear } from '../../src/retrieve/years.js';

function years(question: string): readonly (readonly [number, string])[] {
  return readYears(question, 2024).map(({ year, kind }) => [year, kind]);
}

describe('the years of a question', () => {
  it.each([
    ['今年的重点', 2024, 'relative'],
    ['本年度任务', 2024, 'relative'],
    ['去年办了几场', 2023, 'relative'],
    ['上年度总结', 2023, 'relative'],
    ['前年的要点', 2022, 'relative'],
    ['明年怎么安排', 2025, 'relative'],
    ['2023年商务工作要点', 2023, 'explicit'],
    ['二〇二三年商务工作要点', 2023, 'explicit'],
    ['2023商务要点', 2023, 'explicit'],
    ['到2025年覆盖率', 2025, 'date'],
    ['2020年以前签的合同', 2020, 'date'],
    ['2015年3月的规定', 2015, 'date'],
    ['What is planned this year?', 2024, 'relative'],
  ] as const)('%s', (question, year, kind) => {
    expect(years(question)).toEqual([[year, kind]]);
  });

  it.each(['国办发〔2023〕15号', '《2019年工作要点》讲什么', '试用期满一年', '2000元以上罚款'])(
    'does not take a number for a year: %s',
    (question) => {
      expect(years(question)).toEqual([]);
    },
  );
});

describe('the year in Shanghai', () => {
  it('turns eight hours before the one in UTC', () => {
    expect(shanghaiYear(new Date('2023-12-31T15:59:59Z'))).toBe(2023);
    expect(shanghaiYear(new Date('2023-12-31T16:00:00Z'))).toBe(2024);
  });
});
