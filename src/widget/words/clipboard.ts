/**
 * Puts a text on the clipboard; gives whether it is there. On plain http, as in many an intranet, there
 * is no `navigator.clipboard`: then the old command does it, from a field put into `inside` for the moment.
 * @param inside where the page can be focused: inside a modal dialog, the dialog
 */
export async function copyText(text: string, inside: Node = document.body): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Missing, forbidden by the page's policy, or refused by its reader.
    return copyByCommand(text, inside);
  }
}

function copyByCommand(text: string, inside: Node): boolean {
  const focused = deepestFocused();
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.tabIndex = -1;
  field.setAttribute('aria-hidden', 'true');
  // Set one by one: an attribute would be against the page's policy. Fixed, so that nothing scrolls.
  field.style.setProperty('position', 'fixed');
  field.style.setProperty('inset', '0 auto auto 0');
  field.style.setProperty('opacity', '0');
  inside.appendChild(field);
  try {
    field.focus({ preventScroll: true });
    field.select();
    // iOS selects nothing in a field that is read-only, unless told the range.
    field.setSelectionRange(0, text.length);
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

/** The focus, through shadow roots. */
function deepestFocused(): Element | null {
  let focused = document.activeElement;
  for (;;) {
    const inner = focused?.shadowRoot?.activeElement ?? null;
    if (inner === null) return focused;
    focused = inner;
  }
}
