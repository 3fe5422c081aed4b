import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../src/outline/outline.js';
import { readOutline } from '../../src/outline/read-outline.js';
import { ownRanges, walkSections } from '../../src/outline/walk-sections.js';

const SOURCE = '2023年工作要点汇编.txt';
const text = readFileSync(new URL(`../../corpus/${SOURCE}`, import.meta.url), 'utf8');
const documents = readOutline({ source: SOURCE, text, markup: 'plain', sha256: '' });

const find = (title: string) => {
  const document = documents.find((candidate) => candidate.title === title);
  if (document === undefined) throw new Error(`no document ${title}`);
  return document;
};
const labels = (sections: readonly Section[]) => sections.map((section) => section.label);
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${String(from + index)}.`);
const count = (title: string, label: RegExp) =>
  [...walkSections(find(title).sections)].filter((section) => label.test(section.label)).length;
const CHINESE = /^[一二三四五六七八九十]+、$/u;
const BRACKETED = /^（[一二三四五六七八九十]+）$/u;
const DIGIT = /^\d+\.$/u;

describe('the sample corpus', () => {
  it('is six documents behind a contents list that belongs to none of them', () => {
    expect(documents.map((document) => document.title)).toEqual([
      '2023年纪检监察工作要点（集团公司）',
      '2023年教育工作要点',
      '2023年工作要点（镇乡）',
      '2023年教育技术工作要点',
      '2023年特色农业工作要点',
      '2023年商务工作要点',
    ]);
    for (const document of documents) {
      expect(document.text).not.toMatch(/##paid|工作要点汇编|（6篇）|^目录$/mu);
      expect(document.text.startsWith(document.title)).toBe(true);
    }
  });

  it('counts preface, 6 × 一、 and 18 run-in （一） in 纪检监察', () => {
    const { sections } = find('2023年纪检监察工作要点（集团公司）');
    expect(sections.map((section) => section.kind)).toEqual([
      'preface',
      ...Array(6).fill('heading'),
    ]);
    expect(labels(sections.slice(1))).toEqual(['一、', '二、', '三、', '四、', '五、', '六、']);
    expect(sections.slice(1).every((section) => section.sections.length === 3)).toBe(true);
    expect(count('2023年纪检监察工作要点（集团公司）', BRACKETED)).toBe(18);
    expect(sections[1]?.sections[0]?.title).toBe('强化政治思想引领');
  });

  it('counts preface and 5 × 1. in 教育', () => {
    const { sections } = find('2023年教育工作要点');
    expect(sections[0]?.kind).toBe('preface');
    expect(labels(sections.slice(1))).toEqual(numbers(1, 5));
  });

  it('counts one 一、 with 7 × 1. in 镇乡, the line 总体思路 before them', () => {
    const document = find('2023年工作要点（镇乡）');
    expect(labels(document.sections)).toEqual(['一、']);
    const [first] = document.sections;
    expect(labels(first?.sections ?? [])).toEqual(['', ...numbers(1, 7)]);
    const [line, next] = first?.sections ?? [];
    expect(line).toMatchObject({
      kind: 'heading',
      title: '总体思路',
      address: '一、 总体思路',
      sections: [],
    });
    expect(document.text.slice(line?.start, line?.end)).toMatch(/^总体思路：坚持[^\n]+\n$/u);
    expect(next).toMatchObject({ label: '1.', address: '一、1.' });
  });

  it('counts 教育技术 level by level', () => {
    const { sections } = find('2023年教育技术工作要点');
    expect(labels(sections)).toEqual(['一、', '二、', '三、']);
    const second = sections[1]?.sections ?? [];
    expect(labels(second)).toEqual(['（一）', '（二）', '（三）', '（四）']);
    expect(second.map((section) => section.sections.length)).toEqual([6, 3, 3, 3]);
    expect(labels(sections[2]?.sections ?? [])).toEqual(numbers(1, 3));
    expect(second[0]?.sections[2]?.address).toBe('二、（一）3.');
  });

  it('counts preface, 3 × 一、 and （一）–（十二） straight through in 特色农业', () => {
    const { sections } = find('2023年特色农业工作要点');
    expect(sections[0]?.kind).toBe('preface');
    expect(sections.slice(1).map((section) => section.sections.length)).toEqual([5, 3, 4]);
    expect(sections[3]?.sections[0]?.address).toBe('三、（九）');
  });

  it('counts preface, 5 × 一、, 17 × （一） and 1.–50. straight through in 商务', () => {
    const title = '2023年商务工作要点';
    const { sections } = find(title);
    expect(sections[0]?.kind).toBe('preface');
    expect([count(title, CHINESE), count(title, BRACKETED), count(title, DIGIT)]).toEqual([
      5, 17, 50,
    ]);
    const all = [...walkSections(sections)].filter((section) => DIGIT.test(section.label));
    expect(labels(all)).toEqual(numbers(1, 50));
    expect(all[2]).toMatchObject({ address: '一、（一）3.', title: '突出重点产业招商', level: 3 });
  });

  it('keeps masked values as printed', () => {
    expect(documents.map((document) => document.text).join('')).toMatch(/xx亿元|x个/u);
  });

  it('names department and year of each document', () => {
    expect(documents.map(({ metadata }) => metadata.department)).toEqual([
      '纪检监察',
      '教育',
      '镇乡',
      '教育技术',
      '特色农业',
      '商务',
    ]);
    expect(documents.every(({ metadata }) => metadata.year === 2023)).toBe(true);
  });

  it('tiles every document with own ranges', () => {
    for (const document of documents) {
      const ranges = ownRanges(document);
      expect(ranges.map((range) => document.text.slice(range.start, range.end)).join('')).toBe(
        document.text,
      );
    }
  });

  it('gives every section an id of its own', () => {
    const ids = documents.flatMap((document) => [
      document.id,
      ...[...walkSections(document.sections)].map((section) => section.id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z][0-9a-z-]+$/u.test(id))).toBe(true);
  });
});
