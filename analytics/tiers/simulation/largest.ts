/**
 * The `most` rows with the largest figure, largest first; rows of the same figure in the order of the roster. Sorting
 * twenty thousand rows to show two hundred would take longer than the rest of a simulation, so the figure of the last
 * one shown is found first.
 */
export function largest(rows: readonly number[] | Int32Array, figure: Float64Array, most: number): number[] {
  const order = (a: number, b: number) => known(figure[b]!) - known(figure[a]!) || a - b;
  if (rows.length <= most) return [...rows].sort(order);
  const figures = new Float64Array(rows.length);
  for (let index = 0; index < figures.length; index++) figures[index] = known(figure[rows[index]!]!);
  figures.sort();
  const last = figures[figures.length - most]!;
  const kept: number[] = [];
  for (const row of rows) if (known(figure[row]!) >= last) kept.push(row);
  return kept.sort(order).slice(0, most);
}

function known(figure: number): number {
  return Number.isNaN(figure) ? 0 : figure;
}
