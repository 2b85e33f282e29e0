/**
 * What a line pays, by plain loops over a ledger and exact fractions: written for tests, from the words of the grammar, so
 * that a mistake in sums, expressions or SQL has nothing to agree with.
 */
import type { PlanLine } from '../../../analytics/api/documents/incentivePlan.ts';

/** A fraction of whole numbers; the divisor is above zero. */
interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const of = (n: bigint, d = 1n): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d });
const text = (value: string | number): Fraction => {
  const [whole = '0', part = ''] = String(value).split('.');
  return of(BigInt(whole + part), 10n ** BigInt(part.length));
};
const plus = (a: Fraction, b: Fraction) => of(a.n * b.d + b.n * a.d, a.d * b.d);
const minus = (a: Fraction, b: Fraction) => plus(a, of(-b.n, b.d));
const mul = (a: Fraction, b: Fraction) => of(a.n * b.n, a.d * b.d);
const div = (a: Fraction, b: Fraction) => of(a.n * b.d, a.d * b.n);
const cmp = (a: Fraction, b: Fraction) => a.n * b.d - b.n * a.d;
const least = (a: Fraction, b: Fraction) => (cmp(a, b) <= 0n ? a : b);
const most = (a: Fraction, b: Fraction) => (cmp(a, b) >= 0n ? a : b);
const total = (all: readonly Fraction[]) => all.reduce(plus, NOTHING);
const NOTHING = of(0n);
const ONE = of(1n);

function rounded({ n, d }: Fraction, digits: number): Fraction {
  const scaled = n * 10n ** BigInt(digits);
  const size = scaled < 0n ? -scaled : scaled;
  const units = (size * 2n + d) / (d * 2n);
  return of(scaled < 0n ? -units : units, 10n ** BigInt(digits));
}

export function printed(value: Fraction, digits: number): string {
  const { n } = rounded(value, digits);
  const size = (n < 0n ? -n : n).toString().padStart(digits + 1, '0');
  return `${n < 0n ? '-' : ''}${size.slice(0, -digits)}.${size.slice(-digits)}`;
}

export interface Entry {
  readonly partner: string;
  readonly quarter: number;
  /** In cents. */
  readonly cents: number;
  readonly family: string;
  readonly level: string | null;
  /** Of a return: the place of its sale in the ledger. */
  readonly sale?: number | undefined;
  /** Days after the sale on which it was claimed, null for never. */
  readonly claimedAfter?: number | null | undefined;
}

/** The day of a ledger's quarter. */
export const dayOf = (quarter: number) =>
  `${2025 + Math.floor(quarter / 4)}-${['01', '04', '07', '10'][quarter % 4]}-15`;

