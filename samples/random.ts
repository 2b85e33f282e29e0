/**
 * Seeded chance. The same seed gives the same network on every machine, so nothing here may touch `Math.random`,
 * the clock, or a function whose last bit differs between engines: sine, cosine and power do, exp, log and sqrt do not.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of `list`, in proportion to `weights`. */
  weighted<T>(list: readonly T[], weights: readonly number[]): T;
  /** Normal with the given mean and spread. */
  normal(mean?: number, spread?: number): number;
  /** Lognormal with mean 1; `spread` is the deviation of its logarithm. */
  lognormal(spread: number): number;
  poisson(mean: number): number;
  /** A copy in random order. */
  shuffled<T>(list: readonly T[]): T[];
  /** `count` different elements. */
  sample<T>(list: readonly T[], count: number): T[];
  /** An independent stream, so that one more draw in one subject does not move every other subject. */
  stream(subject: string): Random;
}

/** A generator that depends on nothing but `seed` (sfc32, Chris Doty-Humphrey; state from a 32-bit FNV-1a hash). */
export function seeded(seed: string): Random {
  let a = fnv(`${seed}/a`);
  let b = fnv(`${seed}/b`);
  let c = fnv(`${seed}/c`);
  let counter = 1;

  const word = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) word();

  const next = (): number => word() / 4_294_967_296;
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!;

  /** Marsaglia's polar method: needs no trigonometry. */
  const normal = (mean = 0, spread = 1): number => {
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return mean + spread * u * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };

  const shuffled = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = int(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };

  return {
    next,
    int,
    pick,
    normal,
    shuffled,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    weighted: (list, weights) => {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < list.length; i++) {
        rest -= weights[i]!;
        if (rest < 0) return list[i]!;
      }
      return list[list.length - 1]!;
    },
    lognormal: (spread) => Math.exp(normal(-(spread * spread) / 2, spread)),
    poisson: (mean) => {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count++;
      return count;
    },
    sample: (list, count) => shuffled(list).slice(0, count),
    stream: (subject) => seeded(`${seed}/${subject}`),
  };
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash | 0;
}
