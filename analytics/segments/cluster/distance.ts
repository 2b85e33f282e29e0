/** Squared distance of two places in row-major arrays. */
export function squaredDistance(a: Float64Array, atA: number, b: Float64Array, atB: number, dims: number): number {
  let square = 0;
  for (let dim = 0; dim < dims; dim++) {
    const apart = a[atA + dim]! - b[atB + dim]!;
    square += apart * apart;
  }
  return square;
}