/** Cents by `partner quarter`; rows are deals. */
export function naivePay(line: PlanLine, ledger: readonly Entry[]): Record<string, string> {
  const { claimWithinDays, clawbackDays, trueUp } = line.terms;
  /** What an entry is judged as: its sale, or itself. */
  const saleOf = (one: Entry) => (one.sale === undefined ? one : ledger[one.sale]!);
  const counted = ledger.filter((one) => {
    return one.sale === undefined || clawbackDays === undefined || daysBetween(saleOf(one), one) <= clawbackDays;
  });
  const claims = ledger.some(({ claimedAfter }) => typeof claimedAfter === 'number');
  const claimed = (one: Entry) => {
    if (claimWithinDays === undefined || !claims || (one.cents < 0 && one.sale === undefined)) return true;
    const { claimedAfter } = saleOf(one);
    return typeof claimedAfter === 'number' && claimedAfter <= claimWithinDays;
  };
  const home = (one: Entry) => (trueUp ? saleOf(one).quarter : one.quarter);
  const known = (one: Entry) => Math.max(home(one), one.quarter);

  const paid = new Map<string, Fraction>();
  for (const key of new Set(counted.map((one) => `${one.partner} ${home(one)}`))) {
    const [partner, text_] = key.split(' ') as [string, string];
    const quarter = Number(text_);
    const own = counted.filter((one) => one.partner === partner);
    const rows = own.filter((one) => home(one) === quarter);
    const before = (back: (other: number) => boolean) => own.filter((one) => back(home(one)));
    const baseOfQuarters = (some: readonly Entry[]) => {
      const quarters = [...new Set(some.map(home))];
      return quarters.map((one) => total(some.filter((entry) => home(entry) === one).map(amountOf)));
    };
    const baselines = {
      'prior-period': total(before((one) => one === quarter - 1).map(amountOf)),
      'year-ago': total(before((one) => one === quarter - 4).map(amountOf)),
      'high-water-mark': baseOfQuarters(before((one) => one < quarter)).reduce(most, NOTHING),
    };
    let earlier = NOTHING;
    for (const by of [...new Set(rows.map(known))].sort((a, b) => a - b)) {
      const then = rows
        .filter((one) => known(one) <= by && claimed(one))
        .map((one) => ({ ...one, level: saleOf(one).level }));
      const units = line.scope === 'deal' ? then.map((row) => [row]) : then.length > 0 ? [then] : [];
      const sum = total(units.map((unit) => unitPay(line, unit, baselines)));
      const { capPartner } = line.limits;
      const amount = rounded(capPartner === undefined ? sum : least(sum, text(capPartner)), 2);
      const place = `${partner} ${by}`;
      paid.set(place, plus(paid.get(place) ?? NOTHING, minus(amount, earlier)));
      earlier = amount;
    }
  }
  return Object.fromEntries([...paid].map(([key, amount]) => [key, printed(amount, 2)]));
}

function daysBetween(from: Entry, to: Entry): number {
  return (Date.parse(dayOf(to.quarter)) - Date.parse(dayOf(from.quarter))) / 86_400_000;
}

const amountOf = ({ cents }: Entry) => of(BigInt(cents), 100n);

function unitPay(line: PlanLine, rows: readonly Entry[], baselines: Record<string, Fraction>): Fraction {
  const { limits, rate } = line;
  const base = total(rows.map(amountOf));
  if (limits.floor !== undefined && cmp(base, text(limits.floor)) < 0n) return NOTHING;
  const counted = limits.capBase === undefined ? base : least(base, text(limits.capBase));
  // What is over the cap is taken from every row in proportion.
  const kept = cmp(base, counted) > 0n ? div(counted, base) : ONE;

  const rowRate = rateOf(rate, counted, baselines);
  let plain: Fraction;
  let raised: Fraction;
  const raisedBase = total(rows.map((row) => mul(amountOf(row), factorOf(line, row))));
  if (rowRate === null) {
    plain = sumOf(rate, counted, baselines);
    raised = base.n === 0n ? plain : div(mul(plain, raisedBase), base);
  } else {
    plain = mul(kept, total(rows.map((row) => mul(amountOf(row), rowRate(row)))));
    raised = mul(kept, total(rows.map((row) => mul(mul(amountOf(row), rowRate(row)), factorOf(line, row)))));
  }
  let extra = mul(
    kept,
    total(
      rows.flatMap((row) =>
        line.surcharges.filter(({ filter }) => matches(filter, row)).map((one) => mul(amountOf(row), text(one.rate))),
      ),
    ),
  );
  if (limits.capRate !== undefined) {
    const room = mul(text(limits.capRate), counted);
    const held = base.n < 0n ? most : least;
    const over = base.n < 0n ? cmp(room, plus(plain, extra)) : cmp(plus(plain, extra), room);
    if (over > 0n) {
      const limited = held(plain, room);
      raised = base.n === 0n ? limited : div(mul(limited, raisedBase), base);
      extra = held(extra, minus(room, limited));
    }
  }
  const pay = plus(raised, extra);
  return limits.capDeal === undefined ? pay : least(pay, text(limits.capDeal));
}

function matches(filter: readonly { readonly values: readonly (string | null)[] }[], row: Entry): boolean {
  return filter.every(({ values }) => values.includes(row.family));
}

function factorOf({ multipliers, combine }: PlanLine, row: Entry): Fraction {
  const factors = multipliers.filter(({ filter }) => matches(filter, row)).map(({ factor }) => text(factor));
  if (combine === 'multiply') return factors.reduce(mul, ONE);
  return plus(ONE, total(factors.map((factor) => minus(factor, ONE))));
}

