import { describe, expect, it } from 'vitest';
import { timeWords, yearSpan } from '../../../src/widget/elements/time-words.js';

const now = new Date(2026, 10, 23, 17, 30);
const options = { nowMs: now.getTime(), language: 'zh' } as const;

describe('timeWords', () => {
  it('is the hour of today', () => {
    expect(timeWords(new Date(2026, 10, 23, 9, 5).getTime(), options)).toBe('09:05');
  });

  it('is the day of this year, and names another year', () => {
    expect(timeWords(new Date(2026, 2, 4).getTime(), options)).toBe('3月4日');
    expect(timeWords(new Date(2025, 2, 4).getTime(), options)).toBe('2025年3月4日');
  });

  it('is empty for what is no time', () => {
    expect(timeWords(1e300, options)).toBe('');
  });
});

describe('yearSpan', () => {
  it('goes from the first to the last year', () => {
    expect(yearSpan([2024, 2021, 2023])).toBe('2021–2024');
  });

  it('is one year where there is one, and empty where there is none', () => {
    expect(yearSpan([2023])).toBe('2023');
    expect(yearSpan([])).toBe('');
  });
});
