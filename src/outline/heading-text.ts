import type { Section } from './outline.js';

/** A label that ends in a word or a digit, not in a mark of its own: 第一章, 第十七条之一, 附件2. */
const ENDS_WITHOUT_MARK = /[\p{L}\p{N}]$/u;

/**
 * A section's heading on one line, `（一）强化招商顶层设计`; a space stands between `第一章` and its title
 * (as laws are printed). Empty where the section has neither label nor title.
 */
export function headingText({ label, title }: Pick<Section, 'label' | 'title'>): string {
  const gap = title !== '' && ENDS_WITHOUT_MARK.test(label) ? ' ' : '';
  return `${label}${gap}${title}`;
}
