/** Where in the pane, from its top, a place is brought: context stands above it. */
const READING_LINE = 0.3;
/** What comes into view is only then laid out in full, and moves the place a little. */
const CORRECTIONS = 3;

/** Scrolls one pane so that a place in it is read comfortably; nothing around the pane moves. */
export function scrollWithin(pane: HTMLElement, place: HTMLElement): void {
  const go = (left: number) => {
    if (!place.isConnected) return;
    const spare = Math.max(0, pane.clientHeight - place.offsetHeight);
    const wanted = Math.min(pane.clientHeight * READING_LINE, spare);
    const found = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (Math.abs(found - wanted) < 1) return;
    pane.scrollTop += found - wanted;
    if (left > 0) requestAnimationFrame(() => go(left - 1));
  };
  go(CORRECTIONS);
}
