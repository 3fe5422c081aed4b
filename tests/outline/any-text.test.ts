import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument, Section } from '../../src/outline/outline.js';
import { readOutline } from '../../src/outline/read-outline.js';
import { ownRanges, walkSections } from '../../src/outline/walk-sections.js';

const read = (text: string, markup: 'plain' | 'markdown' = 'plain') =>
  readOutline({ source: '任意.txt', text, markup, sha256: '' });

/** Time of the processor, which other work on the machine does not lengthen as it does the clock's. */
function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Checks the contract of ranges on one level and below. */
function checkSiblings(
  sections: readonly Section[],
  parent: { readonly start: number; readonly end: number; readonly level: number },
): void {
  sections.forEach((section, index) => {
    expect(section.level).toBe(parent.level + 1);
    expect(section.start).toBeGreaterThanOrEqual(parent.start);
    expect(section.end).toBeGreaterThanOrEqual(section.start);
    expect(section.end).toBe(sections[index + 1]?.start ?? parent.end);
    checkSiblings(section.sections, section);
  });
}

function checkDocument(document: PolicyDocument): void {
  expect(
    ownRanges(document)
      .map((range) => document.text.slice(range.start, range.end))
      .join(''),
  ).toBe(document.text);
  checkSiblings(document.sections, { start: 0, end: document.end, level: 0 });
  const ids = [...walkSections(document.sections)].map((section) => section.id);
  expect(new Set(ids).size).toBe(ids.length);
}

const label = fc.constantFrom(
  '一、',
  '二、',
  '三、',
  '四、',
  '（一）',
  '（二)',
  '(三）',
  '1.',
  '2．',
  '3、',
  '（1）',
  '2）',
  '①',
  '②',
  '第一条　',
  '第二条 ',
  '第三条',
  '第一章 总则',
  '第二章',
  '第一节 ',
  '第一编',
  '第一部分：',
  '1.1 ',
  '1.2',
  '2.1.1',
  '附件',
  '附件1',
  '附件：1.',
  '问：',
  '答：',
  '# ',
  '## 第一章 ',
  '### ',
  '**',
  '目录',
  '第',
  '（',
  '第十七条',
  '之一',
  '第一，',
  '依照本法第十条',
  '“（一）',
  '| 甲 | 乙 |',
  '2023年3月5日',
  '某市人民政府',
  '##paidbegin##',
  '- 1 -',
  '',
);
const words = fc.constantFrom(
  '加强管理。各单位要落实',
  '总体要求',
  '有下列情形之一的：',
  '，逗号开头',
  '”',
  '“引文',
  '。',
  '本办法自公布之日起施行。',
  '……',
  '２．２人户',
  '2.2人户',
  '200 （成功）',
  '🙂',
  '\u3000\u3000',
  '\t甲\t乙\t丙\t丁',
  '关于印发《某办法》的通知',
  '《',
  '某办法',
);
const line = fc
  .tuple(fc.constantFrom('', '\u3000\u3000', ' '), label, words)
  .map((parts) => parts.join(''));
const officialText = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));

describe('readOutline on any text', () => {
  it('neither throws nor loses a character on 700 texts made of labels, words and line ends', () => {
    fc.assert(
      fc.property(officialText, (text) => read(text).forEach(checkDocument)),
      { numRuns: 700 },
    );
  });

  it('neither throws nor loses a character on 300 arbitrary strings', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('plain' as const, 'markdown' as const),
        (text, markup) => read(text, markup).forEach(checkDocument),
      ),
      { numRuns: 300 },
    );
  });

  it('keeps every word that is not layout noise', () => {
    const noiseless = fc.array(
      fc.constantFrom('一、甲', '（一）乙。丙', '第一条 丁', '戊己庚。', '1.辛', '', '　　壬'),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(noiseless, (lines) => {
        const text = lines.join('\n');
        expect(
          read(text)
            .map((document) => document.text)
            .join('')
            .trim(),
        ).toBe(text.trim());
      }),
    );
  });

  it('gives the same ids for the same file and stays stable when words change', () => {
    const first = read('某办法\n一、甲\n（一）乙。丙丙丙\n二、丁');
    const again = read('某办法\n一、甲\n（一）乙。改过的话\n二、丁');
    const ids = (documents: readonly PolicyDocument[]) =>
      documents.flatMap((document) => [...walkSections(document.sections)].map(({ id }) => id));
    expect(ids(first)).toEqual(ids(again));
  });

  it('reads a text of two megabytes in well under two seconds', () => {
    const clause =
      '第N条　为了规范管理，制定本办法。具备下列条件的，应当办理：\n（一）有固定场所；\n（二）有专业人员。\n前款规定的条件，由主管部门核定。\n';
    const text = Array.from({ length: 9_500 }, (_, index) =>
      clause.replace('N', String(index + 1)),
    ).join('');
    const before = process.cpuUsage();
    const [document] = read(`某条例\n${text}`);
    expect(cpuMsSince(before)).toBeLessThan(2000);
    expect(document?.sections.length).toBeGreaterThan(9_000);
  });

  it.each([
    '（',
    '一',
    '第',
    `x${' '.repeat(5000)}`,
    '…',
    '“',
    '1.',
    '一、\n',
    '目录\n',
    '“甲\n',
    '甲甲甲？\n',
    '某局',
    '。',
    '甲：\n一、乙：\n',
    '## 。。\n',
    '[',
    '<!--',
    '---\n',
    '附件：1.甲\n2.乙\n',
    '第一章 总则\n',
    '印发',
    '《甲》',
    '*',
    '第一条 甲\n',
    '附件1\n',
    '某文件\n第1号\n',
    '1 甲 2\n',
    '（一）甲；',
    '附件：甲甲\n1.乙。\n',
    '一、甲\n主要思路：乙乙乙乙乙乙乙乙乙乙乙乙乙。\n',
  ])('stays linear on %j over and over', (piece) => {
    const text = piece.repeat(Math.ceil(60_000 / piece.length));
    const before = process.cpuUsage();
    read(text, 'markdown');
    read(`${text}x`);
    expect(cpuMsSince(before)).toBeLessThan(2000);
  });
});
