/** The loops of the kernel. Each reads the slots of its parts and fills its own, row by row or once for all. */
import type { Inputs, Rounding } from './expression.ts';
import type { KernelRows } from './kernel.ts';
import { difference, product, quotient, rescaled, type Shift, sumOfProducts } from './wholeNumbers.ts';

/** Where a node's values are: `values[row & mask]`, so that what is the same on every row is held, and computed, once. */
export interface Slot {
  /** −1: a value for each row; 0: one value for all. */
  readonly mask: -1 | 0;
  /** Of a number: whole numbers of 10^-scale, NaN where missing. */
  numbers: Float64Array;
  /** Of a condition: 0 or 1. */
  flags: Uint8Array;
}

/** A slot read at a finer scale: its values times `grow`. */
export interface Part {
  readonly slot: Slot;
  readonly grow: number;
}

export interface Source {
  readonly data: KernelRows;
  readonly inputs: Inputs;
}

export type Step = (source: Source) => void;

export function fixed(out: Slot, units: (inputs: Inputs) => number): Step {
  return ({ inputs }) => {
    numberRoom(out, 1)[0] = units(inputs);
  };
}

export type Fold = 'add' | 'subtract' | 'min' | 'max' | 'orElse';

/** The parts from the first to the last. */
export function folded(out: Slot, kind: Fold, [first, ...others]: readonly Part[]): Step {
  const fold = FOLDS[kind];
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    copy(results, first!);
    for (const { slot, grow } of others) fold(results, slot.numbers, slot.mask, grow);
  };
}

type FoldLoop = (results: Float64Array, numbers: Float64Array, mask: number, grow: number) => void;

/** One loop each: a choice inside the loop would be made again on every row. */
const FOLDS: Readonly<Record<Fold, FoldLoop>> = {
  add: (results, numbers, mask, grow) => {
    for (let row = 0; row < results.length; row++) results[row]! += numbers[row & mask]! * grow;
  },
  subtract: (results, numbers, mask, grow) => {
    for (let row = 0; row < results.length; row++) results[row]! -= numbers[row & mask]! * grow;
  },
  min: (results, numbers, mask, grow) => {
    for (let row = 0; row < results.length; row++) results[row] = Math.min(results[row]!, numbers[row & mask]! * grow);
  },
  max: (results, numbers, mask, grow) => {
    for (let row = 0; row < results.length; row++) results[row] = Math.max(results[row]!, numbers[row & mask]! * grow);
  },
  orElse: (results, numbers, mask, grow) => {
    for (let row = 0; row < results.length; row++) {
      if (Number.isNaN(results[row])) results[row] = numbers[row & mask]! * grow;
    }
  },
};

export function multiplied(out: Slot, left: Slot, right: Slot, shift: Shift, rounding: Rounding): Step {
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    const { numbers: xs, mask: xMask } = left;
    const { numbers: ys, mask: yMask } = right;
    for (let row = 0; row < results.length; row++) {
      results[row] = product(xs[row & xMask]!, ys[row & yMask]!, shift, rounding);
    }
  };
}

export function divided(out: Slot, left: Slot, right: Slot, shift: Shift, rounding: Rounding): Step {
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    const { numbers: xs, mask: xMask } = left;
    const { numbers: ys, mask: yMask } = right;
    for (let row = 0; row < results.length; row++) {
      results[row] = quotient(xs[row & xMask]!, ys[row & yMask]!, shift, rounding);
    }
  };
}

export function rounded(out: Slot, of: Slot, shift: Shift, rounding: Rounding): Step {
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    const { numbers, mask } = of;
    for (let row = 0; row < results.length; row++) results[row] = rescaled(numbers[row & mask]!, shift, rounding);
  };
}

