import { html, nothing, type TemplateResult } from 'lit';
import type {
  Block,
  LaidOutDocument,
  LaidOutHeading,
  LaidOutSection,
} from '../../channels/reader/reader-sections.js';
import type { Piece } from '../../channels/reader/reader-text.js';
import type { Words } from '../words/words.js';

/** What the drawing of a document needs besides it. */
export interface DocumentContext {
  readonly title: string;
  readonly source: string;
  /** The section to be pointed out; null where a quotation is, or nothing. */
  readonly sectionId: string | null;
  /** The address of a section on the full page; empty where there is none to link to. */
  readonly linkTo: (sectionId: string) => string;
  readonly words: Words;
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
      ${opening.map((block) => lineOf(block))}
    </div>
    ${sections.map((section) => sectionOf(section, context))}
    <div class="source">${context.words.documentSource}<bdi>${context.source}</bdi></div>
  </article>`;
}

function sectionOf(section: LaidOutSection, context: DocumentContext): TemplateResult {
  const { id, typeface, heading, leads, blocks, link, sections } = section;
  const first = heading === null ? blocks[0] : undefined;
  const rest = first === undefined ? blocks : blocks.slice(1);
  const names = ['section', typeface];
  if (sections.length === 0) names.push('leaf');
  if (context.sectionId === id) names.push('is-target');
  return html`<section id=${id} class=${names.join(' ')}>
    ${heading === null ? nothing : headingOf(heading)}${first === undefined ? nothing : lineOf(first, leads)}
    ${anchorOf(link, context)}${rest.map((block) => lineOf(block))}
    ${sections.map((child) => sectionOf(child, context))}
  </section>`;
}

/** The panel's own heading is its second level; below the sixth there is none. */
const level = (depth: number) => Math.min(depth + 3, 6);

function headingOf({ typeface, lines, depth }: LaidOutHeading) {
  const words = lines.map((line, at) => html`${at === 0 ? nothing : ' '}${pieces(line)}`);
  return depth === null
    ? html`<p class="heading ${typeface}">${words}</p>`
    : html`<div class="heading ${typeface}" role="heading" aria-level=${level(depth)}>${words}</div>`;
}

function lineOf({ style, words }: Block, leads: readonly LaidOutHeading[] = []) {
  return html`<p class="line ${style}">${leads.map(runInOf)}${pieces(words)}</p>`;
}

function runInOf({ typeface, lines, depth }: LaidOutHeading) {
  const words = lines.map(pieces);
  const blank = typeface === 'article' ? '\u3000' : '';
  return depth === null
    ? html`<b class="run-in ${typeface}">${words}</b>${blank}`
    : html`<b class="run-in ${typeface}" role="heading" aria-level=${level(depth)}>${words}</b>${blank}`;
}

function anchorOf(link: LaidOutSection['link'], { linkTo, words }: DocumentContext) {
  const address = link === null ? '' : linkTo(link.id);
  if (link === null || address === '') return nothing;
  return html`<a class="anchor" href=${address} title=${words.copyLink} aria-label=${words.linkOf(link.address)}>${words.link}</a>`;
}

function pieces(line: readonly Piece[]) {
  return line.map(({ text, quoted }) => (quoted === 'no' ? text : html`<mark>${text}</mark>`));
}
