import { fromHex, type Rgb } from './accent-colors.js';

/** A CSS colour as the browser understands it; null where it is none, or not opaque by itself. */
export function readColor(wish: string): Rgb | null {
  // `currentcolor` and `var()` are colours to CSS.supports, and mean nothing to a canvas.
  if (wish === '' || !CSS.supports('color', wish)) return null;
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  // A canvas ignores what it cannot read, so the value before shows through.
  const readings = ['#000000', '#ffffff'].map((before) => {
    context.fillStyle = before;
    context.fillStyle = wish;
    return String(context.fillStyle);
  });
  const [reading = ''] = readings;
  if (reading !== readings[1]) return null;
  if (reading.startsWith('#')) return fromHex(reading);
  // oklch() and its kind are not turned to hex: paint one pixel.
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
