import { accentColors } from './accent-colors.js';
import { readColor } from './read-color.js';

/** Gives a chat the site's colour, or its own where the site has no wish that the browser can read. */
export function paintAccent(root: HTMLElement, wish: string): void {
  const color = readColor(wish);
  const shades = color === null ? null : accentColors(color);
  const properties = {
    '--w-fill-wish': shades?.fill,
    '--w-on-fill-wish': shades?.onFill,
    '--w-accent-light': shades?.onLight,
    '--w-accent-dark': shades?.onDark,
    '--w-ground-light': shades?.lightGround,
    '--w-ground-dark': shades?.darkGround,
  };
  for (const [name, value] of Object.entries(properties)) {
    // A value of nothing takes the property away.
    root.style.setProperty(name, value ?? '');
  }
}
