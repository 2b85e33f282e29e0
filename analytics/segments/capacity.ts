/** How many partners must be activated or recruited for the plan of the year ahead, by region or country. */
import type { Checked, Result } from '../api/methods.ts';
import type { CapacityPlan } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { addMonths } from '../network/dates.ts';
import { DIRECT, UNASSIGNED } from '../network/model.ts';
import type { Network } from '../network/network.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { formatRange } from '../present/dates.ts';
import {
  type Activation,
  bookingsBy,
  type PartnerSales,
  RECRUIT_MONTHS,
  type Recruiting,
  readRecruiting,
  salesByPartner,
} from './capacity/network.ts';
import { atFullSpeed, type Fraction, meanFor, rampShare } from './capacity/newPartner.ts';
import { type Ahead, coveredPart, monthsOf, readTargets, yearAhead, yearEarlier } from './capacity/plan.ts';
import { plansBy } from './capacity/plansBy.ts';
import { partnersNeeded } from './capacity/recruits.ts';
import { rowSentence } from './capacity/sentences.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText, partOf, unitsOf } from './exact.ts';
import { attributeOf, type Population, readPopulation } from './features.ts';
import { networkBasis } from './networkBasis.ts';
import { yearTo } from './year.ts';

type Asked = Checked<'segment.capacity'>;
type Row = CapacityPlan['rows'][number];

/** Months of a ramp when nothing is known of recruits. */
const USUAL_RAMP = 6;
/** Fewer partners or recruits than this are no evidence of their own: those of the network stand in. */
const ENOUGH = 5;

/**
 * The gap between the plan of the four quarters after the day and what the same days brought a year before, in partners. The
 * largest gap first.
 * @throws QuarterdeckError `dimension-unknown` for filters that are not about partners, `cancelled` when the signal fires.
 */
export async function capacity(
  desk: SegmentDesk,
  asked: Asked,
  options: LabOptions = {},
): Promise<Result<'segment.capacity'>> {
  const { context } = desk;
  const { network } = context;
  const { asOf = lastQuarterEnd(network), by, where } = asked;
  const year = yearAhead(network, asOf);
  const targets = await readTargets(context, year, options);
  const ahead = asked.plan === undefined ? coveredPart(network, year, targets) : year;
  const days = yearEarlier(ahead);
  const booked = (of: Asked['where']) => bookingsBy(context, { by, where: of, days }, options);
  const [everybody, chosen, recruiting, sales, all, looked, whole] = await Promise.all([
    readPopulation(desk, { asOf, where: [] }, options),
    readPopulation(desk, { asOf, where }, options),
    readRecruiting(context, by, asOf, options),
    salesByPartner(context, yearTo(asOf), options),
    booked([]),
    booked(where),
    bookingsBy(context, { by: null, where: [], days }, options),
  ]);
  const earlier = { all, chosen: looked, network: whole.get(null) ?? 0n };
  const plans = plansBy(by, asked.plan === undefined ? undefined : unitsOf(asked.plan), targets, earlier);
  const ramp = asked.rampMonths ?? recruiting.monthsToFirstDeal ?? USUAL_RAMP;
  const home = await attributeOf(desk, everybody, by, options);
  const yard: Yardsticks = {
    network,
    everybody,
    sales,
    home,
    recruiting,
    asOf,
    ramp,
    months: monthsOf(network, ahead),
  };
  const dormant = dormantBy(network, chosen, await attributeOf(desk, chosen, by, options), sales);
  const values = new Set([
    ...dormant.keys(),
    ...[...looked.keys()].filter((value) => value !== DIRECT && value !== UNASSIGNED),
    ...(where.length === 0 ? plans.named : []),
  ]);
  const rows = [...values].map((value): Row => {
    const [plan, expected] = [plans.of(value), looked.get(value) ?? 0n];
    const gap = plan === null ? null : plan > expected ? plan - expected : 0n;
    const { perPartner, activation, needed } = measured(yard, value, gap);
    const row: Omit<Row, 'sentence'> = {
      value,
      plan: plan === null ? null : moneyText(plan),
      expected: moneyText(expected),
      gap: gap === null ? null : moneyText(gap),
      perPartner: perPartner === null ? null : moneyText(perPartner),
      activation: activation.denominator > 0 ? activation : null,
      recruit: needed?.recruit ?? null,
      activate: needed?.activate ?? null,
      dormant: dormant.get(value) ?? 0,
    };
    return { ...row, sentence: rowSentence(row, network.policy.locale) };
  });
  const size = ({ gap }: Row) => (gap === null ? -1 : Number(gap));
  rows.sort((a, b) => size(b) - size(a) || (String(a.value) < String(b.value) ? -1 : 1));
  const notes = [plans.source, ...notesOf(asked, ahead, year, { ramp, recruiting }, network)];
  return {
    basis: networkBasis(desk, { asOf, population: chosen.ids.length, notes }),
    period: ahead.label,
    rows,
  };
}

