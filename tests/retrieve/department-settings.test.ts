import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';
import { readDepartmentSettings } from '../../src/retrieve/department-settings.js';
import { createDepartments } from '../../src/retrieve/departments.js';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const SETTINGS = `{
  "departments": [
    { "department": "园林", "aliases": ["绿化处", "花木公司"] },
    {
      "department": "河湖",
      "stems": ["河道"],
      "titles": ["水环境治理方案"],
      "issuers": ["云岭市河湖事务中心"]
    }
  ]
}`;
const PARKS =
  '2023年园林工作要点\n一、扩大绿地面积\n年内新建口袋公园12个。\n二、加强管养\n每季度巡查一次古树。';
const RIVERS =
  '2023年水环境治理方案\n一、清理河道\n年内清理河道30公里。\n二、加强管养\n每月巡查一次河岸。';

const documents = [PARKS, RIVERS].flatMap((text, index) =>
  readOutline({ source: `${index}.txt`, text, markup: 'plain', sha256: '' }),
);

describe('a settings file of departments', () => {
  const entries = readDepartmentSettings(SETTINGS, 'departments.json');

  it('adds aliases and stems to what is known', () => {
    const departments = createDepartments(documents, entries);
    const named = (question: string) =>
      departments.mentionsIn(question).map(({ department, text }) => [department, text]);
    expect(named('花木公司今年做什么？')).toEqual([['园林', '花木公司']]);
    expect(named('市河道局今年做什么？')).toEqual([['河湖', '市河道局']]);
    expect(createDepartments(documents).mentionsIn('花木公司今年做什么？')).toEqual([]);
  });

  it('gives a department the documents of its titles and issuers', () => {
    const departments = createDepartments(documents, entries);
    const titles = departments.documentsOf('河湖').map(({ title }) => title);
    expect(titles).toEqual(['2023年水环境治理方案']);
    expect(createDepartments(documents).documentsOf('河湖')).toEqual([]);
  });

  it('steers an answer', async () => {
    const library = smallLibrary({ 'parks.txt': PARKS, 'rivers.txt': RIVERS });
    const { citations } = await ask(library, '市河道局今年巡查几次？', { departments: entries });
    expect(citations[0]?.documentTitle).toBe('2023年水环境治理方案');
  });

  it.each([
    ['{\n "departments": [\n  { "department": "园林", }\n ]\n}', '第 3 行不是正确的 JSON'],
    ['{\n "departments": [\n', '不是正确的 JSON'],
    ['[]', '第 1 行 最外层：应为对象'],
    ['{ "departments": {} }', '第 1 行 departments：应为列表'],
    [
      '{\n "departments": [\n  { "department": "园林" },\n  { "aliases": ["绿化处"] }\n ]\n}',
      '第 4 行 departments[2].department：应为文字',
    ],
    [
      '{\n "departments": [\n  {\n   "department": "园林",\n   "alias": ["绿化处"]\n  }\n ]\n}',
      '没有 alias 这个字段',
    ],
    [
      '{\n "departments": [\n  {\n   "department": "园林",\n   "aliases": [\n    "绿化处",\n    7\n   ]\n  }\n ]\n}',
      '第 7 行 departments[1].aliases[2]：应为文字',
    ],
    [
      '{\n "departments": [\n  { "department": "" }\n ]\n}',
      '第 3 行 departments[1].department：不能为空',
    ],
  ])('that is wrong is refused with line and field: %j', (text, reason) => {
    expect(() => readDepartmentSettings(text, 'departments.json')).toThrow(reason);
    expect(() => readDepartmentSettings(text, 'departments.json')).toThrow('departments.json');
  });
});
