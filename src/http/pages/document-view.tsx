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

/** Lines of a title block. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block) => (
        <Line block={block} heading={null} />
      ))}
    </>
  );
}

/** A section with all below it. */
export function SectionView({ section }: { readonly section: LaidOutSection }) {
  const { id, typeface, heading, blocks, sections } = section;
  const runIn = heading?.isRunIn === true ? heading : null;
  const [first, ...rest] = blocks;
  const isLeaf = sections.length === 0;
  return (
    <section id={id} class={`section ${typeface}${isLeaf ? ' leaf' : ''}`}>
      {heading === null || runIn !== null ? null : <Heading heading={heading} />}
      {runIn === null || first === undefined ? null : <Line block={first} heading={runIn} />}
      {runIn !== null || heading !== null || first === undefined ? null : (
        <Line block={first} heading={null} />
      )}
      <Anchor section={section} />
      <Blocks blocks={heading !== null && runIn === null ? blocks : rest} />
      {sections.map((child) => (
        <SectionView section={child} />
      ))}
    </section>
  );
}

/** HTML has no level below h6; the document's title is its h1. */
const headingTags = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;

function Heading({ heading: { lines, depth } }: { readonly heading: LaidOutHeading }) {
  const Tag = depth === null ? 'p' : (headingTags[depth] ?? 'h6');
  return (
    <Tag class="heading">
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
  heading,
}: {
  readonly block: Block;
  readonly heading: LaidOutHeading | null;
}) {
  return (
    <p class={`line ${style}`}>
      {heading === null ? null : <RunIn heading={heading} />}
      <Pieces pieces={words} />
    </p>
  );
}

/** A heading that its words follow on the line: no element of HTML for it, so by its role. */
function RunIn({ heading: { lines, depth } }: { readonly heading: LaidOutHeading }) {
  const role =
    depth === null ? {} : { role: 'heading', 'aria-level': String(Math.min(depth + 2, 6)) };
  return (
    <b class="run-in" {...role}>
      {lines.map((line) => (
        <Pieces pieces={line} />
      ))}
    </b>
  );
}

/** The clause's own link; with scripts a click copies it. */
function Anchor({ section: { id, address } }: { readonly section: LaidOutSection }) {
  if (address === '') return null;
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
