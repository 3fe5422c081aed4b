import type { LocatedSection } from '../index/section-store.js';
import { headingLabel } from './citation-book.js';

/** Address and title of a clause, as the line that says where a quotation stands has them. */
export function clauseWords({ section }: LocatedSection): string {
  const heading = headingLabel(section);
  if (section.title === '' || heading === section.address) return section.address;
  return section.address.endsWith(section.label)
    ? `${section.address}${section.title}`
    : `${section.address} ${section.title}`;
}
