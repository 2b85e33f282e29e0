/** Rows to be clustered, on scales where one feature weighs as much as another. */

export interface ClusterFeature {
  /** As a sentence says it. */
  readonly label: string;
  /** In real units, one a row; NaN where there is no figure. */
  readonly values: Float64Array;
  /** ln(1 + x) before it is standardised: for money and counts, where ten times as much is one step. */
  readonly log: boolean;
}

export interface Scale {
  readonly log: boolean;
  readonly mean: number;
  /** Of all rows, not of a sample; 0 where they are equal. */
  readonly deviation: number;
}

/** Row-major: the features of a row lie side by side. */
export interface Points {
  readonly rows: number;
  readonly dims: number;
  readonly values: Float64Array;
}

/**
 * The rows named by `order`, each feature with mean 0 and standard deviation 1. A feature that is equal everywhere is 0
 * everywhere: it tells nobody apart.
 */
export function standardise(
  features: readonly ClusterFeature[],
  order: Int32Array,
): { readonly points: Points; readonly scales: readonly Scale[] } {
  const [rows, dims] = [order.length, features.length];
  const values = new Float64Array(rows * dims);
  const scales = features.map(({ values: column, log }, dim): Scale => {
    for (let row = 0; row < rows; row++) {
      const value = column[order[row]!]!;
      values[row * dims + dim] = log ? logged(value) : value;
    }
    return { log, ...toUnit(values, dims, dim) };
  });
  return { points: { rows, dims, values }, scales };
}

/** A place on the scales in real units. What was logged comes back as what has that logarithm, which is less than the mean. */
export function inRealUnits(place: Float64Array, scales: readonly Scale[]): Float64Array {
  return Float64Array.from(scales, ({ log, mean, deviation }, dim) => {
    const value = mean + place[dim]! * deviation;
    return log ? Math.sign(value) * Math.expm1(Math.abs(value)) : value;
  });
}

/** A figure in real units on a scale; 0 where all rows of the scale are equal. */
export function onScale(value: number, { log, mean, deviation }: Scale): number {
  if (deviation === 0) return Number.isFinite(value) ? 0 : Number.NaN;
  return ((log ? logged(value) : value) - mean) / deviation;
}

/** The rows at these places, in their order. */
export function pick({ dims, values }: Points, places: Int32Array): Points {
  const picked = new Float64Array(places.length * dims);
  places.forEach((place, row) => {
    picked.set(values.subarray(place * dims, (place + 1) * dims), row * dims);
  });
  return { rows: places.length, dims, values: picked };
}

/** Mirrored below zero, since credits can exceed what was sold. */
function logged(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

function toUnit(values: Float64Array, dims: number, dim: number): { mean: number; deviation: number } {
  const rows = values.length / dims;
  let [sum, least, most] = [0, Infinity, -Infinity];
  for (let at = dim; at < values.length; at += dims) {
    const value = values[at]!;
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  // Equal figures must not become noise that is then blown up to a deviation of 1.
  if (least === most || rows === 0) {
    for (let at = dim; at < values.length; at += dims) values[at] = 0;
    return { mean: rows === 0 ? 0 : least, deviation: 0 };
  }
  const mean = sum / rows;
  let squares = 0;
  for (let at = dim; at < values.length; at += dims) squares += (values[at]! - mean) ** 2;
  const deviation = Math.sqrt(squares / rows);
  for (let at = dim; at < values.length; at += dims) values[at] = (values[at]! - mean) / deviation;
  return { mean, deviation };
}
