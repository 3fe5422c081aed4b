import { describe, expect, it } from 'vitest';
import { createFollowUps } from '../../src/retrieve/follow-up.js';
import { createQuestionReader } from '../../src/retrieve/interpret-question.js';
import { smallLibrary } from '../support/small-library.js';

const { store } = smallLibrary({
  '农业.txt': [
    '2023年农业工作要点',
    '一、发展产业',
    '（一）振兴食用菌产业。建设菌棒工厂，由市农业局负责，六月底前完成。',
    '（二）提升蚕桑效益。推广新蚕种。',
    '（三）发展蔬菜、水果和茶叶生产。水果重在品质。',
    '二、保障措施',
    '1.加强考核。每季度通报一次。',
    '2.加强宣传。办好公众号。',
  ].join('\n'),
  '教育.txt': [
    '2023年教育工作要点',
    '一、抓好党建。开展学习。',
    '二、建强教师队伍。开展培训。',
  ].join('\n'),
  '养犬.txt': [
    '某市养犬管理规定',
    '第一条 为了规范养犬，制定本规定。',
    '第二条 每户限养一只。',
    '违反前款规定的，处二百元罚款。',
    '第三条 本规定自2021年1月1日起施行。',
  ].join('\n'),
});
const reader = createQuestionReader(store.documents);
const followUps = createFollowUps({ store, reader });
const now = new Date('2023-06-01T04:00:00Z');

const clause = (title: string, address: string) => {
  const document = store.documents.find((candidate) => candidate.title.includes(title));
  const found = store.chunks
    .map(({ documentId, sectionId }) => store.section(documentId, sectionId))
    .find((place) => place?.document === document && place?.section.address === address);
  if (document === undefined || found === undefined) throw new Error(`no ${title} ${address}`);
  return { documentId: document.id, sectionId: found.section.id };
};
const turn = (question: string, ...cited: readonly (readonly [string, string])[]) => ({
  question,
  cited: cited.map(([title, address]) => clause(title, address)),
});
const resolve = (question: string, ...turns: readonly ReturnType<typeof turn>[]) =>
  followUps.resolve(question, { turns, now });
const addressesOf = (result: ReturnType<typeof resolve>) =>
  result.aim?.kind === 'clauses' || result.aim?.kind === 'within'
    ? result.aim.clauses.map(({ section }) => section.address)
    : null;

const mushrooms = turn('食用菌产业怎么发展', ['农业', '一、（一）']);
const plan = turn(
  '农业工作要点第一部分有哪些内容',
  ['农业', '一、（一）'],
  ['农业', '一、（二）'],
  ['农业', '一、（三）'],
);

describe('a follow-up', () => {
  it('puts a thing in the place of one that the documents head or list beside it', () => {
    expect(resolve('那蚕桑呢', mushrooms).question).toBe('蚕桑怎么发展');
    const vegetables = turn('蔬菜生产有什么要求', ['农业', '一、（三）']);
    expect(resolve('水果呢', vegetables).question).toBe('水果生产有什么要求');
  });

  it('swaps departments, years, places, documents and addresses for their like', () => {
    expect(resolve('那教育局呢', turn('农业局怎么抓党建')).question).toBe('教育局怎么抓党建');
    expect(resolve('那2022年的呢', turn('2023年农业怎么发展')).question).toBe('2022年农业怎么发展');
    expect(resolve('那欧美呢', turn('怎么吸引日韩企业来投资')).question).toBe(
      '怎么吸引欧美企业来投资',
    );
    expect(resolve('那安徽呢', turn('上海市的目标是什么')).question).toBe('安徽的目标是什么');
    expect(resolve('第3条呢', turn('养犬管理规定第二条', ['养犬', '第二条'])).question).toMatch(
      /第3条|第三条/u,
    );
    expect(resolve('What about Europe?', turn('How to attract firms from Japan?')).question).toBe(
      'How to attract firms from Europe?',
    );
  });

  it('narrows the question to a place where it named none, and takes no word away', () => {
    expect(resolve('那欧美呢', turn('外资招商重点是什么')).question).toBe(
      '外资招商重点是什么（欧美）',
    );
  });

  it('knows the points of the last answer, and of the one before where that has too few', () => {
    const second = resolve('第二点具体怎么做', plan);
    expect(addressesOf(second)).toEqual(['一、（二）']);
    expect(second.question).toBe('《2023年农业工作要点》（二）提升蚕桑效益的具体内容');
    const after = turn(second.question, ['农业', '一、（二）']);
    expect(addressesOf(resolve('第三点呢', plan, after))).toEqual(['一、（三）']);
    expect(addressesOf(resolve('最后一点', plan))).toEqual(['一、（三）']);
    expect(addressesOf(resolve('前两点的原文', plan))).toEqual(['一、（一）', '一、（二）']);
  });

  it('takes an article for an article of the statute, and its paragraphs for its own', () => {
    const article = turn('养犬管理规定第二条', ['养犬', '第二条']);
    expect(addressesOf(resolve('第三条怎么说', article))).toEqual(['第三条']);
    expect(addressesOf(resolve('第二款怎么说', article))).toEqual(['第二条第二款']);
  });

  it('asks the cited clauses for what is left out', () => {
    const who = resolve('谁负责', mushrooms);
    expect(who.question).toBe('食用菌产业发展，谁负责');
    expect(who.aim).toMatchObject({ kind: 'within', words: '谁负责' });
    expect(resolve('它的时限呢', mushrooms).question).toBe('食用菌产业发展的时限');
    const loan = turn('养犬数量是多少', ['养犬', '第二条']);
    expect(resolve('罚款呢', loan).question).toBe('养犬的罚款');
  });

  it('moves along the outline, across the end of a part', () => {
    expect(addressesOf(resolve('下一条', mushrooms))).toEqual(['一、（二）']);
    expect(addressesOf(resolve('下一条', turn('蔬菜', ['农业', '一、（三）'])))).toEqual([
      '二、1.',
    ]);
    expect(resolve('上一条', mushrooms).aim).toBeNull();
    expect(resolve('这一部分还有什么', mushrooms).aim).toMatchObject({
      kind: 'headings',
      isDocument: false,
    });
    expect(addressesOf(resolve('下一部分讲什么', mushrooms))).toEqual(['二、']);
  });

  it('leaves out what was cited when more is asked for, in every turn of that question', () => {
    const more = resolve('还有别的吗', mushrooms);
    expect(more).toMatchObject({ question: '食用菌产业怎么发展', aim: { kind: 'beyond' } });
    const again = turn('食用菌产业怎么发展（前面引用的条款以外）', ['农业', '一、（二）']);
    const aim = resolve('还有吗', mushrooms, again).aim;
    expect(aim?.kind === 'beyond' && aim.cited.length).toBe(2);
  });

  it('goes back to the question behind a clause that was only shown', () => {
    const shown = resolve('展开说说', mushrooms);
    const after = turn(shown.question, ['农业', '一、（一）']);
    expect(resolve('那蚕桑呢', mushrooms, after).question).toBe('蚕桑怎么发展');
    expect(resolve('还有别的吗', mushrooms, after).question).toBe('食用菌产业怎么发展');
  });

  it('looks past thanks and greetings', () => {
    expect(resolve('那蚕桑呢', mushrooms, turn('谢谢')).question).toBe('蚕桑怎么发展');
  });

  it('stays as typed where there is nothing to lean on', () => {
    for (const question of ['那欧美呢', '展开说说', '第二点', '下一条', '谁负责']) {
      expect(resolve(question)).toEqual({ question, aim: null });
    }
    expect(resolve('第九点', plan)).toEqual({ question: '第九点', aim: null });
  });

  it('forgets clauses that the documents no longer have', () => {
    const gone = { question: '旧问题', cited: [{ documentId: 'gone', sectionId: 's1' }] };
    expect(followUps.resolve('展开说说', { turns: [gone], now }).aim).toBeNull();
  });
});

