import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFollowUpCue } from '../../src/retrieve/read-follow-up-cue.js';

const kindOf = (question: string) => readFollowUpCue(question)?.kind ?? null;

describe('the cue of a follow-up', () => {
  it.each([
    ['那欧美呢', 'swap'],
    ['那对非洲呢？', 'swap'],
    ['水果呢', 'swap'],
    ['那去年呢', 'swap'],
    ['What about Europe?', 'swap'],
    ['第二点具体怎么做', 'ordinal'],
    ['第2条展开说说', 'ordinal'],
    ['刚才说的第三条原文', 'ordinal'],
    ['最后一点详细说说', 'ordinal'],
    ['第二点由谁负责', 'ordinal'],
    ['详细说一下第一条', 'ordinal'],
    ['2展开讲讲', 'ordinal'],
    ['没听懂，再解释一下', 'expand'],
    ['谢谢，那下一条呢', 'neighbour'],
    ['只看商务局的', 'swap'],
    ['Tell me more about the second one', 'ordinal'],
    ['展开说说', 'expand'],
    ['展开说说上一条', 'expand'],
    ['详细点', 'expand'],
    ['能再具体讲讲吗', 'expand'],
    ['tell me more', 'expand'],
    ['还有别的吗', 'more'],
    ['除了这些还有其他措施吗', 'more'],
    ['anything else?', 'more'],
    ['下一条', 'neighbour'],
    ['上一章讲什么', 'neighbour'],
    ['next clause', 'neighbour'],
    ['这一章还有什么', 'around'],
    ['这部条例还有哪些内容', 'around'],
    ['它们的时限呢', 'about'],
    ['时限呢', 'about'],
    ['谁负责', 'about'],
    ['什么时候完成？', 'about'],
    ['这个补贴怎么申请', 'about'],
    ['为什么', 'about'],
    ['那社保卡怎么申领', 'about'],
    ['嗯，那公租房怎么申请', 'about'],
    ['小微企业怎么申请', 'about'],
    ['检查比例是多少', 'about'],
    ['覆盖率多少', 'about'],
    ['补贴怎么申请', 'about'],
    ['目标是多少', 'about'],
    ['who is responsible?', 'about'],
  ])('%s is read as %s', (question, kind) => {
    expect(kindOf(question)).toBe(kind);
  });

  it.each([
    '商务要点第12条',
    '下一步怎么发展直播电商',
    '其他国有企业的违纪违规典型案例怎么用',
    '更多欧线货源渠道怎么拓展',
    '第十四个廉洁高效主题宣教月有哪些活动',
    '那些有投资意向的欧美企业怎么挖掘',
    '这两年对韩合作顶层设计怎么谋划',
    '中药材产业互联网怎么建设呢',
    '违法建设拆除率要保持在多少',
    'How is forest fire prevention done in the town?',
    'What does the education plan say about teacher ethics?',
    '社保卡怎么申领',
    '请问社保卡怎么申领',
    '公租房怎么申请',
    '居住证在哪里办',
    '居住证多久能拿到',
    '最低生活保障标准是多少',
    '公租房租金标准是多少',
    '创业担保贷款能贷多少',
    '什么是公租房',
    '什么叫低保',
    '公租房是什么',
    '营业执照如何变更',
    '谢谢',
    '',
  ])('%s leans on nothing', (question) => {
    expect(kindOf(question)).toBeNull();
  });

  it('counts what is asked for, from the end too', () => {
    expect(readFollowUpCue('前三点')).toMatchObject({ numbers: [1, 2, 3] });
    expect(readFollowUpCue('倒数第二条')).toMatchObject({ numbers: [-2] });
    expect(readFollowUpCue('第一点和第三点')).toMatchObject({ numbers: [1, 3] });
  });

  it('reads any words quickly and without a throw', () => {
    const words = [
      '说',
      '说说',
      '需要',
      '还有',
      '怎么样',
      '怎么',
      '那',
      '第二点',
      '呢',
      '多少',
      'x',
      '，',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (parts, tail) => {
          const startedMs = performance.now();
          readFollowUpCue(parts.join('') + tail);
          expect(performance.now() - startedMs).toBeLessThan(200);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('rows of the words that cues are made of', () => {
  it('are read at once, in whatever order they stand', () => {
    const words =
      '详细 具体 仔细 解释 说明 介绍 说说 说 讲讲 讲 谈谈 聊聊 看看 看 再 一下 关于 地 来 请问 请 嗯 好的 好 那么 那 怎么样 怎么 怎样 咋样 如何 呢 又 该 还有 还 更多 更 什么 没有 没 有 完成 责任 期限 期 单位 部门 的 这 个 第 前 最后 上 下 条 吗 啊 tell more about the in detail again'.split(
        ' ',
      );
    const rows = words.flatMap((word) => {
      const row = word.repeat(60).slice(0, 57);
      const pairs = words.map((other) => (word + other).repeat(30).slice(0, 57));
      return [row, ...pairs].flatMap((text) => [text, `${text}做x`, `那${text}第`]);
    });
    const startedMs = performance.now();
    for (const row of rows) readFollowUpCue(row);
    // 10 000 of them take a fifth of a second; one that tries every way to read a row takes hours.
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });
});
