import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const OLD = `云岭市停车管理办法
云府〔2015〕5号
（2015年3月1日云岭市人民政府公布）
第一条 为了规范停车秩序，制定本办法。
第二条 道路停车泊位由公安机关设置。
第三条 道路停车泊位每小时收费不超过五元。
第四条 残疾人专用车辆免收道路停车费。
第五条 本办法自2015年5月1日起施行。
`;
const NEW = `云岭市停车管理办法
云府〔2021〕9号
（2021年4月2日云岭市人民政府公布）
第一条 为了规范停车秩序，方便群众出行，制定本办法。
第二条 道路停车泊位由城市管理部门设置。
第三条 道路停车泊位每小时收费不超过八元。
第四条 新能源汽车免收首小时道路停车费。
第五条 本办法自2021年6月1日起施行。
`;
const TERMED = `云岭市人才公寓办法
（2019年5月1日云岭市人民政府公布）
第一条 人才公寓租金按市场价的七成收取。
第二条 本办法自2019年6月1日起施行，有效期3年。
`;
const COMING = `云岭市犬只登记办法
（2023年5月1日云岭市人民政府公布）
第一条 犬只登记费每年一百元。
第二条 本办法自2023年9月1日起施行。
`;
const library = smallLibrary({
  '旧.txt': OLD,
  '新.txt': NEW,
  '公寓.txt': TERMED,
  '犬只.txt': COMING,
});
const oldId = library.store.documents[0]?.id;
const newId = library.store.documents[1]?.id;

/** Sources cited, and the messages of `superseded` notices. */
async function outcome(question: string, today = '2023-06-01') {
  const { kind, citations, notices } = await ask(library, question, { today });
  return {
    kind,
    cited: [...new Set(citations.map(({ documentId }) => documentId))],
    told: notices.flatMap((notice) => (notice.kind === 'superseded' ? [notice.message] : [])),
  };
}

describe('an answer where a newer version is there', () => {
  it.each([
    '道路停车泊位每小时收费多少？',
    '道路停车泊位由谁设置？',
    '停车管理办法第三条',
    '第三条道路停车泊位收费怎么规定？',
    '停车管理办法有哪些规定？',
  ])('to %s is from the newer alone, without a notice', async (question) => {
    const { kind, cited, told } = await outcome(question);
    expect(kind).toBe('answered');
    expect(cited).toEqual([newId]);
    expect(told).toEqual([]);
  });

  it.each([
    '云府〔2015〕5号第三条',
    '2015年的停车管理办法第三条',
    '云府〔2015〕5号道路停车泊位每小时收费多少？',
  ])('to %s is from the old, which was asked for, with a notice of the newer', async (question) => {
    const { cited, told } = await outcome(question);
    expect(cited).toEqual([oldId]);
    expect(told).toEqual([
      '《云岭市停车管理办法》（云府〔2015〕5号）自 2021-06-01 起已被《云岭市停车管理办法》（云府〔2021〕9号）取代，请以后者为准。',
    ]);
  });

  it('is from the old where that alone says it, with the notice', async () => {
    const { cited, told } = await outcome('残疾人专用车辆停车收费吗？');
    expect(cited).toContain(oldId);
    expect(told).toHaveLength(1);
  });

  it('shows both to a question about the old rules', async () => {
    const { cited } = await outcome('停车管理办法修订前后，道路停车泊位每小时收费分别是多少？');
    expect(cited).toContain(oldId);
  });

  it('was from the old before the newer took effect, which is announced', async () => {
    const { cited, told } = await outcome('云府〔2015〕5号第三条', '2021-05-01');
    expect(cited).toEqual([oldId]);
    expect(told).toEqual([
      '《云岭市停车管理办法》（云府〔2015〕5号）将自 2021-06-01 起由《云岭市停车管理办法》（云府〔2021〕9号）取代。',
    ]);
  });
});

describe('a quoted document', () => {
  it('whose term has passed is said to have expired, and not before', async () => {
    const question = '人才公寓租金按市场价的几成收取？';
    expect((await outcome(question, '2023-06-01')).told).toEqual([
      '《云岭市人才公寓办法》（2019-05-01）的有效期到 2022-05-31 为止，已经过期。',
    ]);
    expect((await outcome(question, '2022-05-31')).told).toEqual([]);
  });

  it('that is not yet in force is said to be so', async () => {
    const question = '犬只登记费每年多少元？';
    expect((await outcome(question, '2023-06-01')).told).toEqual([
      '《云岭市犬只登记办法》（2023-05-01）自 2023-09-01 起施行，现在还没有生效。',
    ]);
    expect((await outcome(question, '2023-09-01')).told).toEqual([]);
  });

  it('is told of in English to a question in English', async () => {
    const { notices } = await ask(
      library,
      'What exactly does the document numbered 云府〔2015〕5号 say?',
    );
    const told = notices.filter(({ kind }) => kind === 'superseded');
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringContaining('has been superseded since 2021-06-01 by'),
    ]);
  });
});

describe('whether a document is in force', () => {
  const asked = async (question: string, today = '2023-06-01') => {
    const { text, citations } = await ask(library, question, { today });
    return { text, quotes: citations.map(({ quote }) => quote) };
  };

  it.each([
    [
      '云府〔2015〕5号还有效吗？',
      '《云岭市停车管理办法》现在不再有效：',
      '本办法自2015年5月1日起施行。',
    ],
    [
      '《云岭市人才公寓办法》过期了吗？',
      '《云岭市人才公寓办法》现在不再有效：',
      '本办法自2019年6月1日起施行，有效期3年。',
    ],
    [
      '犬只登记办法现在有效吗？',
      '《云岭市犬只登记办法》现在还没有生效：',
      '本办法自2023年9月1日起施行。',
    ],
    [
      '停车管理办法是否现行有效？',
      '收录的文件没有写明《云岭市停车管理办法》已经废止、失效或被取代：',
      '本办法自2021年6月1日起施行。',
    ],
  ])('%s', async (question, lead, quote) => {
    const { text, quotes } = await asked(question);
    expect(text.startsWith(lead)).toBe(true);
    expect(quotes).toEqual([quote]);
  });

  it('is answered with the clause that puts it out of force, too', async () => {
    const closing = '本规定自2022年3月1日起施行。《云岭市人才公寓办法》同时废止。';
    const housing = `云岭市人才住房规定\n（2022年2月1日云岭市人民政府公布）\n第一条 人才住房租金按市场价的六成收取。\n第二条 ${closing}\n`;
    const both = smallLibrary({ '公寓.txt': TERMED, '住房.txt': housing });
    const { citations } = await ask(both, '《云岭市人才公寓办法》废止了吗？');
    expect(citations.map(({ quote }) => quote)).toEqual([
      '《云岭市人才公寓办法》同时废止。',
      '本办法自2019年6月1日起施行，有效期3年。',
    ]);
  });

  it('is not what a question about a permit asks', async () => {
    const { text } = await asked('停车管理办法规定的停车证是否还有效？');
    expect(text).not.toContain('废止、失效或被取代');
  });
});
