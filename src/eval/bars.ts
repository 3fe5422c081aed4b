import { WenceError } from '../errors.js';

/** A figure and the least (for one that is better lower: the most) that it may be. */
export interface Bar {
  readonly figure: string;
  readonly value: number;
}

/**
 * Reads bars as `wence eval --min hit@1=0.9 --min MRR=0.8` gives them; several may stand in one,
 * separated by commas.
 *
 * @throws WenceError `invalid_setting` for one that is not `figure=number`
 */
export function readBars(texts: readonly string[]): Bar[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => {
      const [, figure, value] = /^\s*([^=\s]+)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
      if (figure === undefined || value === undefined) {
        throw new WenceError(
          'invalid_setting',
          `--min 的写法是 指标=数值（如 hit@1=0.9），收到的是“${text}”。`,
        );
      }
      return { figure, value: Number(value) };
    });
}

/** Figures of which less is better, besides times. */
const LOWER_IS_BETTER: ReadonlySet<string> = new Set(['refused-when-should-not', 'refused']);

/**
 * Refuses bars before anything is measured, where they are set on what this kind of set never gives.
 *
 * @throws WenceError `invalid_setting` naming the figures there are
 */
export function checkBars(bars: readonly Bar[], figures: readonly string[]): void {
  const unknown = bars.find(({ figure }) => !figures.includes(figure));
  if (unknown !== undefined) throw noSuchFigure(unknown.figure, figures);
}

/**
 * The bars that figures do not reach, in words. A time (its name ends in `Ms`) and the share of
 * what was wrongly refused must not be above their bars; all else must not be below.
 *
 * @throws WenceError `invalid_setting` for a figure that was not measured
 */
export function missedBars(
  figures: Readonly<Record<string, number>>,
  bars: readonly Bar[],
): string[] {
  return bars.flatMap(({ figure, value }) => {
    const measured = figures[figure];
    if (measured === undefined) {
      throw noSuchFigure(figure, Object.keys(figures));
    }
    const isCeiling = isBetterLower(figure);
    const isReached = isCeiling ? measured <= value : measured >= value;
    return isReached
      ? []
      : [`${figure} = ${measured.toFixed(3)}，应${isCeiling ? '不超过' : '不低于'} ${value}`];
  });
}

/** Whether less of a figure is better: times, and questions refused that have an answer. */
export function isBetterLower(figure: string): boolean {
  return figure.endsWith('Ms') || LOWER_IS_BETTER.has(figure);
}

function noSuchFigure(figure: string, figures: readonly string[]): WenceError {
  return new WenceError('invalid_setting', `没有“${figure}”这个指标。有：${figures.join('、')}。`);
}
