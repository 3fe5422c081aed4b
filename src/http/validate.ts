import type { z } from 'zod';
import { type ErrorDetail, WenceError } from '../errors.js';
import type { Language } from './language.js';

/**
 * Checks data from outside against a schema.
 * @throws WenceError `invalid_request` with a detail for each wrong field, unknown fields by name.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  { data, language }: { readonly data: unknown; readonly language: Language },
): z.output<T> {
  const parsed = schema.safeParse(data, { reportInput: true });
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.flatMap((issue) => detailsOf(issue, language));
  throw invalidRequest(details);
}

/** The error for wrong fields; its Chinese message names the first of them. */
export function invalidRequest(details: readonly ErrorDetail[]): WenceError {
  const [first] = details;
  const message = first === undefined ? '' : `请求有误：${first.field} ${first.message}。`;
  return new WenceError('invalid_request', message, { details });
}

type Issue = z.core.$ZodIssue;

function detailsOf(issue: Issue, language: Language): readonly ErrorDetail[] {
  const field = fieldName(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const message = language === 'zh' ? '没有这个字段' : 'Unknown field';
    return issue.keys.map((key) => ({ field: fieldName([...issue.path, key]), message }));
  }
  return [{ field, message: messageOf(issue, language) }];
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  // The whole body has no name of its own.
  return name === '' ? 'body' : name.slice(0, 200);
}

function messageOf(issue: Issue, language: Language): string {
  const zh = language === 'zh';
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return zh ? '必填' : 'Required';
      return zh
        ? `应为${typeNames[issue.expected]?.zh ?? issue.expected}`
        : `Must be ${typeNames[issue.expected]?.en ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1)
        return zh ? '不能为空' : 'Must not be empty';
      return zh ? `不能小于 ${issue.minimum}` : `Must be at least ${issue.minimum}`;
    case 'too_big': {
      const unit = units[issue.origin];
      return zh
        ? `不能多于 ${issue.maximum}${unit?.zh ?? ''}`
        : `Must be at most ${issue.maximum}${unit?.en ?? ''}`;
    }
    case 'invalid_value':
      return zh
        ? `应为 ${issue.values.join('、')} 之一`
        : `Must be one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return zh ? '格式不对' : 'Wrong format';
    case 'custom':
      if (zh && issue.path[0] === 'history') return '不能与 conversationId 同时使用';
      return issue.message;
    default:
      return zh ? '不对' : 'Not valid';
  }
}

const typeNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  string: { zh: '文字', en: 'a string' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'an integer' },
  array: { zh: '数组', en: 'an array' },
  object: { zh: '对象', en: 'an object' },
};

const units: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  string: { zh: ' 个字符', en: ' characters' },
  array: { zh: ' 项', en: ' items' },
};
