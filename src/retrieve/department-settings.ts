import { z } from 'zod';
import { WenceError } from '../errors.js';
import { lineAt, lineOfSyntaxError } from '../text/json-position.js';
import type { DepartmentEntry } from './department-gazetteer.js';

const name = (longest: number) => z.string().trim().min(1).max(longest);
const names = (longest: number) => z.array(name(longest)).max(200).readonly().default([]);

const departmentSchema = z.strictObject({
  /** The short name that the others lead to: `商务`. */
  department: name(30),
  /** Whole names that people use: `招商局`, `投促中心`. */
  aliases: names(30),
  /** Words that count with a body's suffix: `外经` makes 外经局, 外经委, 外经部门. */
  stems: names(20),
  /** Documents that are this department's, by words of their title. */
  titles: names(200),
  /** Bodies whose documents are this department's. */
  issuers: names(100),
});

const departmentsSchema = z.strictObject({
  departments: z.array(departmentSchema).max(2000).readonly(),
});

/**
 * Reads a settings file of departments: JSON, `{ "departments": [ { "department": …, "aliases": […] } ] }`.
 *
 * @param file its name, for messages
 * @throws WenceError `invalid_setting` naming the line and the field that is wrong
 */
export function readDepartmentSettings(text: string, file: string): readonly DepartmentEntry[] {
  const plain = text.replace(/^\uFEFF/u, '');
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (error) {
    throw wrong(file, `第 ${lineOfSyntaxError(plain, error)} 行不是正确的 JSON`, error);
  }
  const parsed = departmentsSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue) => {
      const path = issue.path.filter((step) => typeof step !== 'symbol');
      const field = path.length === 0 ? '最外层' : fieldName(path);
      return `第 ${lineAt(plain, path)} 行 ${field}：${inChinese(issue)}`;
    });
    throw wrong(file, problems.join('；'), parsed.error);
  }
  return parsed.data.departments.map(({ department, aliases, stems, titles, issuers }) => ({
    department,
    stems: [department, ...stems],
    names: aliases,
    titles,
    issuers,
  }));
}

/** Problems that one message names. */
const MOST_PROBLEMS = 5;

function wrong(file: string, reason: string, cause: unknown): WenceError {
  return new WenceError('invalid_setting', `部门设置 ${file} 不对：${reason}。`, {
    cause,
    details: [{ field: 'WENCE_DEPARTMENTS', message: `${file} ${reason}` }],
  });
}

function fieldName(path: readonly (string | number)[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step + 1}]` : `${index === 0 ? '' : '.'}${step}`,
    )
    .join('');
}

function inChinese(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `没有 ${issue.keys.join('、')} 这个字段，可用的是 department、aliases、stems、titles、issuers`;
    case 'too_small':
      return '不能为空';
    case 'too_big':
      return `太长，最多 ${String(issue.maximum)}`;
    case 'invalid_type':
      return `应为${KINDS[issue.expected] ?? issue.expected}`;
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  array: '列表 [ … ]',
  object: '对象 { … }',
};
