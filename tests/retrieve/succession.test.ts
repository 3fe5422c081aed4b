import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';
import { createStandings, shanghaiDay } from '../../src/retrieve/succession.js';

const documentsOf = (...texts: readonly string[]) =>
  texts.flatMap((text, index) =>
    readOutline({ source: `${index}.txt`, text, markup: 'plain', sha256: '' }),
  );

/** A rule with its body and its day; closing articles as told. */
const rule = (
  title: string,
  {
    on,
    by = '云岭市人民政府',
    closing = '本办法自公布之日起施行。',
  }: {
    readonly on: string;
    readonly by?: string;
    readonly closing?: string;
  },
) => `${title}
（${on}${by}公布）
第一条 为了规范管理，制定本办法。
第二条 ${closing}`;

/** The standing of the first document among several on a day, in few words. */
function standing(texts: readonly string[], day = '2024-06-01'): string {
  const documents = documentsOf(...texts);
  const [first] = documents;
  if (first === undefined) throw new Error('no document');
  const found = createStandings(documents)(first, day);
  const by = 'by' in found && found.by !== null ? ` ${found.by.source}` : '';
  return `${found.kind}${by}${'on' in found ? ` ${found.on}` : ''}`;
}

const OLD = rule('云岭市停车管理办法', { on: '2015年3月1日' });

describe('a successor', () => {
  it('is a later document of the same title and body', () => {
    expect(standing([OLD, rule('云岭市停车管理办法', { on: '2021年4月2日' })])).toBe(
      'superseded 1.txt 2021-04-02',
    );
  });

  it('is known by its version in brackets too, and a 试行 gives way to what is final', () => {
    const revised = `云岭市停车管理办法（2021年修订）\n第一条 为了规范管理，制定本办法。`;
    expect(standing([OLD, revised])).toBe('superseded 1.txt 2021');
    const trial = rule('云岭市停车管理暂行办法', { on: '2015年3月1日' });
    expect(standing([trial, rule('云岭市停车管理办法', { on: '2021年4月2日' })])).toMatch(
      /^superseded/u,
    );
  });

  it('may be of another title where its 废止 clause names the old, by title or by number', () => {
    const closing = '本办法自2022年1月1日起施行。《云岭市停车管理办法》同时废止。';
    const other = rule('云岭市机动车停放条例', { on: '2021年12月2日', closing });
    expect(standing([OLD, other])).toBe('superseded 1.txt 2022-01-01');
    const notice = `关于加强停车管理的通知\n云府〔2015〕5号\n各部门：\n请执行。\n云岭市人民政府\n2015年3月1日`;
    const byNumber = rule('云岭市机动车停放条例', {
      on: '2021年12月2日',
      closing: '本办法自2022年1月1日起施行，云府〔2015〕5号同时废止。',
    });
    expect(standing([notice, byNumber])).toBe('superseded 1.txt 2022-01-01');
  });

  it('takes its place on the day on which it takes effect, and is announced before', () => {
    const closing = '本办法自2024年9月1日起施行。';
    const next = rule('云岭市停车管理办法', { on: '2024年4月2日', closing });
    expect(standing([OLD, next], '2024-06-01')).toBe('to-be-superseded 1.txt 2024-09-01');
    expect(standing([OLD, next], '2024-09-01')).toBe('superseded 1.txt 2024-09-01');
    expect(standing([next, OLD], '2024-06-01')).toBe('not-yet 2024-09-01');
    expect(standing([next, OLD], '2024-09-01')).toBe('in-force');
  });

  it('is the one in force at the end of a chain', () => {
    const middle = rule('云岭市停车管理办法', { on: '2018年1月1日' });
    const last = rule('云岭市停车管理办法', { on: '2021年4月2日' });
    expect(standing([OLD, middle, last])).toMatch(/^superseded 2\.txt/u);
    expect(standing([OLD, middle, last], '2019-01-01')).toBe('superseded 1.txt 2018-01-01');
  });
});

