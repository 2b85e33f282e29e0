/** Enrolled partners in three parts that add up: those who sold, those who only did something, the others. */
import type { Cell } from '../../../analytics/api/results.ts';

export interface RosterRow {
  readonly value: string | null;
  readonly enrolled: number;
  readonly transacting: number;
  /** Active, but not transacting in the period. */
  readonly active: number;
  readonly neither: number;
}

interface Rows {
  readonly rows: number;
  cell(key: string, row: number): Cell;
}

/**
 * A long period counts sellers who are no longer active, so transacting is not always a part of active; the three parts
 * are cut so that they never say more than is enrolled.
 */
export function rosterRows(table: Rows, dim: string | null): RosterRow[] {
  return Array.from({ length: table.rows }, (_, row) => {
    const count = (key: string): number => Number(table.cell(key, row) ?? 0);
    const enrolled = count('enrolled_partners');
    const transacting = Math.min(count('transacting_partners'), enrolled);
    const active = Math.max(0, Math.min(count('active_partners'), enrolled) - transacting);
    const value = dim === null ? null : table.cell(dim, row);
    return {
      value: value === null ? null : String(value),
      enrolled,
      transacting,
      active,
      neither: enrolled - transacting - active,
    };
  }).filter(({ enrolled }) => enrolled > 0);
}
