/**
 * Which period of its history a partner picks when its group moves together. The normal score of the pick is
 * `√r × group + √(1 − r) × own`; two partners of a group have the correlation r, and their ranks `6 ÷ π × asin(r ÷ 2)`.
 *
 * The group's score takes one of 1,024 equally likely values, so that the chance of each pick is read from a table: the dice of
 * five thousand partners need no normal distribution of their own.
 */
import { normalQuantile, normalTail } from './normal.ts';

/** Bits of the group's dice that are looked at. */
const LEVEL_BITS = 10;
const LEVELS = 2 ** LEVEL_BITS;
const WORDS = 2 ** 32;

/** @param rank Spearman's rank correlation of two partners of a group, above 0 and below 1 */
export class GroupPicks {
  private readonly score: number;
  private readonly edges = new Map<number, Float64Array>();

  constructor(rank: number) {
    this.score = 2 * Math.sin((Math.PI * rank) / 6);
  }

  /** Places in a list of so many periods, lowest first, one a draw. */
  fill(out: Uint16Array, periods: number, group: Uint32Array, own: Uint32Array): void {
    const edges = this.edgesOf(periods);
    const steps = periods - 1;
    for (let draw = 0; draw < out.length; draw++) {
      const word = own[draw]!;
      const from = (group[draw]! >>> (32 - LEVEL_BITS)) * steps;
      let place = 0;
      // Without a branch, as no processor foresees what is picked.
      for (let edge = from; edge < from + steps; edge++) place += Number(word >= edges[edge]!);
      out[draw] = place;
    }
  }

  /** By level of the group: from which word of its own on a partner picks more than the first period, than the second … */
  private edgesOf(periods: number): Float64Array {
    const known = this.edges.get(periods);
    if (known) return known;
    const steps = periods - 1;
    const edges = new Float64Array(LEVELS * steps);
    const [common, rest] = [Math.sqrt(this.score), Math.sqrt(1 - this.score)];
    for (let step = 0; step < steps; step++) {
      const share = (step + 1) / periods;
      const score = normalQuantile(share);
      let sum = 0;
      for (let level = 0; level < LEVELS; level++) {
        const group = normalQuantile((level + 0.5) / LEVELS);
        const below = 1 - normalTail((score - common * group) / rest);
        edges[level * steps + step] = below;
        sum += below;
      }
      // A level stands for its middle; what that leaves is taken off every level, so that each period keeps its chance.
      const over = sum / LEVELS - share;
      for (let level = 0; level < LEVELS; level++) edges[level * steps + step]! -= over;
    }
    for (let edge = 0; edge < edges.length; edge++) edges[edge] = Math.round(edges[edge]! * WORDS);
    this.edges.set(periods, edges);
    return edges;
  }
}
