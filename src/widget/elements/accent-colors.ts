/** A colour in sRGB: red, green, blue, each 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** An accent colour made fit to read. Each is `rgb(…)`. */
export interface AccentColors {
  /** What buttons are filled with: the wish itself. */
  readonly fill: string;
  /** Letters on `fill`: black or white, whichever stands out more (≥ 4.5 on any colour). */
  readonly onFill: string;
  /** Letters of that colour on light paper, and on dark paper: the wish, darkened or lightened as far as needed. */
  readonly onLight: string;
  readonly onDark: string;
  /** A breath of it on the paper, behind marks and questions. */
  readonly lightGround: string;
  readonly darkGround: string;
}

/** WCAG 2.2, 1.4.3: contrast of text. */
const MIN_CONTRAST = 4.5;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** What stands behind letters of the accent colour: the paper's and the ground's shade of each theme. */
const LIGHT_PAPERS: readonly [Rgb, ...Rgb[]] = [WHITE, [246, 245, 242]];
const DARK_PAPERS: readonly [Rgb, ...Rgb[]] = [
  [28, 28, 30],
  [19, 19, 21],
];
const LIGHT_GROUND_SHARE = 0.09;
const DARK_GROUND_SHARE = 0.16;

/** The shades in which a site's colour can be used without becoming unreadable. */
export function accentColors(wish: Rgb): AccentColors {
  const lightGround = mix(LIGHT_PAPERS[0], wish, LIGHT_GROUND_SHARE);
  const darkGround = mix(DARK_PAPERS[0], wish, DARK_GROUND_SHARE);
  return {
    fill: css(wish),
    onFill: css(contrast(wish, WHITE) >= contrast(wish, BLACK) ? WHITE : BLACK),
    onLight: css(readable(wish, { papers: [...LIGHT_PAPERS, lightGround], towards: BLACK })),
    onDark: css(readable(wish, { papers: [...DARK_PAPERS, darkGround], towards: WHITE })),
    lightGround: css(lightGround),
    darkGround: css(darkGround),
  };
}

/** Contrast of two colours, 1–21 (WCAG 2.2, “contrast ratio”). */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** `#rrggbb`, as a canvas writes every opaque sRGB colour; null for anything else. */
export function fromHex(text: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (match === null) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
}

const STEPS = 20;

function readable(
  wish: Rgb,
  { papers, towards }: { readonly papers: readonly Rgb[]; readonly towards: Rgb },
): Rgb {
  for (let step = 0; step < STEPS; step += 1) {
    const shade = mix(wish, towards, step / STEPS);
    if (papers.every((paper) => contrast(shade, paper) >= MIN_CONTRAST)) return shade;
  }
  return towards;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const between = (at: 0 | 1 | 2) => Math.round(one[at] + (other[at] - one[at]) * share);
  return [between(0), between(1), between(2)];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function css(color: Rgb): string {
  return `rgb(${color.join(', ')})`;
}