/** The value of the last band whose edge is reached; nothing where there is nothing to look up. */
export function banded(
  out: Slot,
  of: Slot,
  bands: readonly { readonly from: Slot; readonly value: Part; readonly shift: Shift }[],
  below: Part,
): Step {
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    const { numbers: xs, mask } = of;
    copy(results, below);
    for (const { from, value, shift } of bands) {
      const { numbers: edges, mask: edgeMask } = from;
      for (let row = 0; row < results.length; row++) {
        if (difference(xs[row & mask]!, edges[row & edgeMask]!, shift) >= 0) results[row] = read(value, row);
      }
    }
    for (let row = 0; row < results.length; row++) if (Number.isNaN(xs[row & mask])) results[row] = Number.NaN;
  };
}

interface MarginalBand {
  readonly from: Part;
  readonly rate: Part;
}

/** Band by band: the part of the figure inside each, times the band's rate. */
export function marginal(out: Slot, of: Part, bands: readonly MarginalBand[], shift: Shift, rounding: Rounding): Step {
  const widths = new Float64Array(bands.length);
  const rates = new Float64Array(bands.length);
  const slow = (row: number): number => {
    const x = read(of, row);
    let upper = x;
    for (let band = bands.length - 1; band >= 0; band--) {
      const { from, rate } = bands[band]!;
      const edge = read(from, row);
      widths[band] = Math.max(0, Math.min(x, upper) - edge);
      rates[band] = read(rate, row);
      upper = edge;
    }
    return sumOfProducts(widths, rates, shift, rounding);
  };
  const steady = bands.every(({ from, rate }) => from.slot.mask === 0 && rate.slot.mask === 0);
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    const ladder = steady ? ladderOf(bands) : null;
    if (ladder === null) {
      for (let row = 0; row < results.length; row++) results[row] = slow(row);
      return;
    }
    const { edges, rates: steps, below, safe } = ladder;
    const { numbers, mask } = of.slot;
    const { grow } = of;
    const last = edges.length - 1;
    const lowest = edges[0]!;
    for (let row = 0; row < results.length; row++) {
      const x = numbers[row & mask]! * grow;
      if (x < lowest) {
        results[row] = 0;
        continue;
      }
      let band = 0;
      while (band < last && x >= edges[band + 1]!) band++;
      results[row] =
        x <= safe ? rescaled(below[band]! + (x - edges[band]!) * steps[band]!, shift, rounding) : slow(row);
    }
  };
}

/** Bands that are the same on every row, with what all the bands under each one add up to. */
interface Ladder {
  readonly edges: Float64Array;
  readonly rates: Float64Array;
  readonly below: Float64Array;
  /** Up to here no product or sum leaves the whole numbers that are exact. */
  readonly safe: number;
}

/** Null where edges cross or a figure is missing: then each row is added up by itself. */
function ladderOf(bands: readonly MarginalBand[]): Ladder | null {
  const edges = Float64Array.from(bands, ({ from }) => read(from, 0));
  const rates = Float64Array.from(bands, ({ rate }) => read(rate, 0));
  const below = new Float64Array(bands.length);
  for (let band = 1; band < bands.length; band++) {
    const width = edges[band]! - edges[band - 1]!;
    if (!(width > 0)) return null;
    below[band] = below[band - 1]! + width * rates[band - 1]!;
  }
  const steepest = rates.reduce((most, rate) => Math.max(most, Math.abs(rate)), 1);
  const safe = Math.min(edges[0]! + Number.MAX_SAFE_INTEGER / steepest / 2, Number.MAX_SAFE_INTEGER);
  return Number.isNaN(safe) ? null : { edges, rates, below, safe };
}

export function chosen(out: Slot, when: Slot, value: Part, otherwise: Part): Step {
  return ({ data }) => {
    const results = numberRoom(out, data.rows);
    const { flags, mask } = when;
    const { numbers: xs, mask: xMask } = value.slot;
    const { numbers: ys, mask: yMask } = otherwise.slot;
    const [xGrow, yGrow] = [value.grow, otherwise.grow];
    for (let row = 0; row < results.length; row++) {
      const [x, y] = [xs[row & xMask]! * xGrow, ys[row & yMask]! * yGrow];
      results[row] = flags[row & mask] ? x : y;
    }
  };
}

