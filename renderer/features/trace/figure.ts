import type { FigureSpec } from '../../../analytics/api/documents/query.ts';
import type { Cell, Unit } from '../../../analytics/api/results.ts';
import type { TraceTarget } from '../../../analytics/present/address.ts';
import { isRelative } from '../../../analytics/present/cell.ts';
import { NONE, shift } from '../../../analytics/present/numbers.ts';
import { useContextSpec } from '../../shell/workspace.ts';

/** A figure of the address as the engine takes it: the screen's filters and the cell's. */
export function useFigure({ metric, at, period: own }: TraceTarget): FigureSpec {
  const { period, compare, where } = useContextSpec();
  const window = own === 'all' ? undefined : (own ?? period);
  return {
    metric,
    where: [...where, ...at],
    ...(window === undefined ? {} : { period: window }),
    ...(compare === undefined || window === undefined ? {} : { compare }),
  };
}

/** Relative for amounts and counts, a difference for the rest: what a column of role `change` would hold. */
export function changeOf(value: Cell, prior: Cell, unit: Unit): number | null {
  const now = Number(value);
  const then = Number(prior);
  if (value === null || prior === null || !Number.isFinite(now) || !Number.isFinite(then)) return null;
  if (!isRelative(unit)) return now - then;
  return then === 0 ? null : (now - then) / Math.abs(then);
}

/** Four decimals of a per cent: what the two parts give before anybody rounds. */
export function exactShare(value: Cell): string {
  if (value === null || typeof value === 'boolean') return NONE;
  const share = Number(shift(String(value), 2));
  return `${share.toFixed(4)}\u202f%`;
}