/** What new partners are judged by. */
interface Yardsticks {
  readonly network: Network;
  readonly everybody: Population;
  readonly sales: ReadonlyMap<string, PartnerSales>;
  /** The region or country of everybody. */
  readonly home: readonly (string | null)[];
  readonly recruiting: Recruiting;
  readonly asOf: string;
  readonly ramp: number;
  readonly months: number;
}

function measured(yard: Yardsticks, value: string | null, gap: bigint | null) {
  const { network, everybody, sales, home, recruiting, asOf, ramp, months } = yard;
  const startedBy = addMonths(yearTo(asOf).from, -ramp);
  const { deals } = network.policy.transacting;
  const speed = (belongs: (index: number) => boolean) => atFullSpeed(everybody, sales, { deals, startedBy }, belongs);
  const near = speed((index) => home[index] === value);
  const amounts = near.length >= ENOUGH ? near : speed(() => true);
  const own = recruiting.by.get(value);
  const activation: Activation = own && own.denominator >= ENOUGH ? own : recruiting.network;
  const share = rampShare(months, ramp);
  if (amounts.length === 0) return { perPartner: null, activation, needed: null };
  const each = meanFor(amounts, months);
  const evidence = {
    amounts: Float64Array.from(amounts, (amount) => Number(amount) * (months / 12)),
    share: numberOf(share),
    recruited: activation.denominator,
    activated: activation.numerator,
  };
  return {
    perPartner: partOf(each, share.numerator, share.denominator),
    activation,
    needed: gap === null ? null : partnersNeeded(Number(gap), evidence, value ?? ''),
  };
}

function numberOf({ numerator, denominator }: Fraction): number {
  return Number(numerator) / Number(denominator);
}

/** Enrolled partners without the won deals of the year that make a partner transacting. */
function dormantBy(
  { policy }: Network,
  { ids }: Population,
  home: readonly (string | null)[],
  sales: ReadonlyMap<string, PartnerSales>,
): Map<string | null, number> {
  const dormant = new Map<string | null, number>();
  for (const [index, id] of ids.entries()) {
    const sleeps = (sales.get(id)?.deals ?? 0) < policy.transacting.deals;
    dormant.set(home[index]!, (dormant.get(home[index]!) ?? 0) + (sleeps ? 1 : 0));
  }
  return dormant;
}

function notesOf(
  { rampMonths }: Asked,
  ahead: Ahead,
  year: Ahead,
  { ramp, recruiting }: Pick<Yardsticks, 'ramp' | 'recruiting'>,
  { policy }: Network,
): string[] {
  const days = yearEarlier(ahead);
  const why =
    rampMonths !== undefined
      ? 'as asked'
      : recruiting.monthsToFirstDeal !== null
        ? 'half of the partners recruited in three years had won a deal by then, those still without one counted'
        : 'assumed, because nothing is known of recruits';
  return [
    ...(ahead.to < year.to ? [`Targets are loaded for ${ahead.label} only, so that is what is planned.`] : []),
    `Expected is what was booked a year before, ${formatRange(days.from, days.to, policy.locale)}: no growth and no loss.`,
    `A new partner starts on the first day and grows evenly to full speed in ${ramp} ${ramp === 1 ? 'month' : 'months'} (${why}). Full speed is the mean of the transacting partners who were past that before the year began.`,
    `The activation rate is of partners recruited in the ${RECRUIT_MONTHS} months to the day. Where fewer than ${ENOUGH} partners or recruits are known, those of the whole network stand in.`,
    'Ranges are P10 to P90 over 1,000 bootstrap samples of those partners and recruits.',
  ];
}
