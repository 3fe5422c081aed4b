import type { PolicyDocument, Section, SectionKind } from '../../src/outline/outline.js';

/** A section to be printed: heading and body as they stand in the text, children below. */
export interface PrintedSection {
  readonly label?: string;
  readonly title?: string;
  /** Between the heading and the body: `。` for a run-in heading, a line end where left out. */
  readonly closing?: string;
  readonly body?: string;
  readonly kind?: SectionKind;
  readonly sections?: readonly PrintedSection[];
}

/** A document printed from its outline, with every range right: for tests that need no parser. */
export function documentOf(
  title: string,
  printed: readonly PrintedSection[],
  { id = 'd1', source = 'd1.txt' }: { readonly id?: string; readonly source?: string } = {},
): PolicyDocument {
  let text = `${title}\n`;

  function print(section: PrintedSection, path: readonly number[]): Section {
    const { label = '', title: heading = '', body = '', sections: children = [] } = section;
    const start = text.length;
    const closing = section.closing ?? (label + heading === '' ? '' : '\n');
    text += `${label}${heading}${closing}${body}`;
    if (!text.endsWith('\n')) {
      text += '\n';
    }
    const sections = children.map((child, position) => print(child, [...path, position]));
    return {
      id: `${id}-${path.join('-')}`,
      kind: section.kind ?? 'heading',
      label,
      title: heading,
      address: `${path.map((position) => position + 1).join('.')}`,
      level: path.length,
      start,
      end: text.length,
      sections,
    };
  }

  const sections = printed.map((section, position) => print(section, [position]));
  return {
    id,
    title,
    source,
    text,
    start: 0,
    end: text.length,
    sections,
    metadata: {
      issuer: null,
      department: null,
      year: null,
      documentNumber: null,
      issuedOn: null,
      effectiveOn: null,
    },
  };
}
