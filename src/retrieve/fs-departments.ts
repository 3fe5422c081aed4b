import { readFile } from 'node:fs/promises';
import { WenceError } from '../errors.js';
import type { DepartmentEntry } from './department-gazetteer.js';
import { readDepartmentSettings } from './department-settings.js';

/**
 * The departments of a settings file; none where no file is set.
 *
 * @throws WenceError `invalid_setting` where it cannot be read, or naming what is wrong in it
 */
export async function readDepartments(file: string | null): Promise<readonly DepartmentEntry[]> {
  if (file === null) return [];
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new WenceError('invalid_setting', `读不了部门设置 ${file}，请检查 WENCE_DEPARTMENTS。`, {
      cause,
      details: [{ field: 'WENCE_DEPARTMENTS', message: `读不了 ${file}` }],
    });
  }
  return readDepartmentSettings(text, file);
}
