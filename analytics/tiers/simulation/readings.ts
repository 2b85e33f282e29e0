/** What a program says of every partner on one day: verdicts, figures and thresholds of its tests. */
import type { TestGap } from '../../api/tiers.ts';
import { decimalText } from '../../present/decimal.ts';
import type { Condition } from '../../rules/expression.ts';
import type { CompiledProgram } from '../compiled.ts';

/** Columns by partner. They may be buffers of a kernel: what must outlive its next run is copied. */
export interface Readings {
  readonly compiled: CompiledProgram;
  readonly partners: number;
  /** 1 where the condition of a level, a test or a part of them holds. */
  holds(condition: Condition): Uint8Array;
  /** Of a test of partners: its figure and its thresholds, in whole numbers of 10^-`scale`; NaN for none. */
  test(index: number): TestColumns;
  /** What a benefit (index in the program) comes to, in whole numbers of 10^-4; NaN for none. */
  benefit(index: number): Float64Array;
  /** 1 for the partners of a region group. */
  inGroup(group: string): Uint8Array;
}

export interface TestColumns {
  readonly value: NumberColumn;
  readonly entry: NumberColumn;
  readonly exit: NumberColumn;
}

export interface NumberColumn {
  readonly units: Float64Array;
  readonly scale: number;
}

/** Whether a test is asked to reach the level or to keep it. */
export type Side = 'entry' | 'keep';

/** One test of one partner beside its threshold. */
export function gapOf({ compiled, ...readings }: Readings, index: number, side: Side, partner: number): TestGap {
  const { place, label, unit, met, kept } = compiled.tests[index]!;
  const { value, entry, exit } = readings.test(index);
  const threshold = side === 'entry' ? entry : exit;
  const distance = distanceAt(value, threshold, partner);
  return {
    place,
    label,
    unit,
    value: textAt(value, partner),
    needs: textAt(threshold, partner) ?? '',
    gap: differenceAt(value, threshold, partner),
    share: distance === null ? null : distance.share,
    met: readings.holds(side === 'entry' ? met : kept)[partner] === 1,
  };
}

/** How far a figure is from its threshold: absolutely, and as a share of the threshold. Null without a figure. */
export function distanceAt(
  value: NumberColumn,
  threshold: NumberColumn,
  partner: number,
): { readonly size: number; readonly share: number | null } | null {
  const [figure, needs] = [numberAt(value, partner), numberAt(threshold, partner)];
  if (Number.isNaN(figure) || Number.isNaN(needs)) return null;
  const size = Math.abs(figure - needs);
  return { size, share: needs === 0 ? null : size / Math.abs(needs) };
}

function numberAt({ units, scale }: NumberColumn, partner: number): number {
  return units[partner]! / 10 ** scale;
}

function textAt({ units, scale }: NumberColumn, partner: number): string | null {
  const figure = units[partner]!;
  return Number.isNaN(figure) ? null : decimalText({ units: BigInt(figure), scale });
}

function differenceAt(a: NumberColumn, b: NumberColumn, partner: number): string | null {
  const [left, right] = [a.units[partner]!, b.units[partner]!];
  if (Number.isNaN(left) || Number.isNaN(right)) return null;
  const scale = Math.max(a.scale, b.scale);
  const units = BigInt(left) * 10n ** BigInt(scale - a.scale) - BigInt(right) * 10n ** BigInt(scale - b.scale);
  return decimalText({ units: units < 0n ? -units : units, scale });
}
