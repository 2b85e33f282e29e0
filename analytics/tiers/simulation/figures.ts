/** Figures of the partners of each level: what is additive added up exactly, ratios made anew from their parts. */
import type { Cell, Unit } from '../../api/results.ts';
import { divideRounded } from '../../present/decimal.ts';
import { ExactSums, ratioOf, unitsText } from './sums.ts';

/** A metric by partner in whole numbers of 10^-4, NaN for none. A ratio comes as its two parts. */
export type MetricColumns = {
  readonly id: string;
  readonly unit: Unit;
} & ({ readonly value: Float64Array } | { readonly numerator: Float64Array; readonly denominator: Float64Array });

const ONE = 10_000n;

/** For each group the figures by metric id; null where no partner of the group has one. */
export function figuresByGroup(
  metrics: readonly MetricColumns[],
  groups: number,
  of: Int8Array | Int16Array,
): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = Array.from({ length: groups }, () => ({}));
  for (const metric of metrics) {
    if ('value' in metric) {
      const sums = sumsOf(metric.value, groups, of);
      rows.forEach((row, group) => {
        row[metric.id] = sums.known(group) ? cellOf(sums.units(group), metric.unit) : null;
      });
      continue;
    }
    const [above, below] = [sumsOf(metric.numerator, groups, of), sumsOf(metric.denominator, groups, of)];
    rows.forEach((row, group) => {
      const known = above.known(group) && below.known(group);
      row[metric.id] = known ? quotient(above.units(group), below.units(group), metric.unit) : null;
    });
  }
  return rows;
}

function sumsOf(
  figures: Float64Array,
  groups: number,
  of: Int8Array | Int16Array,
): { units(group: number): bigint; known(group: number): boolean } {
  const sums = new ExactSums(groups);
  const seen = new Uint8Array(groups);
  for (let partner = 0; partner < figures.length; partner++) {
    const [group, figure] = [of[partner]!, figures[partner]!];
    if (group < 0 || Number.isNaN(figure)) continue;
    sums.add(group, figure);
    seen[group] = 1;
  }
  return { units: (group) => sums.units(group), known: (group) => seen[group] === 1 };
}

function cellOf(units: bigint, unit: Unit): Cell {
  return unit === 'money' ? unitsText(units) : Number(units) / Number(ONE);
}

function quotient(above: bigint, below: bigint, unit: Unit): Cell {
  if (below === 0n) return null;
  if (unit !== 'money') return ratioOf(above, below);
  return unitsText(below < 0n ? divideRounded(-above * ONE, -below) : divideRounded(above * ONE, below));
}
