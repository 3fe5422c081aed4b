import { html, nothing, type TemplateResult } from 'lit';
import type { Citation } from '../../answer/answer.js';
import type { Turn } from '../conversation/turn.js';
import { type AnswerLine, type AnswerPart, answerLines } from '../words/answer-lines.js';
import type { Words } from '../words/words.js';
import { isPlainClick } from './citation-link.js';
import { leadOf } from './lead.js';
import type { TurnActions } from './turn-actions.js';

/** What the drawing of a text needs besides it. */
interface Drawing {
  readonly words: Words;
  readonly actions: TurnActions;
}

/** An answer's text: paragraphs, lists with hanging signs, and its citation marks as links. */
export function answerText(
  turn: Pick<Turn, 'text' | 'citations' | 'state'>,
  drawing: Drawing,
): TemplateResult {
  const isStreaming = turn.state.kind === 'streaming';
  const lines = answerLines(turn.text, turn.citations, { isStreaming }).filter(
    ({ marker, parts }) => marker !== '' || parts.length > 0,
  );
  return html`${blocks(lines).map((block) =>
    block.isList
      ? html`<ul role="list">${block.lines.map((line) => item(line, drawing))}</ul>`
      : block.lines.map((line) => html`<p>${parts(line.parts, drawing)}</p>`),
  )}`;
}

interface Block {
  readonly isList: boolean;
  readonly lines: readonly AnswerLine[];
}

/** List lines that follow each other are one list. */
function blocks(lines: readonly AnswerLine[]): readonly Block[] {
  const result: { isList: boolean; lines: AnswerLine[] }[] = [];
  for (const line of lines) {
    const isList = line.marker !== '';
    const last = result.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else result.push({ isList, lines: [line] });
  }
  return result;
}

function item(line: AnswerLine, drawing: Drawing) {
  const [first, ...others] = line.parts;
  const { lead, rest } = first?.kind === 'words' ? leadOf(first.text) : { lead: '', rest: '' };
  const shown: readonly AnswerPart[] =
    lead === '' ? line.parts : [{ kind: 'words', text: rest }, ...others];
  const classes = `hang-${signWidth(line.marker)} ${line.depth > 0 ? 'deeper' : ''}`;
  return html`<li class=${classes}><span class="sign">${line.marker.trim()}</span>${
    lead === '' ? nothing : html`<bdi class="lead">${lead}</bdi>`
  }${parts(shown, drawing)}</li>`;
}

/** How much room a sign needs, in em: 1 (`·`) to 3 (`（一）`). */
function signWidth(marker: string): number {
  const widths = Array.from(marker.trim(), (sign) => (/[\u2000-\uffff]/u.test(sign) ? 1 : 0.6));
  const width = widths.reduce((sum, each) => sum + each, 0);
  return Math.min(3, Math.max(1, Math.ceil(width)));
}

/** A mark stays on one line with the letter before it. */
function parts(all: readonly AnswerPart[], drawing: Drawing) {
  const drawn: unknown[] = [];
  for (let at = 0; at < all.length; ) {
    const part = all[at];
    at += 1;
    if (part === undefined) break;
    const marks: Citation[] = part.kind === 'mark' ? [part.citation] : [];
    for (let next = all[at]; next?.kind === 'mark'; next = all[at]) {
      marks.push(next.citation);
      at += 1;
    }
    const text = part.kind === 'words' ? part.text : '';
    // A letter may be two code units.
    const tail = marks.length > 0 ? ([...text.trimEnd()].at(-1) ?? '') : '';
    const head = tail === '' ? text : text.trimEnd().slice(0, -tail.length);
    drawn.push(html`<bdi>${head}</bdi>`);
    if (marks.length > 0) {
      drawn.push(
        html`<span class="keep"><bdi>${tail}</bdi>${marks.slice(0, 1).map((each) => mark(each, drawing))}</span>${marks.slice(1).map((each) => mark(each, drawing))}`,
      );
    }
  }
  return drawn;
}

function mark(citation: Citation, { words, actions }: Drawing) {
  const read = (event: MouseEvent) => {
    if (!isPlainClick(event) || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    actions.read(citation, event.currentTarget);
  };
  const point = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return;
    actions.point(citation, currentTarget);
  };
  return html`<a
    class="mark"
    href=${actions.href(citation.url) ?? nothing}
    aria-label=${words.sourceMark(citation.index, citation.documentTitle, citation.address)}
    @click=${read}
    @pointerenter=${(event: PointerEvent) => event.pointerType === 'mouse' && point(event)}
    @pointerleave=${() => actions.unpoint()}
    @focus=${(event: FocusEvent) => event.target instanceof Element && event.target.matches(':focus-visible') && point(event)}
    @blur=${() => actions.unpoint()}
  >${citation.index}</a>`;
}