describe('a question that stands alone', () => {
  it.each([
    '教育局怎么抓教师培训',
    '农业工作要点第二部分讲什么',
    '养犬管理规定第三条',
    '有哪些文件',
    '你能做什么',
    '谢谢',
    '公积金怎么提取',
    '谁负责教师培训',
    '怎么建设公众号',
    '写一首诗',
    '2023年教育工作要点有哪几个方面',
  ])('%s is not bent by what was asked before', (question) => {
    for (const before of [mushrooms, plan]) {
      expect(resolve(question, before)).toEqual({ question, aim: null });
    }
  });
});

describe('a conversation that is meant to grow', () => {
  const longestAfter = (typed: string) => {
    let question = '怎么吸引日韩企业来投资';
    let longest = 0;
    for (let count = 0; count < 60; count += 1) {
      question = resolve(typed, turn(question, ['农业', '一、（一）'])).question;
      longest = Math.max(longest, question.length);
    }
    return longest;
  };

  it('takes the patterns of a replacement for the characters that they are', () => {
    const result = resolve('那$&$&欧美呢', turn('怎么吸引日韩企业来投资', ['农业', '一、（一）']));
    expect(result.question).not.toContain('日韩企业来投资日韩');
    expect(result.question).toContain('$&$&欧美');
  });

  it('never makes a question longer than one that may be asked', () => {
    for (const typed of ['换成$&$&$&$&$&$&$&', '那$`$`$`呢', '它的时限', '那欧美$$$$呢']) {
      expect(longestAfter(typed)).toBeLessThanOrEqual(1000);
    }
  });

  it('puts a plain thing in the place of another as before', () => {
    expect(
      resolve('那欧美呢', turn('怎么吸引日韩企业来投资', ['农业', '一、（一）'])).question,
    ).toBe('怎么吸引欧美企业来投资');
  });
});

describe('a question of its own after another', () => {
  const { store: many } = smallLibrary({
    '报告.txt': [
      '2023年政府工作报告',
      '一、重点工作',
      '主要目标是经济增长百分之五。',
      `（一）发展产业。${'建设园区，培育企业。'.repeat(250)}`,
      '（二）改善民生。拓展市民码服务。医保扩面。',
    ].join('\n'),
    '医保.txt': ['某市医保办法', '第一条 医保按比例报销。', '第二条 本办法自发布之日起施行。'].join(
      '\n',
    ),
  });
  const report = many.documents.find(({ title }) => title.includes('报告'));
  const [part] = report?.sections ?? [];
  const ofMany = createFollowUps({ store: many, reader: createQuestionReader(many.documents) });
  const cited = [{ documentId: report?.id ?? '', sectionId: part?.id ?? '' }];
  const afterReport = (question: string) =>
    ofMany.resolve(question, { turns: [{ question: '经济增长目标', cited }], now });

  it.each(['市民码怎么申领', '医保怎么报销', '那市民码怎么申领'])('%s stands alone', (question) => {
    expect(afterReport(question)).toEqual({ question, aim: null });
  });

  it('is none where it asks only for a measure of what was cited', () => {
    expect(afterReport('目标是多少').question).not.toBe('目标是多少');
  });
});
