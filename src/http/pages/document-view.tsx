import type {
  Block,
  LaidOutDocument,
  LaidOutHeading,
  LaidOutSection,
} from '../../channels/reader/reader-sections.js';
import type { Piece } from '../../channels/reader/reader-text.js';

/** The id of the element that a quotation begins with; sections' ids begin with a letter. */
export const QUOTE_ID = '-quote';

/** The title of a document, as its page prints it. */
export function TitleView({ document, title }: { document: LaidOutDocument; title: string }) {
  return (
    <h1 class="title">
      {document.title.length === 0
        ? title
        : document.title.map((line) => (
            <span class="title-line">
              <Pieces pieces={line} />
            </span>
          ))}
    </h1>
  );
}

/** Lines of text. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block) => (
        <Line block={block} leads={[]} />
      ))}
    </>
  );
}

/** A section with all below it. */
export function SectionView({ section }: { readonly section: LaidOutSection }) {
  const { id, typeface, heading, leads, blocks, link, sections } = section;
  const first = heading === null ? blocks[0] : undefined;
  const rest = first === undefined ? blocks : blocks.slice(1);
  return (
    <section id={id} class={`section ${typeface}${sections.length === 0 ? ' leaf' : ''}`}>
      {heading === null ? null : <Heading heading={heading} />}
      {first === undefined ? null : <Line block={first} leads={leads} />}
      {link === null ? null : <Anchor link={link} />}
      <Blocks blocks={rest} />
      {sections.map((child) => (
        <SectionView section={child} />
      ))}
    </section>
  );
}

/** HTML has no level below h6; the document's title is its h1. */
const headingTags = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;

function Heading({ heading: { typeface, lines, depth } }: { readonly heading: LaidOutHeading }) {
  const Tag = depth === null ? 'p' : (headingTags[depth] ?? 'h6');
  return (
    <Tag class={`heading ${typeface}`}>
      {lines.map((line, at) => (
        <>
          {at === 0 ? null : ' '}
          <Pieces pieces={line} />
        </>
      ))}
    </Tag>
  );
}

function Line({
  block: { style, words },
  leads,
}: {
  readonly block: Block;
  readonly leads: readonly LaidOutHeading[];
}) {
  return (
    <p class={`line ${style}`}>
      {leads.map((heading) => (
        <RunIn heading={heading} />
      ))}
      <Pieces pieces={words} />
    </p>
  );
}

/** A heading that its words follow on the line: HTML has no element for it, so by its role. */
function RunIn({ heading: { typeface, lines, depth } }: { readonly heading: LaidOutHeading }) {
  const role =
    depth === null ? {} : { role: 'heading', 'aria-level': String(Math.min(depth + 2, 6)) };
  return (
    <>
      <b class={`run-in ${typeface}`} {...role}>
        {lines.map((line) => (
          <Pieces pieces={line} />
        ))}
      </b>
      {typeface === 'article' ? '\u3000' : null}
    </>
  );
}

/** The clause's own link; with scripts a click copies it. */
function Anchor({ link: { id, address } }: { readonly link: NonNullable<LaidOutSection['link']> }) {
  return (
    <a class="anchor" href={`#${id}`} aria-label={`链接：${address}`}>
      链接
    </a>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, quoted }) => {
        if (quoted === 'no') return text;
        return <mark id={quoted === 'start' ? QUOTE_ID : undefined}>{text}</mark>;
      })}
    </>
  );
}
