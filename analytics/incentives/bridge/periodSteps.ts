/** Steps between two periods that are paid by the same plans, or as the ledger has them. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Filter } from '../../api/documents/query.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runRows } from '../../metrics/run.ts';
import { inCurrency } from '../../network/currency.ts';
import { dateLiteral } from '../../network/network.ts';
import { lastDay } from '../../network/period.ts';
import { partnerAttributes } from '../../network/roster.ts';
import { numbers } from '../../present/numbers.ts';
import { asPaidSide } from '../asPaid.ts';
import type { IncentiveDesk } from '../desk.ts';
import { paySide } from '../paySide.ts';
import type { PreparedCase } from '../prepareCase.ts';
import { isLevelFilter } from '../rowFilters.ts';
import { tenThousandths } from '../settle.ts';
import type { PaySide, SideRequest } from '../side.ts';
import { addFamilies } from '../simulation/familyMix.ts';
import { playGames } from './games.ts';
import type { Steps } from './planSteps.ts';
import { type Cell, PERIOD_STEPS, type PeriodStep, periodGames } from './sameRules.ts';

/** By partner, then by family; `` for none. */
type Amounts = Map<string, Map<string, number>>;

export interface PeriodSteps extends Steps {
  /** Payees of either period. */
  readonly payees: number;
}

export async function periodSteps(
  desk: IncentiveDesk,
  prepared: PreparedCase,
  since: ResolvedPeriod,
  options: LabOptions,
): Promise<PeriodSteps> {
  const { currency, where, period } = prepared;
  const request = prepared.sides.after;
  const spans = [since, period] as const;
  const sideOf = (at: 0 | 1, levels?: string): Promise<PaySide> =>
    request === 'as-paid'
      ? asPaidSide(desk, { ...prepared.asPaid, period: spans[at] }, options)
      : paySide(desk, { ...request, period: spans[at], ...(levels === undefined ? {} : { levels }) }, options);
  const sides = [await sideOf(0), await sideOf(1)] as const;
  const pay = [
    await familiesOf(desk, sides[0], request, options),
    await familiesOf(desk, sides[1], request, options),
  ] as const;
  const levels = request === 'as-paid' || !request.plans.some(asksLevels) ? null : request.levels;
  const frozen = (at: 0 | 1) => levelsOn(desk, lastDay(spans[at]), levels ?? undefined);
  const other = levels === null ? sides : ([await sideOf(0, frozen(1)), await sideOf(1, frozen(0))] as const);
  const revenue = [
    await revenueOf(desk, since, currency, where, options),
    await revenueOf(desk, period, currency, where, options),
  ] as const;
  const names = [...new Set([...pay, ...revenue].flatMap((amounts) => [...amounts.keys()]))].sort();
  const others = other.map(totals) as [Totals, Totals];
  const partners = names.map((name) => cellsOf(name, revenue, pay, others));
  const { locale } = desk.context.network.policy;
  return {
    steps: PERIOD_STEPS.map((step) => ({ id: step, label: labelOf(step, partners, locale), places: [] })),
    games: await playGames(periodGames(partners)),
    payees: new Set([...pay[0].keys(), ...pay[1].keys()]).size,
  };
}

const LABELS: Readonly<Record<Exclude<PeriodStep, 'lost' | 'new'>, string>> = {
  volume: 'Volume',
  mix: 'Mix of partners and families',
  levels: 'Levels',
  rates: 'Rates reached',
};

function labelOf(step: PeriodStep, partners: readonly (readonly Cell[])[], locale: string): string {
  if (step !== 'lost' && step !== 'new') return LABELS[step];
  const here = step === 'lost' ? 0 : 1;
  const active = (cells: readonly Cell[], side: 0 | 1) =>
    cells.some(({ revenue, pay }) => revenue[side] !== 0 || pay[side] !== 0);
  const count = partners.filter((cells) => active(cells, here) && !active(cells, here === 0 ? 1 : 0)).length;
  return `${numbers(locale).integer(count)} ${step} ${count === 1 ? 'partner' : 'partners'}`;
}

type Totals = ReadonlyMap<string, number>;

