import { describe, expect, it } from 'vitest';
import { chineseFrame } from '../../src/answer/frame-zh.js';
import { sampleQuestions } from '../../src/answer/suggestions.js';
import { smallLibrary } from '../support/small-library.js';

const samples = (name: string, ...lines: readonly string[]) =>
  sampleQuestions(
    smallLibrary({ [name]: lines.join('\n') }).store.documents,
    chineseFrame.questions,
  );

describe('a sample question', () => {
  it('is the title where that asks', () => {
    expect(
      samples(
        '办卡.txt',
        '怎么办理青石市图书证？',
        '一、申请人本人有效身份证件原件，以及近期照片',
        '在窗口出示。',
        '二、填写申请表并签名',
        '当场领取。',
      ),
    ).toContain('怎么办理青石市图书证？');
  });

  it('names a short heading rather than a sentence', () => {
    const found = samples(
      '要点.txt',
      '2023年园林工作要点',
      '一、以公园城市建设为总牵引，全力扩大绿地面积',
      '新建公园。',
      '二、提升管养水平',
      '巡查古树。',
    );
    expect(found).toContain('《2023年园林工作要点》中“提升管养水平”讲了什么？');
    expect(found.join()).not.toContain('总牵引');
  });
});

describe('where a point stands', () => {
  it('is told by an article without quotation marks, by a heading within them', () => {
    expect(chineseFrame.pointLead('养犬条例', '第二十二条')).toBe('《养犬条例》第二十二条：');
    expect(chineseFrame.pointLead('养犬条例', '第二章 登记')).toBe('《养犬条例》“第二章 登记”：');
    expect(chineseFrame.pointLead('养犬条例', '')).toBe('《养犬条例》：');
  });
});
