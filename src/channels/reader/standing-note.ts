import type { PolicyDocument } from '../../outline/outline.js';
import type { Standing } from '../../retrieve/succession.js';

/** What stands over a document that is not, or not wholly, in force: words around the other document's title. */
export interface StandingNote {
  readonly before: string;
  /** The document to read instead, or the one that says so. */
  readonly other: PolicyDocument | null;
  readonly after: string;
}

/** Null for a document in force. */
export function standingNote(standing: Standing): StandingNote | null {
  switch (standing.kind) {
    case 'in-force':
      return null;
    case 'superseded':
      return {
        before: `本文件${since(standing.on)}已被`,
        other: standing.by,
        after: '取代，请以后者为准。',
      };
    case 'repealed':
      return standing.by === null
        ? { before: `本文件${since(standing.on)}已废止，仅供查阅。`, other: null, after: '' }
        : {
            before: `本文件${since(standing.on)}已废止，依据是`,
            other: standing.by,
            after: '，仅供查阅。',
          };
    case 'expired':
      return {
        before: `本文件的有效期到${dayInChinese(standing.on)}为止，已经过期。`,
        other: null,
        after: '',
      };
    case 'not-yet':
      return {
        before: `本文件自${dayInChinese(standing.on)}起施行，现在还没有生效。`,
        other: null,
        after: '',
      };
    case 'to-be-superseded':
      return {
        before: `本文件将自${dayInChinese(standing.on)}起由`,
        other: standing.by,
        after: '取代。',
      };
    case 'amended':
      return {
        before: '本文件后来由',
        other: standing.by,
        after: '作过修改，这里可能是修改前的文字。',
      };
  }
}

/** `2023-10-19` as `2023年10月19日`, and as much of it where less is known. */
export function dayInChinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return [[year, '年'] as const, [month, '月'] as const, [date, '日'] as const]
    .map(([number, unit]) => (number === undefined ? '' : `${number}${unit}`))
    .join('');
}

function since(day: string | null): string {
  return day === null ? '' : `自${dayInChinese(day)}起`;
}
