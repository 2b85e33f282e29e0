/** Bunching, dead zones and cliffs of one line, with those who stand there. */
import type { GamingReport } from '../../api/incentiveSearch.ts';
import { decimalText } from '../../present/decimal.ts';
import { baseUnit } from '../planUnits.ts';
import { type Bunching, findBunching } from './bunching.ts';
import { cappedPayees } from './capped.ts';
import { edgesOf, withCaps } from './edges.ts';
import { type LineUnits, reachedOf } from './lineUnits.ts';
import { type DeadZone, type PayJump, payCurve } from './payCurve.ts';
import { payFunction, typicalOf } from './payFunction.ts';
import { type Axis, type Thresholds, thresholdsOf } from './thresholds.ts';
import { type GamingWords, nameOf } from './words.ts';

/** Bins as shares of the threshold, the finer first: where too few stand near, wider ones are looked at. */
const WIDTHS = [0.02, 0.05];
export const MOST_NAMED = 50;
/** Within this share of a threshold stands beside it. */
const BESIDE = 0.05;
/** Pay above the highest edge is drawn up to so much of it. */
const BEYOND = 1.5;

export function bunchingOf(
  units: LineUnits,
  words: GamingWords,
  nameOfPartner: (id: string) => string,
): GamingReport['bunching'] {
  const { line } = units.compiled;
  return thresholdsOf(line).flatMap(({ axis, edges }) => {
    const values = Float64Array.from(units.chosen, (unit) => reachedOf(units, axis, unit));
    return bunchingBy(values, edges).map((found) => ({
      line: nameOf(line),
      threshold: textOn(found.threshold, axis),
      unit: axis === 'growth' ? 'ratio' : baseUnit(line),
      below: found.below,
      above: found.above,
      expectedBelow: found.expectedBelow,
      expectedAbove: found.expectedAbove,
      chance: found.chance,
      verdict: found.verdict,
      partners: (found.verdict === 'found' ? found.places : []).slice(0, MOST_NAMED).map((place) => {
        const partner = units.payeeAt(units.chosen[place]!);
        return {
          partner,
          name: nameOfPartner(partner),
          period: units.periodAt(units.chosen[place]!).label,
          reached: textOn(values[place]!, axis),
        };
      }),
      sentence: words.bunching(units.compiled, axis, found),
    }));
  });
}

/** The width is chosen by how many stand near, never by what it shows. */
export function bunchingBy(values: Float64Array, edges: readonly number[]): Bunching[] {
  const byWidth = WIDTHS.map((width) => findBunching(values, edges, width));
  return edges.map((_, at) => {
    const enough = byWidth.find((found) => found[at]!.verdict !== 'too little data');
    return (enough ?? byWidth.at(-1)!)[at]!;
  });
}

interface Stretches {
  readonly deadZones: GamingReport['deadZones'];
  readonly cliffs: GamingReport['cliffs'];
}

/**
 * The pay function of a typical payee: sums mixed as those of all, a baseline and other measures at their median. Where rates
 * depend on levels or products, jumps are those of the mix. Those who stand beside a jump are counted in the last period, deals
 * in all of them; those on a flat stretch in all periods, and those whom a cap holds by their own mix.
 */
export function stretchesOf(units: LineUnits, words: GamingWords, nameOfPartner: (id: string) => string): Stretches {
  const { compiled, table, chosen, plan } = units;
  const { line } = compiled;
  const thresholds = thresholdsOf(line);
  const sold = chosen.filter((unit) => table.column('base')[unit]! > 0);
  // Without any sales, or where every sale is paid alike and nothing caps it, pay has no edges.
  if (sold.length === 0 || (thresholds.length === 0 && !hasCaps(line))) return { deadZones: [], cliffs: [] };
  const axes = new Set(thresholds.map(({ axis }) => axis));
  const axis: Axis = axes.has('growth') ? 'growth' : axes.has('measure') ? 'measure' : 'base';
  const reference = typicalOf(compiled, table, sold);
  const baseline = reference.get('baseline') ?? 0;
  if (axis === 'growth' && baseline === 0) return { deadZones: [], cliffs: [] };
  const typical = new Map(reference);
  if (axis === 'measure') typical.set('base', medianBase(units, sold));
  const pay = payFunction(compiled, plan.rounding.digits, typical, axis);
  const largest = sold.reduce(
    (most, unit) => Math.max(most, axis === 'growth' ? 0 : reachedOf(units, axis, unit) || 0),
    0,
  );
  const highest = Math.max(...thresholds.flatMap((one) => one.edges.map((edge) => amountOn(one, edge, baseline))), 1);
  const top = Math.ceil(Math.max(highest * BEYOND, largest));
  const { jumps, deadZones } = payCurve(pay, withCaps(pay, edgesOf(line, axis, typical, top), top), top);
  const standing = standingOf(units, axis);
  const scaled = (amount: number) => (axis === 'growth' ? (amount / baseline) * 10_000 : amount);
  // Where a cap begins depends on the mix of each payee, so the typical one's flat end is nobody's.
  const ownCaps = compiled.unit === 'payee' && hasCaps(line);
  const shared = deadZones.filter(({ to }) => to !== null || !ownCaps);
  return {
    deadZones: [
      ...shared
        .map((zone) => deadZone(units, axis, scaledZone(zone, scaled), words))
        .filter(({ payees }) => payees > 0),
      ...capEnd(units, words, nameOfPartner),
    ],
    cliffs: jumps.map((jump) => cliff(units, axis, { ...jump, at: Math.round(scaled(jump.at)) }, standing, words)),
  };
}

