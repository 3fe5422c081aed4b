import { describe, expect, it } from 'vitest';
import { answerReport, passageReport } from '../../src/cli/evaluation-report.js';

describe('the report of an evaluation', () => {
  it('lines its columns up, Chinese words counting two', () => {
    const report = answerReport('样例', {
      questions: 2,
      figures: { 'hit@1': 0.5, p50Ms: 12.34 },
      byType: {
        fact: { questions: 1, 'hit@1': 1 },
        'refuse-off': { questions: 1, refused: 0 },
      },
      judgements: [],
      failures: [
        {
          id: 's2',
          type: 'refuse-off',
          question: '天气',
          reasons: ['应为 refused'],
          cited: ['《甲》一、'],
        },
      ],
    });
    const lines = report.split('\n');
    expect(lines).toContain('hit@1  0.500');
    expect(lines).toContain('p50Ms  12.3 ms');
    const [head = '', fact = '', refuse = ''] = lines.filter((line) =>
      /^(类型|fact|refuse)/.test(line),
    );
    expect(fact.indexOf('1  ')).toBe(refuse.indexOf('1  '));
    // Two wide characters take the place of four narrow ones.
    expect(head.indexOf('题数')).toBe(fact.indexOf('1  ') - 2);
    expect(report).toContain(
      '没有答好的：1 个\n  s2 [refuse-off] 天气\n      应为 refused。给出的是 《甲》一、',
    );
  });

  it('lists the questions that a passage set found nothing for', () => {
    const failures = [{ id: 'q1', question: '问', gold: ['a'], found: ['b', 'c'] }];
    const report = passageReport({ name: 'p', questions: 1, figures: { MRR: 0 }, failures });
    expect(report).toContain('MRR  0.000');
    expect(report).toContain('q1 问  标准 a，找到 b c');
  });
});
