/** Where in the pane, from its top, words are brought whose clause begins too far above. */
const READING_LINE = 0.3;
/** How far down the pane the words may end for their clause to be shown from the beginning. */
const CLAUSE_AND_WORDS = 0.7;
/** Between a clause and the pane's edge, in CSS pixels. */
const MARGIN = 12;
/** What comes into view is only then laid out in full, and moves the place: it is brought back for so many frames. */
const FRAMES = 12;

/** Scrolls one pane so that a place in it is read comfortably, with its clause where there is room; nothing around the pane moves. */
export function scrollWithin(
  pane: HTMLElement,
  { place, clause }: { readonly place: HTMLElement; readonly clause: HTMLElement | null },
): void {
  const go = (left: number) => {
    if (!place.isConnected) return;
    const { bottom, top } = place.getBoundingClientRect();
    const begin = clause?.getBoundingClientRect().top ?? top;
    const isShort = clause === null || bottom - begin < CLAUSE_AND_WORDS * pane.clientHeight;
    const wanted = isShort ? MARGIN : READING_LINE * pane.clientHeight;
    const move = (isShort ? begin : top) - pane.getBoundingClientRect().top - wanted;
    if (Math.abs(move) >= 1) pane.scrollTop += move;
    if (left > 0) requestAnimationFrame(() => go(left - 1));
  };
  go(FRAMES);
}
