import { describe, expect, it } from 'vitest';
import { composerKey } from '../../../src/widget/elements/composer-keys.js';

const enter = {
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};
const up = { ...enter, key: 'ArrowUp', keyCode: 38 };
const typed = { text: '招商', isComposing: false };

describe('a key in the question box', () => {
  it('sends by Enter, with Ctrl too', () => {
    expect(composerKey(enter, typed)).toBe('send');
    expect(composerKey({ ...enter, ctrlKey: true }, typed)).toBe('send');
  });

  it('breaks the line by Shift+Enter and Alt+Enter', () => {
    expect(composerKey({ ...enter, shiftKey: true }, typed)).toBeNull();
    expect(composerKey({ ...enter, altKey: true }, typed)).toBeNull();
  });

  it('belongs to the input method while that is composing', () => {
    expect(composerKey({ ...enter, isComposing: true }, typed)).toBeNull();
    expect(composerKey(enter, { ...typed, isComposing: true })).toBeNull();
  });

  it('belongs to it in Safari too, which has ended the composition by then', () => {
    expect(composerKey({ ...enter, keyCode: 229 }, typed)).toBeNull();
  });

  it('brings the last question back by ↑ in an empty box, and moves the cursor in another', () => {
    expect(composerKey(up, { text: '', isComposing: false })).toBe('recall');
    expect(composerKey(up, typed)).toBeNull();
    expect(composerKey({ ...up, metaKey: true }, { text: '', isComposing: false })).toBeNull();
  });
});