function totals({ payees, pay }: PaySide): Totals {
  return new Map(payees.map((id, at) => [id, pay[at]!]));
}

function cellsOf(
  partner: string,
  revenue: readonly [Amounts, Amounts],
  pay: readonly [Amounts, Amounts],
  other: readonly [Totals, Totals],
): Cell[] {
  const families = [...new Set([...revenue, ...pay].flatMap((amounts) => [...(amounts.get(partner)?.keys() ?? [])]))];
  const both = (amounts: readonly [Amounts, Amounts], family: string) =>
    [amounts[0].get(partner)?.get(family) ?? 0, amounts[1].get(partner)?.get(family) ?? 0] as const;
  const cells = families.sort().map((family) => ({ revenue: both(revenue, family), pay: both(pay, family) }));
  const by = ([0, 1] as const).map((side) => spread(cells, side, other[side].get(partner) ?? 0));
  return cells.map((cell, at) => ({ ...cell, otherLevels: [by[0]![at]!, by[1]![at]!] }));
}

/** What a partner would be paid by other levels, divided as its pay is; without pay as its sales are. */
function spread(cells: readonly Pick<Cell, 'revenue' | 'pay'>[], side: 0 | 1, amount: number): number[] {
  for (const of of ['pay', 'revenue'] as const) {
    const whole = cells.reduce((sum, cell) => sum + cell[of][side], 0);
    if (whole !== 0) return cells.map((cell) => (cell[of][side] / whole) * amount);
  }
  return cells.map(() => amount / cells.length);
}

async function familiesOf(
  desk: IncentiveDesk,
  side: PaySide,
  request: SideRequest | 'as-paid',
  options: LabOptions,
): Promise<Amounts> {
  const amounts: Amounts = new Map();
  const families: string[] = [];
  await addFamilies(desk, side, request, options, {
    placeOf(family) {
      const name = family ?? '';
      const known = families.indexOf(name);
      return known >= 0 ? known : families.push(name) - 1;
    },
    add(place, payee, amount) {
      addTo(amounts, side.payees[payee]!, families[place]!, amount);
    },
  });
  return amounts;
}

/** Bookings by partner and family in the currency of the case. */
async function revenueOf(
  { context }: IncentiveDesk,
  period: ResolvedPeriod,
  currency: string,
  where: readonly Filter[],
  options: LabOptions,
): Promise<Amounts> {
  const own = { ...context, network: inCurrency(context.network, currency) };
  const span = `${period.from}..${lastDay(period)}`;
  const spec = {
    metrics: ['won_amount'],
    by: ['partner' as const, 'family' as const],
    where: [...where],
    period: span,
  };
  const rows = await runRows(own, spec, { signal: options.signal });
  const amounts: Amounts = new Map();
  for (const { partner, family, won_amount: amount } of rows) {
    if (partner == null || amount == null) continue;
    addTo(amounts, String(partner), family == null ? '' : String(family), tenThousandths(String(amount)));
  }
  return amounts;
}

function addTo(amounts: Amounts, partner: string, family: string, amount: number): void {
  const own = amounts.get(partner) ?? new Map<string, number>();
  own.set(family, (own.get(family) ?? 0) + amount);
  amounts.set(partner, own);
}

function asksLevels({ lines }: IncentivePlan): boolean {
  return lines.some(({ rate, on, where, multipliers, surcharges }) => {
    const filters = [...on.filter, ...where, ...[...multipliers, ...surcharges].flatMap(({ filter }) => filter)];
    return 'byLevel' in rate || filters.some(isLevelFilter);
  });
}

/** The levels of one day, as if they had been held always. */
function levelsOn({ context: { network } }: IncentiveDesk, day: string, levels: string | undefined): string {
  const always = `DATE '0001-01-01' AS from_on, DATE '9999-12-31' AS to_on`;
  if (levels === undefined)
    return `(SELECT partner_id, level, ${always} FROM ${partnerAttributes(network, day)} AS on_day)`;
  const on = dateLiteral(day);
  return `(SELECT partner_id, level, ${always} FROM ${levels} AS spans WHERE from_on <= ${on} AND to_on >= ${on})`;
}
