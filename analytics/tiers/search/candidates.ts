/** Which values of a threshold are worth trying: figures that can be said aloud, around the share that is wished for. */
import { parseDecimal } from '../../present/decimal.ts';
import { sellable } from '../../rules/sellable.ts';
import { roundness } from '../infer/round.ts';

export interface CandidateRequest {
  /** Figures of the partners whom the threshold decides about, ascending, as plain numbers. */
  readonly figures: readonly number[];
  /** Whether a partner must be at or above the threshold; else at or below. */
  readonly rising: boolean;
  /** Things that are counted have whole thresholds. */
  readonly whole: boolean;
  /** Figures easier than this one are left out; null for none. */
  readonly exit: number | null;
  /** The value now, which is always among them. */
  readonly now: string;
  /** How many partners should pass; null where the wish does not say. */
  readonly target: number | null;
  readonly most: number;
}

/**
 * At most `most` values, ascending. Half of them are those that let nearly the wished number of partners pass, the others
 * lie evenly among the rest. Of values that the same partners pass the roundest is taken.
 */
export function candidates(request: CandidateRequest): string[] {
  const { figures, rising, now, target, most } = request;
  const passing = (value: number) => {
    const below = countBelow(figures, value, !rising);
    return rising ? figures.length - below : below;
  };
  const byReach = new Map<number, string>();
  for (const value of sellableFigures(request)) {
    const reach = passing(Number(value));
    const known = byReach.get(reach);
    if (known === undefined || digits(value) < digits(known)) byReach.set(reach, value);
  }
  byReach.set(passing(Number(now)), now);
  const all = [...byReach].map(([reach, value]) => ({ reach, value: Number(value), text: value }));
  const near =
    target === null
      ? []
      : [...all].sort((a, b) => Math.abs(a.reach - target) - Math.abs(b.reach - target) || a.value - b.value);
  const chosen = new Set([now, ...near.slice(0, Math.ceil(most / 2)).map(({ text }) => text)]);
  const rest = all.filter(({ text }) => !chosen.has(text)).sort((a, b) => a.value - b.value);
  const room = Math.max(0, Math.min(rest.length, most - chosen.size));
  for (let n = 0; n < room; n++) chosen.add(rest[Math.floor(((n + 0.5) * rest.length) / room)]!.text);
  return [...chosen].sort((a, b) => Number(a) - Number(b)).slice(0, Math.max(most, 1));
}

/** The easiest value that could be tried, which is never nothing unless the present one is. */
export function easiest(request: Omit<CandidateRequest, 'target' | 'most'>): string {
  const harder = (a: string, b: string) => (Number(a) - Number(b)) * (request.rising ? 1 : -1);
  return [...sellableFigures(request), request.now].reduce((least, value) =>
    harder(value, least) < 0 ? value : least,
  );
}

/** Values of the same kind next to one, itself included, ascending. */
export function around(request: Omit<CandidateRequest, 'target' | 'most'>, value: string, most: number): string[] {
  const all = [...new Set([...sellableFigures(request), value])].sort((a, b) => Number(a) - Number(b));
  const at = all.indexOf(value);
  const first = Math.max(0, Math.min(at - (most >> 1), all.length - most));
  return all.slice(first, first + most);
}

/** The grid of figures that can be said aloud, from under the lowest positive figure to above the highest one. */
function sellableFigures({
  figures,
  whole,
  rising,
  exit,
}: Pick<CandidateRequest, 'figures' | 'whole' | 'rising' | 'exit'>): string[] {
  const lowest = figures.find((figure) => figure > 0);
  const highest = figures.at(-1) ?? 0;
  if (lowest === undefined) return [];
  const found = new Set<string>();
  // Steps are never wider than 5 %, so going by 2 % meets every figure of the grid.
  for (let value = Math.max(lowest * 0.95, 1e-4); value <= highest * 1.1; value *= 1.02) {
    found.add(sellable(value, { whole }));
  }
  const easier = (value: number) => exit !== null && (rising ? value < exit : value > exit);
  return [...found].filter((value) => Number(value) > 0 && !easier(Number(value)));
}

/** How many figures are below the value, or up to it. */
function countBelow(figures: readonly number[], value: number, orEqual: boolean): number {
  let [low, high] = [0, figures.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const below = orEqual ? figures[middle]! <= value : figures[middle]! < value;
    if (below) low = middle + 1;
    else high = middle;
  }
  return low;
}

function digits(value: string): number {
  const { units } = parseDecimal(value) ?? { units: 0n };
  return roundness(Number(units));
}
