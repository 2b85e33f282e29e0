/**
 * A simulation over partners × draws. A worker takes some of the partners and makes all of their draws, so a partner's
 * percentiles come from a row that is then used again for the next one: memory is of the size of the draws, not of
 * partners × draws. Sums are of whole numbers and therefore the same in any order and any division of the work.
 */
import { QuarterdeckError } from '../../api/errors.ts';
import { diceOf } from '../../rules/dice/dice.ts';
import { compileKernel } from '../../rules/kernel.ts';
import { columnFiller } from './column.ts';
import { type ChanceModel, checkModel } from './model.ts';
import { rankOf, select } from './select.ts';
import { SharedDraws } from './sharedDraws.ts';

/** What a worker hands back; plain data. */
export interface ChanceSlice {
  readonly from: number;
  readonly to: number;
  /** By rule, draw by draw, over the partners of the slice. */
  readonly sums: Readonly<Record<string, Float64Array>>;
  /** By rule, each partner's sum over all draws: its mean times the draws. */
  readonly own: Readonly<Record<string, Float64Array>>;
  /** Percentiles of the rule that the model spreads, by partner; empty without one. */
  readonly spread: Spread;
  /** By condition: in how many draws it held for each partner. */
  readonly counts: Readonly<Record<string, Uint32Array>>;
}

/** Whole numbers, by partner. P90 is the high one: nine draws of ten do not exceed it. */
export interface Spread {
  readonly p10: Float64Array;
  readonly p50: Float64Array;
  readonly p90: Float64Array;
}

/** Draws for the partners from `from` on up to, not with, `to`. Throws a sentence when a rule has no figure for a draw. */
export function runSlice(model: ChanceModel, from = 0, to = model.partners.length): ChanceSlice {
  return slicer(model)(from, to);
}

/** The same for slice after slice: what all partners share is drawn and compiled once. */
export function slicer(model: ChanceModel): (from: number, to: number) => ChanceSlice {
  checkModel(model);
  const { draws, seed, sums, counts } = model;
  const kernel = compileKernel(model.rules);
  const shared = new SharedDraws(model);
  const columns = model.columns.map((column) => ({ fill: columnFiller(column, shared), out: new Float64Array(draws) }));
  const named = new Map(model.columns.map(({ name }, index) => [name, columns[index]!.out]));
  const noFlags = new Uint8Array(draws);
  const rows = { rows: draws, number: (name: string) => columnNamed(named, name), flag: () => noFlags };
  const row = new Float64Array(model.spread === null ? 0 : draws);

  return (from, to) => {
    const slice = emptySlice(model, from, to);
    for (let partner = from; partner < to; partner++) {
      shared.turnTo(diceOf(seed, model.partners[partner]!), partner);
      for (const { fill, out } of columns) fill(partner, out);
      const result = kernel.run(rows, model.inputs);
      for (const name of sums) {
        const own = addTo(slice.sums[name]!, result.number(name));
        if (Number.isNaN(own)) {
          throw new QuarterdeckError(
            'bad-request',
            `“${name}” has no figure in some draws of ${model.partners[partner]}. Say what stands for missing figures.`,
          );
        }
        slice.own[name]![partner - from] = own;
      }
      for (const name of counts) slice.counts[name]![partner - from] = countOf(result.flag(name));
      if (model.spread !== null) {
        row.set(result.number(model.spread));
        spreadInto(slice.spread, partner - from, row);
      }
    }
    return slice;
  };
}

/** Plain slices of about the same size, in the order of partners. */
export function slicesOf(partners: number, workers: number): { readonly from: number; readonly to: number }[] {
  const count = Math.max(1, Math.min(workers, partners));
  return Array.from({ length: count }, (_, index) => ({
    from: Math.floor((partners * index) / count),
    to: Math.floor((partners * (index + 1)) / count),
  }));
}

function columnNamed(columns: ReadonlyMap<string, Float64Array>, name: string): Float64Array {
  const column = columns.get(name);
  if (!column) throw new RangeError(`The simulation draws no column “${name}”.`);
  return column;
}

function emptySlice({ draws, sums, counts, spread }: ChanceModel, from: number, to: number): ChanceSlice {
  const named = <Column>(names: readonly string[], make: () => Column) =>
    Object.fromEntries(names.map((name) => [name, make()]));
  const kept = spread === null ? 0 : to - from;
  return {
    from,
    to,
    sums: named(sums, () => new Float64Array(draws)),
    own: named(sums, () => new Float64Array(to - from)),
    spread: { p10: new Float64Array(kept), p50: new Float64Array(kept), p90: new Float64Array(kept) },
    counts: named(counts, () => new Uint32Array(to - from)),
  };
}

/** Adds a row to the totals, and answers its sum. */
function addTo(totals: Float64Array, row: Float64Array): number {
  let sum = 0;
  for (let draw = 0; draw < totals.length; draw++) {
    const value = row[draw]!;
    totals[draw]! += value;
    sum += value;
  }
  return sum;
}

function countOf(flags: Uint8Array): number {
  let count = 0;
  for (let draw = 0; draw < flags.length; draw++) count += flags[draw]!;
  return count;
}

function spreadInto({ p10, p50, p90 }: Spread, place: number, row: Float64Array): void {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => rankOf(share, row.length)) as [number, number, number];
  p50[place] = select(row, middle);
  // The median parts the row: the others lie on either side of it.
  p10[place] = select(row, low, 0, middle);
  p90[place] = select(row, high, middle);
}
