import type { RefusalPoint } from './refusal-curve.js';

const WIDTH = 640;
const HEIGHT = 340;
const LEFT = 48;
const TOP = 16;
const PLOT_WIDTH = WIDTH - LEFT - 16;
const PLOT_HEIGHT = HEIGHT - TOP - 56;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * The refusal curve as an SVG element: for each threshold the share of questions refused, of those
 * to refuse and of those to answer, with the threshold in use. Told apart by dashes as well as by
 * colour, so that it prints in grey.
 */
export function refusalCurveSvg(curve: readonly RefusalPoint[], refuseBelow: number): string {
  const line = (share: (point: RefusalPoint) => number) =>
    curve.map((point) => `${x(point.refuseBelow)},${y(share(point))}`).join(' ');
  const [near] = [...curve].sort(
    (a, b) => Math.abs(a.refuseBelow - refuseBelow) - Math.abs(b.refuseBelow - refuseBelow),
  );
  const summary =
    near === undefined
      ? ''
      : `拒答线 ${refuseBelow.toFixed(2)}：该拒答的拒答 ${near.refusedWhenShould.toFixed(3)}，该回答的拒答 ${near.refusedWhenShouldNot.toFixed(3)}`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary}" xmlns="http://www.w3.org/2000/svg">`,
    `<title>${summary}</title>`,
    ...TICKS.flatMap((tick) => [
      `<line class="grid" x1="${x(0)}" y1="${y(tick)}" x2="${x(1)}" y2="${y(tick)}"/>`,
      `<text x="${LEFT - 8}" y="${number(Number(y(tick)) + 4)}" text-anchor="end">${tick.toFixed(1)}</text>`,
      `<line class="grid" x1="${x(tick)}" y1="${y(0)}" x2="${x(tick)}" y2="${y(1)}"/>`,
      `<text x="${x(tick)}" y="${TOP + PLOT_HEIGHT + 18}" text-anchor="middle">${tick.toFixed(1)}</text>`,
    ]),
    `<line class="threshold" x1="${x(refuseBelow)}" y1="${y(0)}" x2="${x(refuseBelow)}" y2="${y(1)}"/>`,
    `<polyline class="should" points="${line((point) => point.refusedWhenShould)}"/>`,
    `<polyline class="should-not" points="${line((point) => point.refusedWhenShouldNot)}"/>`,
    `<text x="${LEFT + PLOT_WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle">拒答线</text>`,
    '</svg>',
  ].join('\n');
}

function x(value: number): string {
  return number(LEFT + value * PLOT_WIDTH);
}

function y(share: number): string {
  return number(TOP + (1 - share) * PLOT_HEIGHT);
}

function number(value: number): string {
  return value.toFixed(1);
}
