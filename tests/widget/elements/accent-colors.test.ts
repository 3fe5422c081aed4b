import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accentColors,
  contrast,
  fromHex,
  type Rgb,
} from '../../../src/widget/elements/accent-colors.js';

const part = fc.integer({ min: 0, max: 255 });
const anyColor = fc.tuple(part, part, part);
const WHITE: Rgb = [255, 255, 255];
const DARK_PAPER: Rgb = [28, 28, 30];

describe('the colours of a site', () => {
  it('can be read on every ground they are put on, whatever the site wishes', () => {
    fc.assert(
      fc.property(anyColor, (wish) => {
        const colors = accentColors(wish);
        const pairs = [
          [colors.onFill, colors.fill],
          [colors.onLight, colors.lightGround],
          [colors.onDark, colors.darkGround],
        ].map(([letters = '', ground = '']) => contrast(rgb(letters), rgb(ground)));
        pairs.push(contrast(rgb(colors.onLight), WHITE), contrast(rgb(colors.onDark), DARK_PAPER));
        expect(Math.min(...pairs)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('stay as they are where they can be read already', () => {
    const red = accentColors([143, 29, 34]);
    expect(red.fill).toBe('rgb(143, 29, 34)');
    expect(red.onLight).toBe('rgb(143, 29, 34)');
    expect(red.onFill).toBe('rgb(255, 255, 255)');
  });

  it('have black letters on yellow', () => {
    expect(accentColors([255, 220, 0]).onFill).toBe('rgb(0, 0, 0)');
  });
});

describe('fromHex', () => {
  it('reads what a canvas writes', () => {
    expect(fromHex('#0b5cad')).toEqual([11, 92, 173]);
  });

  it('reads nothing into other notations', () => {
    expect(fromHex('rgba(0, 0, 0, 0.5)')).toBeNull();
    expect(fromHex('#fff')).toBeNull();
  });
});

function rgb(text: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
}
