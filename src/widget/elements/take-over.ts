/** What the page held before the script came. */
export interface TakenOver {
  /** A question in the address, to be asked at once; empty where there is none. */
  readonly asked: string;
  /** What was typed into the form that works without scripts. */
  readonly typed: string;
  /** Whether the question box should have the focus. */
  readonly wantsFocus: boolean;
}

/** Takes `?q=` out of the address, so that a reload does not ask again, and what stands in the element's form. */
export function takeOver(element: HTMLElement): TakenOver {
  const address = new URL(location.href);
  const asked = address.searchParams.get('q')?.trim() ?? '';
  if (address.searchParams.has('q')) {
    address.searchParams.delete('q');
    address.searchParams.delete('plain');
    history.replaceState(history.state, '', address);
  }
  const box = element.querySelector<HTMLInputElement>('[name="q"]');
  const { activeElement } = document;
  const isFree = activeElement === null || activeElement === document.body;
  const isUsual = isFree && hasMouse();
  const typed = asked === '' ? (box?.value ?? '') : '';
  return { asked, typed, wantsFocus: isUsual || (box !== null && box === activeElement) };
}

/** Whether this is no phone, where the focus in a question box covers half of the screen with a keyboard. */
export function hasMouse(): boolean {
  return matchMedia('(hover: hover)').matches;
}
