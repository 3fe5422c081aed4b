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
