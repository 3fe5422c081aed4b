import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** The drawings of the chat's buttons. What they mean is said by the button's own words. */
export type IconName =
  | 'chat'
  | 'close'
  | 'new'
  | 'history'
  | 'send'
  | 'stop'
  | 'copy'
  | 'done'
  | 'up'
  | 'down'
  | 'remove'
  | 'latest'
  | 'retry';

const DRAWINGS: Readonly<Record<IconName, SVGTemplateResult>> = {
  chat: svg`<path d="M4 5h16v11H10l-4.5 3.5V16H4z"/><path d="M8 9h8M8 12h5"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  new: svg`<path d="M12 5v14M5 12h14"/>`,
  history: svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>`,
  send: svg`<path d="M12 19V5M6 11l6-6 6 6"/>`,
  stop: svg`<rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor"/>`,
  copy: svg`<rect x="9" y="9" width="10" height="11" rx="1.5"/><path d="M15 9V5.5A1.5 1.5 0 0 0 13.5 4h-7A1.5 1.5 0 0 0 5 5.5v8A1.5 1.5 0 0 0 6.5 15H9"/>`,
  done: svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
  up: svg`<path d="M7 20H4.5v-9H7zm0-9l4-7c1.5 0 2.3 1 2 2.5L12.3 10H18a2 2 0 0 1 2 2.4l-1.2 6A2 2 0 0 1 16.8 20H7"/>`,
  down: svg`<path d="M17 4h2.5v9H17zm0 9l-4 7c-1.5 0-2.3-1-2-2.5l.7-3.5H6a2 2 0 0 1-2-2.4l1.2-6A2 2 0 0 1 7.2 4H17"/>`,
  remove: svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7"/>`,
  latest: svg`<path d="M12 5v14M6 13l6 6 6-6"/>`,
  retry: svg`<path d="M19 12a7 7 0 1 1-2-4.9L19 9"/><path d="M19 4v5h-5"/>`,
};

/** A drawing, hidden from what reads aloud. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${DRAWINGS[name]}</svg>`;
}
