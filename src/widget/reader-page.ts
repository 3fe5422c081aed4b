import { followScrolling } from './reader/follow-scrolling.js';
import { rememberPlace, returnToPlace } from './reader/keep-place.js';
import { copyText } from './words/clipboard.js';

/*
 * The reader page's script: it brings the quotation into view, marks the section being read in the
 * contents, and copies. The page reads well without it.
 */

const contents = document.querySelector<HTMLDetailsElement>('.contents-box');
const isBeside = window.matchMedia('(min-width: 60rem)');

function fitContents(): void {
  if (contents !== null) contents.open = isBeside.matches;
}

/** How far down the screen the quotation may end for its clause to be shown from the beginning. */
const CLAUSE_AND_QUOTE = 0.7;

/** A link's #fragment names the clause, which may be long; who comes back finds the page as it was left. */
function showQuote(): void {
  const [visit] = performance.getEntriesByType('navigation');
  const kind = visit instanceof PerformanceNavigationTiming ? visit.type : 'navigate';
  const quote = document.querySelector('mark');
  if (kind === 'reload' || kind === 'back_forward') {
    returnToPlace();
    return;
  }
  if (quote === null) return;
  const clause = quote.closest('.section') ?? quote;
  const height = quote.getBoundingClientRect().bottom - clause.getBoundingClientRect().top;
  const isShort = height < CLAUSE_AND_QUOTE * window.innerHeight;
  (isShort ? clause : quote).scrollIntoView({ block: 'start' });
}

const said = document.querySelector<HTMLElement>('.said');
/** Long enough to be read by who looks elsewhere. */
const SAID_MS = 2500;
let ending: ReturnType<typeof setTimeout> | undefined;

function say(words: string): void {
  if (said === null) return;
  clearTimeout(ending);
  said.textContent = words;
  ending = setTimeout(() => {
    said.textContent = '';
  }, SAID_MS);
}

async function copy(text: string, words: string): Promise<void> {
  const isCopied = await copyText(text);
  say(isCopied ? words : '没有复制成功，请手动复制。');
}

document.addEventListener('click', (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const anchor = target.closest<HTMLAnchorElement>('a.anchor');
  const isPlainClick = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (anchor !== null && isPlainClick) {
    const { origin, pathname } = location;
    // The address shows it too, as it does without a script; nothing scrolls.
    event.preventDefault();
    history.replaceState(history.state, '', anchor.hash);
    void copy(`${origin}${pathname}${anchor.hash}`, '已复制链接');
  }
  // Where nothing hovers, a tap on a clause shows its link.
  document.querySelector('.is-chosen')?.classList.remove('is-chosen');
  target.closest('.section')?.classList.add('is-chosen');
  const button = target.closest<HTMLButtonElement>('button.copy-quote');
  if (button !== null) {
    void copy(`${button.dataset.words ?? ''} ${location.href}`, '已复制引文和链接');
  }
  // On a phone the contents lie over the text.
  if (target.closest('.contents a') !== null && contents !== null && !isBeside.matches) {
    contents.open = false;
  }
});

for (const anchor of document.querySelectorAll('a.anchor')) {
  const label = `复制${anchor.getAttribute('aria-label') ?? ''}`;
  anchor.setAttribute('aria-label', label);
  anchor.setAttribute('title', '复制链接');
}
for (const button of document.querySelectorAll<HTMLElement>('.copy-quote')) button.hidden = false;
fitContents();
isBeside.addEventListener('change', fitContents);
followScrolling(document);
rememberPlace(() => {
  const entry = document.querySelector<HTMLAnchorElement>('.contents a[aria-current]');
  return entry === null ? null : document.getElementById(decodeURIComponent(entry.hash.slice(1)));
});
// After the browser has gone to the fragment itself.
if (document.readyState === 'complete') showQuote();
else window.addEventListener('load', showQuote);
