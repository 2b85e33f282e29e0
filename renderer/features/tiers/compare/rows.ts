/** The table of a comparison: what each program gives, and how far it is from the first one. */
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { toDrawn } from '../../../../analytics/present/decimal.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import type { Compared } from './useCompared.ts';

export interface ComparedCell {
  readonly id: number;
  readonly text: string;
  /** To the first program; none for itself and for what is the same. */
  readonly difference: string | null;
  readonly tone: 'good' | 'bad' | 'mut';
}

export interface ComparedRow {
  readonly label: string;
  readonly cells: readonly ComparedCell[];
}

interface Measure {
  readonly label: string;
  readonly read: (simulation: TierSimulation) => string | number | null;
  readonly unit: 'count' | 'money';
  readonly good: 'up' | 'down' | 'none';
}

const MOVES: readonly Measure[] = [
  { label: 'Rise', read: ({ up }) => up, unit: 'count', good: 'none' },
  { label: 'Fall', read: ({ down }) => down, unit: 'count', good: 'down' },
  { label: 'Stay', read: ({ stay }) => stay, unit: 'count', good: 'none' },
  { label: 'Near the next level', read: ({ nearMissesTotal }) => nearMissesTotal, unit: 'count', good: 'none' },
  { label: 'Close to falling', read: ({ atRiskTotal }) => atRiskTotal, unit: 'count', good: 'down' },
  { label: 'To protect', read: ({ protectTotal }) => protectTotal, unit: 'count', good: 'down' },
];

const MONEY: readonly Measure[] = [
  { label: 'Benefits', read: ({ costs }) => costs.after, unit: 'money', good: 'down' },
  { label: 'Bookings of those who fall', read: ({ costs }) => costs.fallingAmount, unit: 'money', good: 'down' },
  { label: 'Exceptions', read: ({ exceptions }) => exceptions.cost, unit: 'money', good: 'down' },
];

export function comparedRows(
  compared: readonly Compared[],
  locale: string,
): { readonly title: string; readonly rows: readonly ComparedRow[] }[] {
  const levels = levelsOf(compared).map(
    (label): Measure => ({
      label,
      read: (simulation) => simulation.levels.find((level) => level.label === label)?.after ?? null,
      unit: 'count',
      good: 'none',
    }),
  );
  const rowsOf = (measures: readonly Measure[]) => measures.map((measure) => rowOf(measure, compared, locale));
  return [
    { title: 'Partners at each level', rows: rowsOf(levels) },
    { title: 'Who moves', rows: rowsOf(MOVES) },
    { title: 'Money a year, at current volume', rows: rowsOf(MONEY) },
  ];
}

/** Every level that any of them has, the highest first, as the longest ladder orders them. */
function levelsOf(compared: readonly Compared[]): string[] {
  const ladders = compared.map(({ simulation }) => simulation?.levels.map(({ label }) => label) ?? []);
  const longest = [...ladders].sort((a, b) => b.length - a.length);
  return [...new Set(longest.flat())].reverse();
}

function rowOf({ label, read, unit, good }: Measure, compared: readonly Compared[], locale: string): ComparedRow {
  const { integer, compact, signed } = numbers(locale);
  const values = compared.map(({ simulation }) => (simulation ? read(simulation) : null));
  const first = toDrawn(values[0] ?? null);
  const cells = compared.map(({ id }, index): ComparedCell => {
    const value = values[index] ?? null;
    if (value === null) return { id, text: NONE, difference: null, tone: 'mut' };
    const text = unit === 'money' ? compact(value) : integer(value);
    const apart = index === 0 || first === null ? 0 : Number(value) - first;
    if (apart === 0) return { id, text, difference: null, tone: 'mut' };
    const difference = unit === 'money' ? signed.compact(roundToCent(apart)) : signed.integer(apart);
    const tone = good === 'none' ? 'mut' : apart > 0 === (good === 'up') ? 'good' : 'bad';
    return { id, text, difference, tone };
  });
  return { label, cells };
}

/** For show only: the difference of two drawn figures has the dust of binary floats on it. */
const roundToCent = (value: number): number => Math.round(value * 100) / 100;
