import type { Turn } from '../conversation/turn.js';

/**
 * What of an answer is drawn as text and what as questions to press. A greeting lists its questions in
 * the text, for those who read nothing else: here they are not shown twice.
 */
export function shownAnswer({ text, answer }: Pick<Turn, 'text' | 'answer'>): {
  readonly text: string;
  readonly suggestions: readonly string[];
} {
  const suggestions = answer?.suggestions ?? [];
  if (answer?.kind !== 'greeting' || suggestions.length === 0) return { text, suggestions };
  const lines = text.split('\n');
  const isListed = (line: string) => suggestions.includes(line.replace(/^\s*[·•-]\s*/u, ''));
  const firstListed = lines.findIndex(isListed);
  const kept = lines.filter((line) => !isListed(line));
  // What leads the list in says nothing any more without it.
  const lead = firstListed > 0 ? (kept[firstListed - 1] ?? '') : '';
  if (/[：:]\s*$/u.test(lead)) kept[firstListed - 1] = lead.replace(/[^。！？.!?]*$/u, '');
  return { text: kept.join('\n').trim(), suggestions };
}
