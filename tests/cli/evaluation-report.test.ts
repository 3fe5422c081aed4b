import { describe, expect, it } from 'vitest';
import { passageReport } from '../../src/cli/evaluation-report.js';

describe('the report of a passage set', () => {
  it('lists its figures, and the questions that nothing was found for', () => {
    const failures = [{ id: 'q1', question: '问', gold: ['a'], found: ['b', 'c'] }];
    const figures = { 'hit@1': 0.5, p50Ms: 12.34 };
    const report = passageReport({ name: 'p', questions: 1, figures, failures, results: [] });
    expect(report).toMatch(/hit@1 +0\.500/);
    expect(report).toMatch(/p50Ms +12\.3 ms/);
    expect(report).toContain('q1 问  标准 a，找到 b c');
  });
});
