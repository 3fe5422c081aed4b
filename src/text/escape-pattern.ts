/** Words as a part of a regular expression that matches just them. */
export function escapePattern(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
