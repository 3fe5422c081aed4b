import { describe, expect, it } from 'vitest';
import { slice, statementsIn } from '../../src/answer/clause-text.js';
import { childHeadings } from '../../src/answer/compose-overview.js';
import { readOutline } from '../../src/outline/read-outline.js';

function statements(body: string): readonly string[] {
  const [document] = readOutline({ source: 'a.txt', text: body, markup: 'plain', sha256: '' });
  if (document === undefined) throw new Error('no document');
  const range = { start: document.start, end: document.end };
  return statementsIn(document, range).map((piece) => slice(document, piece));
}

const LONG = '对符合条件的中小微企业按照实际缴纳的社会保险费给予补贴，每户每年最高不超过五十万元';

describe('statementsIn', () => {
  it('cuts a long sentence at its semicolons, and leaves a short one whole', () => {
    expect(statements(`${LONG}；${LONG}；${LONG}。`)).toHaveLength(3);
    expect(statements('甲负责收；乙负责管。')).toHaveLength(1);
  });

  it('keeps with a part what says nothing without it', () => {
    const parts = statements(`${LONG}；${LONG}；${LONG}，责令改正；拒不改正的，处五百元罚款。`);
    expect(parts.slice(0, 2)).toEqual([`${LONG}；`, `${LONG}；`]);
    expect(parts.slice(2)).toEqual([`${LONG}，责令改正；拒不改正的，处五百元罚款。`]);
  });

  it('takes a heading in the line apart from what stands under it', () => {
    expect(statements('工作已经部署。 二、加大资金支持 各地要安排专项资金。')).toEqual([
      '工作已经部署。',
      '二、加大资金支持',
      '各地要安排专项资金。',
    ]);
  });
});

describe('the headings of an overview', () => {
  it('leave out what introduces a numbered list without a number, and keep what ends it', () => {
    const section = (label: string, title: string, start: number) => ({
      id: `s${start}`,
      kind: 'heading' as const,
      label,
      title,
      address: label,
      level: 1,
      start,
      end: start + 10,
      sections: [],
    });
    const list = [section('', '总体思路', 0), section('1.', '招商', 10), section('2.', '外贸', 20)];
    const titles = childHeadings([...list, section('', '附件', 30)]).map(({ title }) => title);
    expect(titles).toEqual(['招商', '外贸', '附件']);
    expect(childHeadings([section('', '甲', 0), section('', '乙', 10)])).toHaveLength(2);
  });
});
