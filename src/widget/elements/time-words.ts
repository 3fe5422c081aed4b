import type { Language } from '../words/words.js';

/** When something was: the time of today, else the day, with its year where that is not this one; empty for no time at all. */
export function timeWords(
  atMs: number,
  options: { readonly nowMs: number; readonly language: Language },
): string {
  const at = new Date(atMs);
  // What is kept in a browser anybody may have written.
  if (Number.isNaN(at.getTime())) return '';
  const now = new Date(options.nowMs);
  const isSameYear = at.getFullYear() === now.getFullYear();
  const format: Intl.DateTimeFormatOptions =
    at.toDateString() === now.toDateString()
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { month: 'short', day: 'numeric', ...(isSameYear ? {} : { year: 'numeric' }) };
  return new Intl.DateTimeFormat(options.language === 'zh' ? 'zh-CN' : 'en', format).format(at);
}

/** `2021–2024`, `2023`, or nothing. */
export function yearSpan(years: readonly number[]): string {
  if (years.length === 0) return '';
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return first === last ? String(first) : `${first}–${last}`;
}
