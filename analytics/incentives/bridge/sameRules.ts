/**
 * Why the same rules cost something else in another period, by partners and product families: how many partners, how much they
 * sold, what and who it was made of, which levels they held, and what rates their sales reached. Pure.
 *
 * Of who sold in both periods the pay is volume × Σ share × rate, where rates are pay by revenue of a partner and family
 * (price–volume–mix analysis); the bridge parts what acts together.
 */
import type { Game } from './games.ts';

/** One partner and family over both periods; money in whole numbers of 1/10,000. */
export interface Cell {
  readonly revenue: readonly [before: number, after: number];
  readonly pay: readonly [before: number, after: number];
  /** What each period would have paid by the levels of the other one. */
  readonly otherLevels: readonly [before: number, after: number];
}

export const PERIOD_STEPS = ['lost', 'new', 'volume', 'mix', 'levels', 'rates'] as const;
export type PeriodStep = (typeof PERIOD_STEPS)[number];

/** @param partners the cells of each partner */
export function periodGames(partners: readonly (readonly Cell[])[]): Game[] {
  const bit = (step: PeriodStep) => 1 << PERIOD_STEPS.indexOf(step);
  const lost = partners.filter((cells) => !cells.some(isAfter));
  const come = partners.filter((cells) => cells.some(isAfter) && !cells.some(isBefore));
  const stayed = partners.filter((cells) => cells.some(isAfter) && cells.some(isBefore)).flat();
  const gone = BigInt(paid(lost.flat(), 0));
  const added = BigInt(paid(come.flat(), 1));
  const rates = bit('levels') | bit('rates');
  const sold = stayed.filter(({ revenue }) => revenue[0] > 0 || revenue[1] > 0);
  const others = stayed.filter(({ revenue }) => !(revenue[0] > 0 || revenue[1] > 0));
  const worth = sameWorth(sold);
  const [first, last] = [BigInt(paid(stayed, 0)), BigInt(paid(stayed, 1))];
  const all = bit('volume') | bit('mix') | rates;
  return [
    { moves: bit('lost'), worth: (changed) => (changed ? 0n : gone) },
    { moves: bit('new'), worth: (changed) => (changed ? added : 0n) },
    {
      moves: all,
      worth(changed) {
        // Both ends are what was paid, to the last digit.
        if (changed === 0) return first;
        if (changed === all) return last;
        const made = (step: PeriodStep) => ((changed & bit(step)) === 0 ? 0 : 1);
        const apart = paid(others, made('rates'));
        return BigInt(Math.round(worth(made('volume'), made('mix'), made('levels'), made('rates')) + apart));
      },
    },
  ];
}

type Side = 0 | 1;

function sameWorth(cells: readonly Cell[]): (volume: Side, mix: Side, levels: Side, rates: Side) => number {
  const total = ([0, 1] as const).map((side) =>
    cells.reduce((sum, { revenue }) => sum + Math.max(revenue[side], 0), 0),
  );
  return (volume, mix, levels, rates) => {
    if (total[mix] === 0) return paid(cells, rates);
    const share = cells.reduce((sum, cell) => {
      // What sold in one period only has the rate of that period.
      const side = cell.revenue[rates] > 0 ? rates : ((1 - rates) as Side);
      const pay = levels === rates || side !== rates ? cell.pay[side] : cell.otherLevels[side];
      return sum + (Math.max(cell.revenue[mix], 0) / total[mix]!) * (pay / cell.revenue[side]);
    }, 0);
    return total[volume]! * share;
  };
}

function paid(cells: readonly Cell[], side: Side): number {
  return cells.reduce((sum, { pay }) => sum + pay[side], 0);
}

function isBefore({ revenue, pay }: Cell): boolean {
  return revenue[0] !== 0 || pay[0] !== 0;
}

function isAfter({ revenue, pay }: Cell): boolean {
  return revenue[1] !== 0 || pay[1] !== 0;
}
