import { headingText } from '../../outline/heading-text.js';
import type { PolicyDocument, Section } from '../../outline/outline.js';
import type { TextRange } from '../../text/sentences.js';
import { Layout, TopBar } from './layout.js';
import { type Line, type Piece, type ReaderText, readerText } from './reader-text.js';

/** The id of the element that a quotation begins with; sections' ids begin with a letter. */
const QUOTE_ID = '-quote';

/** A document to read: its outline as contents, its text, the quotation highlighted. Works without scripts. */
export function ReaderPage(properties: {
  readonly document: PolicyDocument;
  readonly quote: TextRange | null;
}) {
  const { document, quote } = properties;
  const text = readerText(document, quote);
  return (
    <Layout title={`${document.title} · 问策`} className="reader-page" script="/assets/reader.js">
      <TopBar>
        <span class="reading">{document.title}</span>
        {quote === null ? null : (
          <a class="to-quote" href={`#${QUOTE_ID}`}>
            看引文
          </a>
        )}
      </TopBar>
      <div class="reader">
        <details class="contents">
          <summary>目录</summary>
          <nav aria-label="目录">
            <Contents sections={document.sections} />
          </nav>
        </details>
        <main class="document">
          <Opening document={document} text={text} />
          {document.sections.map((section) => (
            <SectionView section={section} text={text} />
          ))}
          <footer class="document-source">来源：{document.source}</footer>
        </main>
      </div>
    </Layout>
  );
}

function Opening({
  document,
  text,
}: {
  readonly document: PolicyDocument;
  readonly text: ReaderText;
}) {
  return (
    <header class="opening">
      <h1>
        {text.title.length === 0
          ? document.title
          : text.title.map((line) => (
              <span class="title-line">
                <Pieces pieces={line.words} />
              </span>
            ))}
      </h1>
      {text.preliminaries.map((line) => (
        <p>
          <Pieces pieces={line.words} />
        </p>
      ))}
    </header>
  );
}

function SectionView({ section, text }: { readonly section: Section; readonly text: ReaderText }) {
  const lines = text.own(section);
  const wordsFrom = lines.findIndex((line) => line.words.length > 0);
  const headingLines = wordsFrom === -1 ? lines : lines.slice(0, wordsFrom);
  const rest = wordsFrom === -1 ? [] : lines.slice(wordsFrom);
  return (
    <section id={section.id} class={`section ${section.kind}`}>
      {headingLines.length === 0 ? null : <Heading section={section} lines={headingLines} />}
      {rest.map((line, at) => (
        <p>
          {line.heading.length === 0 ? null : (
            <strong class="run-in">
              <Pieces pieces={line.heading} />
            </strong>
          )}
          <Pieces pieces={line.words} />
          {at === 0 && headingLines.length === 0 ? <Anchor section={section} /> : null}
        </p>
      ))}
      {section.sections.map((child) => (
        <SectionView section={child} text={text} />
      ))}
    </section>
  );
}

/** The outermost sections stand under the title's h1; HTML has no level below h6. */
const headingTags = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;

function Heading({
  section,
  lines,
}: {
  readonly section: Section;
  readonly lines: readonly Line[];
}) {
  const Tag = headingTags[Math.min(section.level, headingTags.length) - 1] ?? 'h2';
  return (
    <Tag>
      {lines.map((line) => (
        <Pieces pieces={line.heading} />
      ))}
      <Anchor section={section} />
    </Tag>
  );
}

/** The clause's own link, to copy. */
function Anchor({ section }: { readonly section: Section }) {
  if (section.address === '') return null;
  return (
    <a class="anchor" href={`#${section.id}`} aria-label={`${section.address} 的链接`}>
      #
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

/** Sections that a table of contents lists; single paragraphs and items are too many to help. */
const listedKinds: ReadonlySet<Section['kind']> = new Set([
  'heading',
  'article',
  'appendix',
  'preface',
]);

function Contents({ sections }: { readonly sections: readonly Section[] }) {
  const listed = sections.filter((section) => listedKinds.has(section.kind));
  if (listed.length === 0) return null;
  return (
    <ol>
      {listed.map((section) => (
        <li>
          <a href={`#${section.id}`}>{contentsEntry(section)}</a>
          <Contents sections={section.sections} />
        </li>
      ))}
    </ol>
  );
}

function contentsEntry(section: Section): string {
  const words = headingText(section);
  if (words !== '') return words;
  if (section.kind === 'preface') return '前言';
  return section.address === '' ? '（无题）' : section.address;
}
