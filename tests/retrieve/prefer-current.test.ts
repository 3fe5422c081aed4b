import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';
import {
  outdatedBelow,
  withoutOutdated,
  withoutSuperseded,
} from '../../src/retrieve/prefer-current.js';
import type { RetrievedSection } from '../../src/retrieve/retrieval.js';
import { createStandings } from '../../src/retrieve/succession.js';

const version = (on: string) =>
  readOutline({
    source: `${on}.txt`,
    text: `云岭市停车管理办法\n（${on}云岭市人民政府公布）\n第一条 为了规范停车，制定本办法。\n第二条 每小时收费五元。`,
    markup: 'plain',
    sha256: '',
  });
const documents = [...version('2015年3月1日'), ...version('2021年4月2日')];
const [old, current] = documents;
const standings = createStandings(documents);
const standingOf = (document: (typeof documents)[number]) => standings(document, '2024-06-01');

function hit(document: typeof old, score: number): RetrievedSection {
  const section = document?.sections[1];
  if (document === undefined || section === undefined) throw new Error('no such clause');
  const { start, end } = section;
  const features = { cosine: 0, coverage: 0 };
  return { document, section, path: [section], start, end, score, features };
}
const shown = (hits: readonly RetrievedSection[]) =>
  hits.map(({ document, score }) => [document === old ? 'old' : 'current', score]);

describe('what a superseded document says', () => {
  const equal = [hit(old, 0.9), hit(current, 0.8)];
  const better = [hit(old, 0.9), hit(current, 0.5)];

  it('is left out where its successor says it about as well', () => {
    expect(shown(withoutOutdated(equal, standingOf))).toEqual([['current', 0.8]]);
  });

  it('is heard where it clearly outdoes its successor, or that has nothing', () => {
    expect(withoutOutdated(better, standingOf)).toBe(better);
    expect(withoutOutdated([hit(old, 0.9)], standingOf)).toHaveLength(1);
  });

  it('stands below its successor in a list of results, in score too', () => {
    expect(shown(outdatedBelow(equal, standingOf))).toEqual([
      ['current', 0.8],
      ['old', 0.8],
    ]);
    expect(outdatedBelow(better, standingOf)).toBe(better);
  });

  it('counts as before on a day before the successor took effect', () => {
    const before = (document: (typeof documents)[number]) => standings(document, '2020-01-01');
    expect(withoutOutdated(equal, before)).toBe(equal);
  });
});

it('documents are left out only where their successor is among them', () => {
  expect(withoutSuperseded(documents, standingOf)).toEqual([current]);
  const alone = documents.slice(0, 1);
  expect(withoutSuperseded(alone, standingOf)).toBe(alone);
});
