import { describe, expect, it } from 'vitest';
import { openCitationBook, printMarks } from '../../src/answer/citation-book.js';
import { joinDrafts } from '../../src/answer/join-drafts.js';
import { separateQuestions } from '../../src/answer/separate-questions.js';
import { readOutline } from '../../src/outline/read-outline.js';

describe('separateQuestions', () => {
  it('asks who does it of the matter alone, not of who does it', () => {
    expect(
      separateQuestions('哪些部门负责校舍维修，什么时候完成').map(({ question }) => question),
    ).toEqual(['哪些部门负责校舍维修', '校舍维修，什么时候完成']);
  });

  it('takes two questions apart, the second asked of the matter of the first', () => {
    const parts = separateQuestions('招商考核办法由谁制定？多久开一次调度会？');
    expect(parts.map(({ asked }) => asked)).toEqual([
      '招商考核办法由谁制定？',
      '多久开一次调度会？',
    ]);
    expect(parts[1]?.question).toContain('招商考核办法');
    expect(parts[1]?.leansOnFirst).toBe(true);
  });

  it('takes them apart inside a sentence where both sides ask', () => {
    const count = (question: string) => separateQuestions(question).length;
    expect(count('养犬怎么登记，不登记罚多少')).toBe(2);
    expect(count('公租房怎么申请以及需要什么材料')).toBe(2);
  });

  it.each([
    '食用菌产量和产值今年目标多少',
    '公司不签劳动合同怎么办',
    '上面检查太多了，能不能少查几遍',
    '两个条例的罚款标准有什么区别？哪个更高',
    '小王被公司辞退了，公司漏缴社保。根据哪条法律，公司要承担什么责任？',
    '谁牵头、什么时候完成考核办法',
  ])('leaves %s whole', (question) => {
    expect(separateQuestions(question)).toEqual([
      { asked: question, question, leansOnFirst: false },
    ]);
  });
});

describe('joinDrafts', () => {
  const [document] = readOutline({
    source: 'a.txt',
    text: '办法\n第一条 由商务局制定。\n第二条 每月开会一次。\n',
    markup: 'plain',
    sha256: '',
  });
  const lead = (asked: string) => `关于${asked}：`;

  it('numbers the citations through and keeps each under its lead', () => {
    const draft = joinDrafts([part('谁制定', 0), part('多久', 1)], lead);
    expect(printMarks(draft.text)).toBe('关于谁制定：\n答[1]\n关于多久：\n答[2]');
    expect(draft.citations.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('shows one answer once where one quotation answers both', () => {
    const draft = joinDrafts([part('谁制定', 0), part('何时', 0)], lead);
    expect(printMarks(draft.text)).toBe('答[1]');
    expect(draft.citations).toHaveLength(1);
  });

  it('says in its place what the documents do not say, and refuses where they say nothing', () => {
    const refused = { asked: '多少钱', draft: { ...part('', 0).draft, ...REFUSED } };
    expect(printMarks(joinDrafts([part('谁制定', 0), refused], lead).text)).toContain(
      '关于多少钱：\n没有写明金额。',
    );
    expect(joinDrafts([refused, refused], lead).kind).toBe('refused');
  });

  function part(asked: string, index: number) {
    const book = openCitationBook();
    const section = document?.sections[index];
    if (document === undefined || section === undefined) throw new Error('no such section');
    const mark = book.mark({ document, section, path: [section], range: section, score: 1 });
    const { citations } = book;
    const common = { notices: [], nearest: [], suggestions: [] };
    return { asked, draft: { kind: 'answered' as const, text: `答${mark}`, citations, ...common } };
  }
});

const REFUSED = { kind: 'refused' as const, text: '没有写明金额。', citations: [] };