describe('no successor', () => {
  it.each([
    [
      'an edition of another year',
      '2023年园林工作要点\n一、扩大绿地\n多种树。',
      '2024年园林工作要点\n一、扩大绿地\n多种树。',
    ],
    [
      'a notice of the same title about another matter',
      '关于做好防汛工作的通知\n各单位：\n请执行。\n云岭市水务局\n2022年5月1日',
      '关于做好防汛工作的通知\n各单位：\n请执行。\n云岭市水务局\n2023年5月1日',
    ],
    [
      'a rule of another place',
      rule('停车管理办法', { on: '2015年3月1日' }),
      rule('停车管理办法', { on: '2021年3月1日', by: '东港市人民政府' }),
    ],
    [
      'a rule that does not say whose it is, 小区 being no place',
      '居民小区停车管理办法（2015年修订）\n第一条 为了规范停车，制定本办法。',
      '居民小区停车管理办法（2021年修订）\n第一条 为了规范停车，制定本办法。',
    ],
    ['the same text twice', OLD, OLD],
    ['a draft', OLD, rule('云岭市停车管理办法（征求意见稿）', { on: '2021年3月1日' })],
    ['an older one', OLD, rule('云岭市停车管理办法', { on: '2010年3月1日' })],
    [
      'one that only refers to it',
      OLD,
      rule('云岭市停车收费办法', {
        on: '2021年3月1日',
        closing: '违反《云岭市停车管理办法》的，依法处理。',
      }),
    ],
    [
      'one that puts an article of it out of force',
      OLD,
      rule('云岭市停车收费办法', {
        on: '2021年3月1日',
        closing: '《云岭市停车管理办法》第二条同时废止。',
      }),
    ],
    [
      'a document of the same title with another number',
      '云岭市停车管理规定\n云府〔2015〕5号\n第一条 为了规范停车，制定本规定。',
      rule('云岭市停放条例', {
        on: '2021年3月1日',
        closing: '《云岭市停车管理规定》（云府〔2009〕2号）同时废止。',
      }),
    ],
  ])('is %s', (_what, first, second) => {
    expect(standing([first, second])).toBe('in-force');
  });
});

describe('a document out of force without a successor', () => {
  it('is one whose term has passed, from the day after', () => {
    const closing = '本办法自2019年6月1日起施行，有效期5年。';
    const termed = rule('云岭市停车管理办法', { on: '2019年5月1日', closing });
    expect(standing([termed], '2024-05-31')).toBe('in-force');
    expect(standing([termed], '2024-06-01')).toBe('expired 2024-05-31');
  });

  it('is one that a decision puts out of force: the decision is named, and is no successor', () => {
    const decision = `云岭市人民政府关于废止《云岭市停车管理办法》的决定\n云岭市人民政府决定废止《云岭市停车管理办法》。\n本决定自2023年1月1日起施行。\n云岭市人民政府\n2022年12月1日`;
    expect(standing([OLD, decision])).toBe('repealed 1.txt 2023-01-01');
  });

  it('is one that its archive marks so', () => {
    expect(standing([rule('云岭市停车管理办法（已废止）', { on: '2015年3月1日' })])).toBe(
      'repealed null',
    );
  });
});

it('an amendment changes a law and does not replace it', () => {
  const decision = `云岭市人民代表大会常务委员会关于修改《云岭市停车条例》的决定\n（2022年3月1日云岭市第七届人民代表大会常务委员会第二次会议通过）\n一、将第二条修改为：“可以停车。”`;
  const law = (on: string) =>
    `云岭市停车条例\n（${on}云岭市第七届人民代表大会常务委员会第一次会议通过）\n第一条 为了规范停车，制定本条例。`;
  expect(standing([law('2015年3月1日'), decision])).toBe('amended 1.txt 2022-03-01');
  expect(standing([law('2022年3月1日'), decision])).toBe('in-force');
});

it('a day begins at midnight in China', () => {
  expect(shanghaiDay(new Date('2024-05-31T16:00:00Z'))).toBe('2024-06-01');
});
