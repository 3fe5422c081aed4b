import { html, nothing, type TemplateResult } from 'lit';
import type {
  Block,
  LaidOutDocument,
  LaidOutHeading,
  LaidOutSection,
} from '../../channels/reader/reader-sections.js';
import type { Piece } from '../../channels/reader/reader-text.js';
import type { ReaderWords } from './reader-words.js';

/** What the drawing of a document needs besides it. */
export interface DocumentContext {
  readonly title: string;
  readonly source: string;
  /** The section to be pointed out; null where a quotation is, or nothing. */
  readonly sectionId: string | null;
  /** The address of a section on the full page; empty where there is none to link to. */
  readonly linkTo: (sectionId: string) => string;
  readonly words: ReaderWords;
}

/** A document as its page draws it (`document-view.tsx`), each character of it as text. */
export function documentTemplate(
  { title, opening, sections }: LaidOutDocument,
  context: DocumentContext,
): TemplateResult {
  return html`<article class="document" lang="zh-CN">
    <div class="opening">
      <p class="title">
        ${
          title.length === 0
            ? context.title
            : title.map((line) => html`<span class="title-line">${pieces(line)}</span>`)
        }
      </p>
      ${opening.map((block) => lineOf(block, null))}
    </div>
    ${sections.map((section) => sectionOf(section, context))}
    <div class="source">${context.words.source}<bdi>${context.source}</bdi></div>
  </article>`;
}

function sectionOf(section: LaidOutSection, context: DocumentContext): TemplateResult {
  const { id, typeface, heading, blocks, sections } = section;
  const runIn = heading?.isRunIn === true ? heading : null;
  const isApart = heading !== null && runIn === null;
  const [first, ...rest] = blocks;
  const names = ['section', typeface];
  if (sections.length === 0) names.push('leaf');
  if (context.sectionId === id) names.push('is-target');
  return html`<section id=${id} class=${names.join(' ')}>
    ${isApart ? headingOf(heading) : first === undefined ? nothing : lineOf(first, runIn)}
    ${anchorOf(section, context)}${(isApart ? blocks : rest).map((block) => lineOf(block, null))}
    ${sections.map((child) => sectionOf(child, context))}
  </section>`;
}

/** The panel's own heading is its second level; below the sixth there is none. */
const level = (depth: number) => Math.min(depth + 3, 6);

function headingOf({ lines, depth }: LaidOutHeading) {
  const words = lines.map((line, at) => html`${at === 0 ? nothing : ' '}${pieces(line)}`);
  return depth === null
    ? html`<p class="heading">${words}</p>`
    : html`<div class="heading" role="heading" aria-level=${level(depth)}>${words}</div>`;
}

function lineOf({ style, words }: Block, heading: LaidOutHeading | null) {
  return html`<p class="line ${style}">${heading === null ? nothing : runInOf(heading)}${pieces(words)}</p>`;
}

function runInOf({ lines, depth }: LaidOutHeading) {
  const words = lines.map(pieces);
  return depth === null
    ? html`<b class="run-in">${words}</b>`
    : html`<b class="run-in" role="heading" aria-level=${level(depth)}>${words}</b>`;
}

function anchorOf({ id, address }: LaidOutSection, { linkTo, words }: DocumentContext) {
  const link = linkTo(id);
  if (address === '' || link === '') return nothing;
  return html`<a class="anchor" href=${link} title=${words.copyLink} aria-label=${words.linkOf(address)}>${words.link}</a>`;
}

function pieces(line: readonly Piece[]) {
  return line.map(({ text, quoted }) => (quoted === 'no' ? text : html`<mark>${text}</mark>`));
}
