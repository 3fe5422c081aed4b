import { WenceError } from '../errors.js';

/** A figure and the least (for a time: the most) that it may be. */
export interface Bar {
  readonly figure: string;
  readonly value: number;
}

/**
 * Reads bars as `wence eval --min hit@1=0.9 --min MRR=0.8` gives them; several may stand in one,
 * separated by commas.
 *
 * @throws WenceError `invalid_request` for one that is not `figure=number`
 */
export function readBars(texts: readonly string[]): Bar[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => {
      const [, figure, value] = /^\s*([^=\s]+)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
      if (figure === undefined || value === undefined) {
        throw new WenceError(
          'invalid_request',
          `--min 的写法是 指标=数值（如 hit@1=0.9），收到的是“${text}”。`,
        );
      }
      return { figure, value: Number(value) };
    });
}

/**
 * The bars that figures do not reach, in words. A figure that ends in `Ms` is a time and must not
 * be longer than its bar.
 *
 * @throws WenceError `invalid_request` for a figure that was not measured
 */
export function missedBars(
  figures: Readonly<Record<string, number>>,
  bars: readonly Bar[],
): string[] {
  return bars.flatMap(({ figure, value }) => {
    const measured = figures[figure];
    if (measured === undefined) {
      throw new WenceError(
        'invalid_request',
        `没有“${figure}”这个指标。有：${Object.keys(figures).join('、')}。`,
      );
    }
    const isTime = figure.endsWith('Ms');
    const isReached = isTime ? measured <= value : measured >= value;
    return isReached
      ? []
      : [`${figure} = ${measured.toFixed(3)}，应${isTime ? '不超过' : '不低于'} ${value}`];
  });
}
