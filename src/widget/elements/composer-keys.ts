/** What a key pressed in the question box asks for. */
export type ComposerKey = 'send' | 'recall' | null;

/** `KeyboardEvent.keyCode` of a key that an input method took for itself (UI Events, 7.3.1). */
const PROCESSED_BY_IME = 229;

/**
 * Enter sends and Shift+Enter breaks; ↑ in an empty box brings the last question back. Never while an
 * input method is composing: its Enter picks a word. Safari ends the composition before it tells of that
 * Enter, and then only the key code says so.
 */
export function composerKey(
  event: Pick<
    KeyboardEvent,
    'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'
  >,
  box: { readonly text: string; readonly isComposing: boolean },
): ComposerKey {
  if (isImeKey(event) || box.isComposing) return null;
  if (event.shiftKey || event.altKey) return null;
  if (event.key === 'Enter') return 'send';
  if (event.ctrlKey || event.metaKey) return null;
  return event.key === 'ArrowUp' && box.text === '' ? 'recall' : null;
}

/** Whether a key belongs to an input method. */
export function isImeKey(event: Pick<KeyboardEvent, 'keyCode' | 'isComposing'>): boolean {
  return event.isComposing || event.keyCode === PROCESSED_BY_IME;
}
