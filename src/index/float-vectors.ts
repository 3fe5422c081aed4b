/** Vectors of one length, one after the other, for comparing exactly without the graph. */
export interface FloatVectors {
  readonly count: number;
  readonly dimensions: number;
  readonly values: Float32Array;
  /** Inner product of a vector with one row; the cosine where both are unit vectors. */
  dot(vector: Float32Array, row: number): number;
  /** One row, as a view. */
  row(row: number): Float32Array;
}

/** Vectors over joined values. */
export function floatVectors(values: Float32Array, dimensions: number): FloatVectors {
  return {
    count: values.length / dimensions,
    dimensions,
    values,
    dot(vector, row) {
      const start = row * dimensions;
      let sum = 0;
      for (let column = 0; column < dimensions; column += 1) {
        sum += (vector[column] ?? 0) * (values[start + column] ?? 0);
      }
      return sum;
    },
    row: (row) => values.subarray(row * dimensions, (row + 1) * dimensions),
  };
}

/** Vectors joined into one set. */
export function joinVectors(vectors: readonly Float32Array[], dimensions: number): FloatVectors {
  const values = new Float32Array(vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) {
    values.set(vector, row * dimensions);
  }
  return floatVectors(values, dimensions);
}
