/** Saturation of repeated terms and weight of length: BM25's usual values; no other setting is better on every development set (docs/quality.md). */
export const K1 = 1.2;
export const B = 0.75;

/**
 * `ln(1 + (N − n + 0.5) / (n + 0.5))`: what a term that n of N passages hold weighs. n is bounded by N,
 * which several pairs of characters that stand for one may exceed.
 */
export function inverseFrequency(holding: number, size: number): number {
  const n = Math.min(size, holding);
  return Math.log(1 + (size - n + 0.5) / (n + 0.5));
}