function deadZone(units: LineUnits, axis: Axis, zone: DeadZone, words: GamingWords): GamingReport['deadZones'][number] {
  const there = (value: number) => value >= zone.from && (zone.to === null || value < zone.to);
  const standing = units.chosen.filter((unit) => there(reachedOf(units, axis, unit)));
  const payees = countOf(units, standing);
  return {
    line: nameOf(units.compiled.line),
    from: textOn(zone.from, axis),
    to: zone.to === null ? null : textOn(zone.to, axis),
    pay: amountText(zone.pay),
    payees,
    capped: [],
    sentence: words.deadZone(units.compiled, axis, zone, payees, spanOf(units)),
  };
}

/** Deals one by one; of payees each once, however often it was there. */
function countOf({ compiled, payeeAt }: LineUnits, standing: readonly number[]): number {
  return compiled.unit === 'payee' ? new Set(standing.map(payeeAt)).size : standing.length;
}

/** The end of a curve at a cap, where somebody was held by it. */
function capEnd(
  units: LineUnits,
  words: GamingWords,
  nameOfPartner: (id: string) => string,
): GamingReport['deadZones'] {
  const held = cappedPayees(units);
  if (held.length === 0) return [];
  const first = held.reduce((low, one) => (one.from < low.from ? one : low));
  const capped = held.map(({ payee, period, lost }) => ({
    partner: payee,
    name: nameOfPartner(payee),
    period,
    lost: amountText(lost),
  }));
  return [
    {
      line: nameOf(units.compiled.line),
      from: textOn(first.from, 'base'),
      to: null,
      pay: amountText(first.pay),
      payees: new Set(held.map(({ payee }) => payee)).size,
      capped,
      sentence: words.capped(units.compiled, first, capped),
    },
  ];
}

/** The periods that the asked one has of a line; null for deals. */
function spanOf({ compiled, periods }: LineUnits): string | null {
  const [first, last] = [periods[0]?.label, periods.at(-1)?.label];
  if (compiled.unit !== 'payee' || first === undefined || last === undefined) return null;
  return first === last ? first : `${first} to ${last}`;
}

function cliff(
  units: LineUnits,
  axis: Axis,
  jump: PayJump,
  standing: readonly number[],
  words: GamingWords,
): GamingReport['cliffs'][number] {
  const justBelow = standing.filter((value) => value < jump.at && value >= jump.at * (1 - BESIDE)).length;
  const justAbove = standing.filter((value) => value >= jump.at && value <= jump.at * (1 + BESIDE)).length;
  return {
    line: nameOf(units.compiled.line),
    at: textOn(jump.at, axis),
    by: amountText(jump.by),
    justBelow,
    justAbove,
    sentence: words.cliff(units.compiled, axis, jump, justBelow, justAbove, countedIn(units)),
  };
}

/** Payees stand where they are at the end of the last period; deals are counted in all of them. */
function countedIn({ compiled, periods }: LineUnits): string | null {
  return compiled.unit === 'payee' ? (periods.at(-1)?.label ?? null) : null;
}

function standingOf(units: LineUnits, axis: Axis): number[] {
  const last = units.periods.at(-1);
  const alone = units.compiled.unit === 'payee';
  const counted = alone ? units.chosen.filter((unit) => units.periodAt(unit) === last) : units.chosen;
  return counted.map((unit) => reachedOf(units, axis, unit)).filter((value) => !Number.isNaN(value));
}

function scaledZone(zone: DeadZone, scaled: (amount: number) => number): DeadZone {
  return { ...zone, from: Math.round(scaled(zone.from)), to: zone.to === null ? null : Math.round(scaled(zone.to)) };
}

function amountOn({ axis }: Thresholds, edge: number, baseline: number): number {
  return axis === 'growth' ? (baseline * edge) / 10_000 : edge;
}

function hasCaps({ limits }: LineUnits['compiled']['line']): boolean {
  return [limits.capBase, limits.capDeal, limits.capPartner, limits.capRate].some((cap) => cap !== undefined);
}

function medianBase({ table }: LineUnits, units: readonly number[]): number {
  const values = units.map((unit) => table.column('base')[unit]!).sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

/** Growth as a share, all else as an amount. */
function textOn(value: number, axis: Axis): string {
  return amountText(axis === 'growth' ? value - 10_000 : value);
}

function amountText(value: number): string {
  return decimalText({ units: BigInt(Math.round(value)), scale: 4 });
}