/** The rate of a row, or null where the amount rests on the whole base. */
function rateOf(
  rate: PlanLine['rate'],
  x: Fraction,
  baselines: Record<string, Fraction>,
): ((row: Entry) => Fraction) | null {
  if ('flat' in rate) return () => text(rate.flat);
  if ('perUnit' in rate) return () => text(rate.perUnit);
  if ('byLevel' in rate) return ({ level }) => text((level === null ? undefined : rate.byLevel[level]) ?? '0');
  if ('how' in rate && rate.how === 'retroactive' && rate.pays !== 'lump' && rate.payFrom === undefined) {
    return () => bandAt(rate.bands, x);
  }
  if ('growth' in rate && !rate.payOnlyGrowth) {
    const share = growthShare(rate, x, baselines);
    return () => share;
  }
  return null;
}

function bandAt(bands: readonly { readonly from: string; readonly rate: string }[], x: Fraction): Fraction {
  const reached = bands.filter(({ from }) => cmp(x, text(from)) >= 0n).at(-1);
  return reached ? text(reached.rate) : NOTHING;
}

type Growth = Extract<PlanLine['rate'], { growth: unknown }>;

function growthShare(rate: Growth, x: Fraction, baselines: Record<string, Fraction>): Fraction {
  const before = baselineOf(rate, baselines);
  if (before.n === 0n) return rate.payOnlyGrowth && Number(rate.atLeast) === 0 && rate.rate ? text(rate.rate) : NOTHING;
  const growth = div(minus(x, before), before);
  const asked = rate.payOnlyGrowth && Number(rate.atLeast) === 0;
  if (!asked && cmp(growth, text(rate.atLeast)) < 0n) return NOTHING;
  return rate.rate ? text(rate.rate) : bandAt(rate.bands!, growth);
}

function baselineOf(rate: Growth, baselines: Record<string, Fraction>): Fraction {
  return most(baselines[rate.growth] ?? text(rate.growth), NOTHING);
}

function sumOf(rate: PlanLine['rate'], x: Fraction, baselines: Record<string, Fraction>): Fraction {
  if ('lump' in rate) return cmp(x, text(rate.atLeast)) >= 0n ? text(rate.lump) : NOTHING;
  if ('how' in rate) {
    const from = rate.payFrom === undefined ? null : text(rate.payFrom);
    if (rate.pays === 'lump') {
      if (rate.how === 'retroactive') return bandAt(rate.bands, x);
      return total(rate.bands.filter((band) => cmp(x, text(band.from)) >= 0n).map((band) => text(band.rate)));
    }
    if (rate.how === 'retroactive') return mul(bandAt(rate.bands, x), most(minus(x, from!), NOTHING));
    return total(
      rate.bands.map((band, index) => {
        const next = rate.bands[index + 1];
        const lower = from ? most(text(band.from), from) : text(band.from);
        const upper = next ? least(x, text(next.from)) : x;
        return mul(text(band.rate), most(minus(upper, lower), NOTHING));
      }),
    );
  }
  if ('growth' in rate) {
    return mul(growthShare(rate, x, baselines), most(minus(x, baselineOf(rate, baselines)), NOTHING));
  }
  if ('every' in rate) {
    const above = most(minus(x, text(rate.above)), NOTHING);
    const steps = div(above, text(rate.every));
    return mul(of(steps.n / steps.d), text(rate.pays));
  }
  if ('linear' in rate) {
    const [low, high] = rate.linear as [{ at: string; rate: string }, { at: string; rate: string }];
    const within = least(most(x, text(low.at)), text(high.at));
    const way = div(minus(within, text(low.at)), minus(text(high.at), text(low.at)));
    return mul(plus(text(low.rate), mul(minus(text(high.rate), text(low.rate)), way)), x);
  }
  if ('points' in rate) return mul(div(mul(x, text(rate.points)), text(rate.per)), text(rate.worth));
  throw new Error(`The evaluator of tests has no ${Object.keys(rate)[0]}`);
}
