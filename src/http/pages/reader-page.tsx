import { type ContentsEntry, contentsOf, entryCount } from '../../channels/reader/contents.js';
import { quotedWords } from '../../channels/reader/quoted-words.js';
import { layOut } from '../../channels/reader/reader-sections.js';
import {
  dayInChinese,
  type StandingNote,
  standingNote,
} from '../../channels/reader/standing-note.js';
import type { PolicyDocument } from '../../outline/outline.js';
import type { Standing } from '../../retrieve/succession.js';
import type { TextRange } from '../../text/sentences.js';
import { Blocks, QUOTE_ID, SectionView, TitleView } from './document-view.js';
import { type AssetAddresses, Layout, TopBar } from './layout.js';

/** A document to read: its outline beside its text, the quotation highlighted. Whole without scripts. */
export function ReaderPage(properties: {
  readonly document: PolicyDocument;
  readonly quote: TextRange | null;
  readonly standing: Standing;
  /** The page's absolute address, for paper. */
  readonly address: string;
  readonly assets: AssetAddresses;
}) {
  const { document, quote, standing, address, assets } = properties;
  const laidOut = layOut(document, quote);
  const entries = contentsOf(document);
  const hasContents = entryCount(entries) > 1;
  const note = standingNote(standing);
  return (
    <Layout
      title={`${document.title} · 问策`}
      description={[document.title, ...facts(document)].join('，')}
      className="reader-page"
      assets={assets.page('src/widget/site.css', 'src/widget/reader-page.ts')}
    >
      <a class="skip" href="#text">
        跳到正文
      </a>
      <TopBar>
        <bdi class="reading">{document.title}</bdi>
        {quote === null ? null : <QuoteTools document={document} quote={quote} />}
      </TopBar>
      <div class={hasContents ? 'reader with-contents' : 'reader'}>
        {hasContents ? <Contents entries={entries} /> : null}
        <main id="text" class="sheet" tabindex={-1}>
          <article class="document">
            <header class="opening">
              <Facts document={document} />
              <TitleView document={laidOut} title={document.title} />
              {note === null ? null : <Note note={note} />}
              <Blocks blocks={laidOut.opening} />
            </header>
            {laidOut.sections.map((section) => (
              <SectionView section={section} />
            ))}
            <footer class="source">
              <p>
                来源：<bdi>{document.source}</bdi>
              </p>
              <p class="on-paper">
                <bdi>{address}</bdi>
              </p>
            </footer>
          </article>
        </main>
      </div>
      <p class="said" role="status" />
    </Layout>
  );
}

/** The way to the quotation, and the quotation to take along, which needs a script. */
function QuoteTools({
  document,
  quote,
}: {
  readonly document: PolicyDocument;
  readonly quote: TextRange;
}) {
  return (
    <span class="quote-tools">
      <a class="to-quote" href={`#${QUOTE_ID}`}>
        看引文
      </a>
      <button type="button" class="copy-quote" hidden data-words={quotedWords(document, quote)}>
        复制引文
      </button>
    </span>
  );
}

/** What is known of a document, in short: 文号, 发文机关, 日期. */
function facts({ metadata }: PolicyDocument): readonly string[] {
  const { documentNumber, issuer, issuedOn, effectiveOn } = metadata;
  return [
    documentNumber,
    issuer,
    issuedOn === null ? null : dayInChinese(issuedOn),
    effectiveOn === null || effectiveOn === issuedOn ? null : `${dayInChinese(effectiveOn)}起施行`,
  ].filter((fact) => fact !== null);
}

function Facts({ document }: { readonly document: PolicyDocument }) {
  const known = facts(document);
  if (known.length === 0) return null;
  return (
    <ul class="facts" aria-label="文件信息">
      {known.map((fact) => (
        <li>
          <bdi>{fact}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Note({ note: { before, other, after } }: { readonly note: StandingNote }) {
  return (
    <p class="standing" role="note">
      {before}
      {other === null ? null : (
        <a href={`/documents/${encodeURIComponent(other.id)}`}>
          <bdi>《{other.title}》</bdi>
        </a>
      )}
      {after}
    </p>
  );
}

/** Up to this many entries a table of contents is shown whole. */
const MAX_OPEN_ENTRIES = 60;

function Contents({ entries }: { readonly entries: readonly ContentsEntry[] }) {
  const isOpen = entries.length === 1 || entryCount(entries) <= MAX_OPEN_ENTRIES;
  return (
    <nav class="contents" aria-label="目录">
      <details class="contents-box">
        <summary>目录</summary>
        <Entries entries={entries} isOpen={isOpen} />
      </details>
    </nav>
  );
}

function Entries({
  entries,
  isOpen,
}: {
  readonly entries: readonly ContentsEntry[];
  readonly isOpen: boolean;
}) {
  return (
    <ol>
      {entries.map((entry) => (
        <li>
          <a class={entry.hint === '' ? undefined : 'clause'} href={`#${entry.id}`}>
            <bdi>{entry.words}</bdi>
            {entry.hint === '' ? null : <span class="hint"> {entry.hint}</span>}
          </a>
          {entry.entries.length === 0 ? null : (
            <details class="branch" open={isOpen}>
              <summary aria-label={`${entry.words}的下级`} />
              <Entries entries={entry.entries} isOpen={isOpen} />
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
