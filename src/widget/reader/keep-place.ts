/** Clauses far off the screen are not laid out, so heights differ from visit to visit: a place is a clause, not a number. */
interface Place {
  readonly id: string;
  /** Where its clause stood, in CSS pixels from the window's top. */
  readonly top: number;
}

/** What comes into view is only then laid out in full, and moves the place: it is brought back for so many frames. */
const FRAMES = 6;
const key = () => `wence-place:${location.pathname}`;

/** Remembers, until the tab is closed, where its reader was when the page is left. */
export function rememberPlace(current: () => Element | null): void {
  window.addEventListener('pagehide', () => {
    const section = current();
    if (section === null) return;
    const place: Place = { id: section.id, top: section.getBoundingClientRect().top };
    try {
      sessionStorage.setItem(key(), JSON.stringify(place));
    } catch {
      // Storage may be forbidden; the browser's own place is near enough.
    }
  });
}

/** Goes back to the remembered place, for one who reloads or comes back. */
export function returnToPlace(): void {
  const place = remembered();
  const section = place === null ? null : document.getElementById(place.id);
  if (place === null || section === null) return;
  const go = (left: number) => {
    window.scrollBy(0, section.getBoundingClientRect().top - place.top);
    if (left > 0) requestAnimationFrame(() => go(left - 1));
  };
  go(FRAMES);
}

function remembered(): Place | null {
  try {
    const { id, top } = JSON.parse(sessionStorage.getItem(key()) ?? '{}');
    return typeof id === 'string' && typeof top === 'number' ? { id, top } : null;
  } catch {
    return null;
  }
}
