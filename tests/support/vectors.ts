/** Cosine of two vectors of one length; 0 where one of them is missing or has no length. */
export function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
  if (left === undefined || right === undefined) {
    return 0;
  }
  const length = Math.sqrt(dot(left, left) * dot(right, right));
  return length === 0 ? 0 : dot(left, right) / length;
}

/** Inner product of two vectors of one length. */
export function dot(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, position) => sum + value * (right[position] ?? 0), 0);
}

/** Unit vectors that are the same at every run. */
export function randomUnitVectors(
  count: number,
  { dimensions, seed }: { readonly dimensions: number; readonly seed: number },
): Float32Array[] {
  let state = seed;
  // Park and Miller's minimal standard generator: enough for spreading points.
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimensions }, () => random() - 0.5);
    const length = Math.sqrt(dot(vector, vector));
    return vector.map((value) => value / length);
  });
}
