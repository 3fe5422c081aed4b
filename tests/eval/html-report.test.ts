import { describe, expect, it } from 'vitest';
import { evaluateLabelled } from '../../src/eval/evaluate-labelled.js';
import { escaped, htmlReport } from '../../src/eval/html-report.js';
import { labelledPage } from '../../src/eval/labelled-page.js';
import { readLabelledQuestions } from '../../src/eval/labelled-questions.js';
import { createRefusalWatch } from '../../src/eval/refusal-watch.js';
import { refusalCurveSvg } from '../../src/eval/svg-curve.js';
import { NO_REFUSAL_FEATURES } from '../../src/retrieve/refusal-score.js';
import { answerOf, library } from './library.js';

const QUESTIONS = readLabelledQuestions(
  [
    '{"id":"q1","type":"fact","question":"<script>alert(1)</script>桥梁","expect":"answered","gold":[{"document":"2023年公路工作要点","address":"一、（一）"}]}',
    '{"id":"q2","type":"refuse-off","question":"今天天气","expect":"refused","gold":[]}',
  ].join('\n'),
  'q.jsonl',
);

async function page(refusalScoreOf?: () => number) {
  const evaluation = await evaluateLabelled(QUESTIONS, {
    ...library,
    ask: () => Promise.resolve(answerOf([])),
    ...(refusalScoreOf === undefined ? {} : { refusalScoreOf }),
  });
  const facts = ['2023-06-01'];
  return htmlReport(
    labelledPage(evaluation, { name: 'q', facts, refuseBelow: 0.3, comparison: null }),
  );
}

describe('the HTML report', () => {
  it('stands alone: no script, no address, nothing loaded', async () => {
    const html = await page(() => 0.5);
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/u);
    expect(html).not.toMatch(/<script|<link|<img|<iframe| src=|href=|@import|url\(/u);
    expect(html.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/u);
    expect(html).toContain(`default-src 'none'`);
  });

  it('shows questions as text, whatever stands in them', async () => {
    expect(await page()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;桥梁');
    expect(escaped(`a<b>&"'\u0000`)).toBe('a&lt;b&gt;&amp;&quot;&#39;\ufffd');
  });

  it('has the scores, each type, the failures and rules for print', async () => {
    const html = await page();
    expect(html).toContain('<th scope="row">refused-when-should</th><td>1.000</td>');
    expect(html).toContain('<th scope="row">refuse-off</th><td>1</td>');
    expect(html).toContain('没有答好的问题（1 道）');
    expect(html).toContain('@media print');
  });

  it('draws the refusal curve where scores are known, and leaves it out where not', async () => {
    const html = await page(() => 0.5);
    expect(html).toContain('拒答曲线');
    expect(html.match(/<polyline/gu)).toHaveLength(2);
    expect(html).toContain('现在的拒答线 0.30');
    expect(await page()).not.toContain('<svg');
  });
});

it('the curve runs from left to right, higher shares higher up', () => {
  const svg = refusalCurveSvg(
    [
      { refuseBelow: 0.25, refusedWhenShould: 0.5, refusedWhenShouldNot: 0 },
      { refuseBelow: 0.75, refusedWhenShould: 1, refusedWhenShouldNot: 0.5 },
    ],
    0.25,
  );
  const [x1, y1, x2, y2] = (/class="should" points="([^"]+)"/u.exec(svg)?.[1] ?? '')
    .split(/[ ,]/u)
    .map(Number);
  expect(x1).toBeLessThan(x2 ?? 0);
  expect(y1).toBeGreaterThan(y2 ?? Number.POSITIVE_INFINITY);
  expect(svg).toContain('拒答线 0.25：该拒答的拒答 0.500，该回答的拒答 0.000');
});

describe('the refusal score of an answer', () => {
  const features = NO_REFUSAL_FEATURES;
  const model = { intercept: 0, weights: features, refuseBelow: 0.3 };
  const watched = async (kind: 'answered' | 'refused', searches: number) => {
    const watch = createRefusalWatch();
    const answer = await watch.watch(() => {
      for (let search = 0; search < searches; search += 1) watch.onFeatures(features);
      return Promise.resolve({ ...answerOf([]), kind });
    });
    return watch.scoreOf(answer, model);
  };

  it('is the model’s where the threshold decided as it says', async () => {
    expect(await watched('answered', 1)).toBe(0.5);
  });

  it('is certain where a rule decided, or nothing was searched', async () => {
    expect(await watched('refused', 1)).toBe(0);
    expect(await watched('refused', 0)).toBe(0);
    expect(await watched('answered', 0)).toBe(1);
    expect(await watched('answered', 2)).toBe(1);
  });
});
