/** Open deals by stage, from their rows: a stage is no dimension, every vendor names its own. */
import { toDrawn } from '../../../analytics/present/decimal.ts';
import { NO_VALUE } from '../../../analytics/present/labels.ts';
import type { Table } from '../../../analytics/present/table.ts';

export interface Stage {
  readonly name: string;
  readonly amount: number;
  /** By probability; null when no deal of the stage has one. */
  readonly weighted: number | null;
  readonly deals: number;
  /** Median days since created; null without dates. */
  readonly age: number | null;
  /** Mean probability of the deals that have one, for the order of the stages. */
  readonly chance: number | null;
}

/** Earlier stages first, as far as their probabilities tell; the rest by amount. */
export function stagesOf(table: Table, today: string): Stage[] {
  const groups = new Map<
    string,
    { amount: number; weighted: number; chances: number[]; ages: number[]; deals: number }
  >();
  for (let row = 0; row < table.rows; row += 1) {
    const name = String(table.cell('stage', row) ?? NO_VALUE);
    const group = groups.get(name) ?? { amount: 0, weighted: 0, chances: [], ages: [], deals: 0 };
    const amount = toDrawn(table.cell('amount', row)) ?? 0;
    const chance = toDrawn(table.cell('probability', row));
    const age = daysBetween(table.cell('created_on', row), today);
    group.deals += 1;
    group.amount += amount;
    if (chance !== null) {
      group.weighted += amount * chance;
      group.chances.push(chance);
    }
    if (age !== null) group.ages.push(age);
    groups.set(name, group);
  }
  return [...groups]
    .map(([name, { amount, weighted, chances, ages, deals }]) => ({
      name,
      amount,
      deals,
      weighted: chances.length > 0 ? weighted : null,
      chance: chances.length > 0 ? chances.reduce((sum, chance) => sum + chance, 0) / chances.length : null,
      age: median(ages),
    }))
    .sort((a, b) => (a.chance === null || b.chance === null ? b.amount - a.amount : a.chance - b.chance));
}

function daysBetween(from: unknown, to: string): number | null {
  if (typeof from !== 'string') return null;
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Number.isFinite(days) ? Math.max(0, Math.round(days)) : null;
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : Math.round(((sorted[middle - 1] ?? 0) + high) / 2);
}