/** What a comparison makes of a difference; with a missing number it does not hold. */
const HOLDS = {
  '>=': (flags, xs, xMask, ys, yMask, { grow, shrink }) => {
    for (let row = 0; row < flags.length; row++) {
      flags[row] = Number(xs[row & xMask]! * grow - ys[row & yMask]! * shrink >= 0);
    }
  },
  '>': (flags, xs, xMask, ys, yMask, { grow, shrink }) => {
    for (let row = 0; row < flags.length; row++) {
      flags[row] = Number(xs[row & xMask]! * grow - ys[row & yMask]! * shrink > 0);
    }
  },
  '<=': (flags, xs, xMask, ys, yMask, { grow, shrink }) => {
    for (let row = 0; row < flags.length; row++) {
      flags[row] = Number(xs[row & xMask]! * grow - ys[row & yMask]! * shrink <= 0);
    }
  },
  '<': (flags, xs, xMask, ys, yMask, { grow, shrink }) => {
    for (let row = 0; row < flags.length; row++) {
      flags[row] = Number(xs[row & xMask]! * grow - ys[row & yMask]! * shrink < 0);
    }
  },
  '=': (flags, xs, xMask, ys, yMask, { grow, shrink }) => {
    for (let row = 0; row < flags.length; row++) {
      flags[row] = Number(xs[row & xMask]! * grow - ys[row & yMask]! * shrink === 0);
    }
  },
} satisfies Record<string, ComparisonLoop>;

type ComparisonLoop = (
  flags: Uint8Array,
  xs: Float64Array,
  xMask: number,
  ys: Float64Array,
  yMask: number,
  shift: Shift,
) => void;

/** Without branches: which rows reach a threshold is what no processor foresees. */
export function compared(out: Slot, sign: keyof typeof HOLDS, left: Slot, right: Slot, shift: Shift): Step {
  const compare = HOLDS[sign];
  return ({ data }) => compare(flagRoom(out, data.rows), left.numbers, left.mask, right.numbers, right.mask, shift);
}

/** Whether at least `need` of the parts hold. */
export function counted(out: Slot, parts: readonly Slot[], need: number): Step {
  return ({ data }) => {
    const flags = flagRoom(out, data.rows).fill(0);
    for (const { flags: holds, mask } of parts) {
      for (let row = 0; row < flags.length; row++) flags[row]! += holds[row & mask]!;
    }
    for (let row = 0; row < flags.length; row++) flags[row] = Number(flags[row]! >= need);
  };
}

export function negated(out: Slot, of: Slot): Step {
  return ({ data }) => {
    const flags = flagRoom(out, data.rows);
    const { flags: holds, mask } = of;
    for (let row = 0; row < flags.length; row++) flags[row] = 1 - holds[row & mask]!;
  };
}

export function known(out: Slot, of: Slot): Step {
  return ({ data }) => {
    const flags = flagRoom(out, data.rows);
    const { numbers, mask } = of;
    for (let row = 0; row < flags.length; row++) flags[row] = Number.isNaN(numbers[row & mask]) ? 0 : 1;
  };
}

function read({ slot, grow }: Part, row: number): number {
  return slot.numbers[row & slot.mask]! * grow;
}

function copy(to: Float64Array, { slot, grow }: Part): void {
  const { numbers, mask } = slot;
  for (let row = 0; row < to.length; row++) to[row] = numbers[row & mask]! * grow;
}

/** The slot's own buffer, made anew only when the number of rows changes. */
function numberRoom(slot: Slot, rows: number): Float64Array {
  const length = slot.mask === 0 ? 1 : rows;
  if (slot.numbers.length !== length) slot.numbers = new Float64Array(length);
  return slot.numbers;
}

function flagRoom(slot: Slot, rows: number): Uint8Array {
  const length = slot.mask === 0 ? 1 : rows;
  if (slot.flags.length !== length) slot.flags = new Uint8Array(length);
  return slot.flags;
}
