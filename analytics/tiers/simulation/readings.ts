/** What a program says of every partner on one day: verdicts, figures and thresholds of its tests. */
import type { TestGap } from '../../api/tiers.ts';
import { decimalText } from '../../present/decimal.ts';
import { scaleOf } from '../../rules/scale.ts';
import type { CompiledProgram } from '../compiled.ts';
import type { Evaluation } from '../evaluate.ts';

/** Columns by partner. They may be buffers of a kernel: what must outlive its next run is copied. */
export interface Readings {
  readonly compiled: CompiledProgram;
  readonly partners: number;
  test(index: number): TestColumns;
  /** What a benefit (index in the program) comes to, in whole numbers of 10^-4; NaN for none. */
  benefit(index: number): Float64Array;
  /** 1 where a flag of the program is set. */
  flag(name: string): Uint8Array;
}

/** A test's verdicts, its figure and its thresholds, in whole numbers of 10^-`scale`; NaN for none. */
export interface TestColumns {
  readonly met: Uint8Array;
  readonly kept: Uint8Array;
  readonly value: NumberColumn;
  readonly entry: NumberColumn;
  readonly exit: NumberColumn;
}

export interface NumberColumn {
  readonly units: Float64Array;
  readonly scale: number;
}

/** The readings of one day of an evaluation. */
export function readingsOf(compiled: CompiledProgram, evaluation: Evaluation, day: number, partners: number): Readings {
  const [from, to] = [day * partners, (day + 1) * partners];
  return {
    compiled,
    partners,
    test: once((index) => {
      const { met, kept, value, entry, exit } = evaluation.test(index);
      const test = compiled.tests[index]!;
      const column = (units: Float64Array, scale: number) => ({ units: units.subarray(from, to), scale });
      return {
        met: met.subarray(from, to),
        kept: kept.subarray(from, to),
        value: column(value, scaleOf(test.value)),
        entry: column(entry, scaleOf(test.entry)),
        exit: column(exit, scaleOf(test.exit)),
      };
    }),
    benefit: once((index) => evaluation.benefit(index).subarray(from, to)),
    flag: once((name) => evaluation.flag(name).subarray(from, to)),
  };
}

/** The readings of some of the partners, in the order of their indices. */
export function narrowed(readings: Readings, partners: Int32Array): Readings {
  // Tests share columns and thresholds: each array is gathered once.
  const flags = once((all: Uint8Array) => gather(all, partners, new Uint8Array(partners.length)));
  const numbers = once((all: Float64Array) => gather(all, partners, new Float64Array(partners.length)));
  const column = ({ units, scale }: NumberColumn): NumberColumn => ({ units: numbers(units), scale });
  return {
    compiled: readings.compiled,
    partners: partners.length,
    test: once((index) => {
      const { met, kept, value, entry, exit } = readings.test(index);
      return { met: flags(met), kept: flags(kept), value: column(value), entry: column(entry), exit: column(exit) };
    }),
    benefit: once((index) => numbers(readings.benefit(index))),
    flag: once((name) => flags(readings.flag(name))),
  };
}

function gather<T extends Uint8Array | Float64Array>(all: T, partners: Int32Array, into: T): T {
  for (let index = 0; index < partners.length; index++) into[index] = all[partners[index]!]!;
  return into;
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}

/** Whether a test is asked to reach the level or to keep it. */
export type Side = 'entry' | 'keep';

/** One test of one partner beside its threshold. */
export function gapOf({ compiled, ...readings }: Readings, index: number, side: Side, partner: number): TestGap {
  const { place, label, unit } = compiled.tests[index]!;
  const { met, kept, value, entry, exit } = readings.test(index);
  const threshold = side === 'entry' ? entry : exit;
  return {
    place,
    label,
    unit,
    value: textAt(value, partner),
    needs: textAt(threshold, partner) ?? '',
    gap: differenceAt(value, threshold, partner),
    share: shareAt(value, threshold, partner),
    met: (side === 'entry' ? met : kept)[partner] === 1,
  };
}

/** How far a figure is from its threshold, as a share of it; null without a figure, or of a threshold of nothing. */
function shareAt(value: NumberColumn, threshold: NumberColumn, partner: number): number | null {
  const [figure, needs] = [numberAt(value, partner), numberAt(threshold, partner)];
  if (Number.isNaN(figure) || Number.isNaN(needs) || needs === 0) return null;
  return Math.abs(figure - needs) / Math.abs(needs);
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
