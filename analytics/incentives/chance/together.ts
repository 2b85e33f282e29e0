import { normalQuantile, normalTail } from './normal.ts';

/** Bits of the group's dice that are looked at. */
const LEVEL_BITS = 10;
const LEVELS = 2 ** LEVEL_BITS;
const WORDS = 2 ** 32;
const LEVEL_SCORES = Float64Array.from({ length: LEVELS }, (_, level) => normalQuantile((level + 0.5) / LEVELS));
/** Tables of win chances that are kept: 8 KB each. */
const MOST_CHANCES = 1_000;

/**
 * Which period of its history a partner picks, and whether it wins an open deal, when its group moves together. The normal score of
 * either is `√r × group + √(1 − r) × own`, and is held against the score of its share (a probit threshold: the one-factor Gaussian
 * copula of O. Vasicek, The distribution of loan portfolio value, Risk, 2002). Two partners of a group have the correlation r,
 * and the ranks of what they pick `6 ÷ π × asin(r ÷ 2)`.
 *
 * The group's score takes one of 1,024 equally likely values, so that the chance of each pick is read from a table: the dice of
 * five thousand partners need no normal distribution of their own.
 */
export class GroupLuck {
  private readonly score: number;
  private readonly ofPicks = new Map<number, Float64Array>();
  private readonly ofChances = new Map<number, Float64Array>();

  /** @param rank Spearman's rank correlation of two partners of a group, above 0 and below 1 */
  constructor(rank: number) {
    this.score = 2 * Math.sin((Math.PI * rank) / 6);
  }

  /** Places in a list of so many periods, lowest first, one a draw. */
  pick(out: Uint16Array, periods: number, group: Uint32Array, own: Uint32Array): void {
    let edges = this.ofPicks.get(periods);
    if (!edges) {
      edges = this.edgesOf(Array.from({ length: periods - 1 }, (_, step) => (step + 1) / periods));
      this.ofPicks.set(periods, edges);
    }
    place(out, edges, group, own);
  }

  /** 1 in the draws in which a deal is won, 0 in the others. */
  win(out: Uint16Array, chance: number, group: Uint32Array, own: Uint32Array): void {
    let edges = this.ofChances.get(chance);
    if (!edges) {
      if (this.ofChances.size >= MOST_CHANCES) this.ofChances.clear();
      edges = this.edgesOf([1 - chance]);
      this.ofChances.set(chance, edges);
    }
    place(out, edges, group, own);
  }

  /**
   * By level of the group, then by share: from which word of its own on a partner lies above that share of a distribution. Over all
   * levels together as many words lie below as the share says.
   */
  edgesOf(shares: readonly number[]): Float64Array {
    const edges = new Float64Array(LEVELS * shares.length);
    const [common, rest] = [Math.sqrt(this.score), Math.sqrt(1 - this.score)];
    for (const [step, share] of shares.entries()) {
      const certain = share <= 0 || share >= 1;
      const score = certain ? 0 : normalQuantile(share);
      const below = LEVEL_SCORES.map((group) => (certain ? share : 1 - normalTail((score - common * group) / rest)));
      const mean = below.reduce((sum, one) => sum + one, 0) / LEVELS;
      // A level stands for its middle; what that leaves is taken off or added in proportion, so that the share is kept and no
      // level has a chance below none or above all.
      for (let level = 0; level < LEVELS; level++) {
        const kept =
          mean > share ? (below[level]! * share) / mean : 1 - ((1 - below[level]!) * (1 - share)) / (1 - mean);
        edges[level * shares.length + step] = Math.round((certain ? share : kept) * WORDS);
      }
    }
    return edges;
  }
}

function place(out: Uint16Array, edges: Float64Array, group: Uint32Array, own: Uint32Array): void {
  const steps = edges.length / LEVELS;
  for (let draw = 0; draw < out.length; draw++) {
    const word = own[draw]!;
    const from = (group[draw]! >>> (32 - LEVEL_BITS)) * steps;
    let above = 0;
    // Without a branch, as no processor foresees what is picked.
    for (let edge = from; edge < from + steps; edge++) above += Number(word >= edges[edge]!);
    out[draw] = above;
  }
}
