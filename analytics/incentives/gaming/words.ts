/** What patterns of behaviour look like, in words. A pattern is a question to ask, and the sentences do not accuse. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import type { PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { formatDate } from '../../present/dates.ts';
import { countWords } from '../../present/labels.ts';
import { NARROW, numbers } from '../../present/numbers.ts';
import type { CompiledLine } from '../compiled.ts';
import { baseUnit } from '../planUnits.ts';
import { amountText } from '../settle.ts';
import type { Bunching } from './bunching.ts';
import type { QuarterEnds } from './deals.ts';
import type { LikeDeals } from './likeDeals.ts';
import type { OwnDeals } from './ownDeals.ts';
import type { DeadZone, NextStep, PayJump } from './payCurve.ts';
import type { PullForward } from './quarterEnd.ts';
import type { SplitDeal } from './splitDeals.ts';
import type { Axis } from './thresholds.ts';

/** A sentence names no more of those whom a cap holds. */
const MOST_HELD = 3;

type Rated = Pick<CompiledLine, 'line' | 'unit'>;

export class GamingWords {
  private readonly locale: string;

  constructor(locale: string) {
    this.locale = locale;
  }

  /** `400,000.00`, `40 units`, `5.0 % growth`. */
  reached(value: number, axis: Axis, line: PlanLine): string {
    const set = numbers(this.locale);
    if (axis === 'growth') return `${set.signed.percent(value / 10_000 - 1)} growth`;
    if (axis === 'measure' || baseUnit(line) === 'money') return this.money(value);
    return `${set.plain(amountText(Math.round(value)))} ${baseUnit(line) === 'count' ? 'deals' : 'units'}`;
  }

  bunching({ line, unit }: Rated, axis: Axis, found: Bunching): string {
    return this.pattern(this.ends(line, unit, found.above), this.reached(found.threshold, axis, line), found);
  }

  /** `12 partners at a review of Main for Gold end up to 2 % above 500,000.00 of bookings of the trailing 12 months …`. */
  tierBunching(
    { unit, words }: Pick<PlannedMeasure, 'unit' | 'words'>,
    { program, levels }: { readonly program: string; readonly levels: readonly string[] },
    found: Bunching,
  ): string {
    const set = numbers(this.locale);
    const at =
      unit === 'money'
        ? this.money(found.threshold)
        : unit === 'ratio'
          ? set.percent(found.threshold / 10_000)
          : set.plain(amountText(found.threshold));
    const who = `${countWords(found.above, 'partner', this.locale)} at a review of ${program} for ${levels.join(' or ')}`;
    return this.pattern(who, `${at} of ${words}`, found);
  }

  /** @param left days until the review */
  levelZone(
    { unit, words }: Pick<PlannedMeasure, 'unit' | 'words'>,
    zone: { readonly program: string; readonly review: string; readonly from: number; readonly to: number | null },
    { held, next }: { readonly held: readonly string[]; readonly next: readonly string[] },
    { count, left }: { readonly count: number; readonly left: number },
  ): string {
    const set = numbers(this.locale);
    const figure = (value: number) => (unit === 'money' ? this.money(value) : set.plain(amountText(value)));
    const named = (value: number, levels: readonly string[]) =>
      `${figure(value)}${levels.length > 0 ? ` (${levels.join(' or ')})` : ''}`;
    const who = countWords(count, 'partner', this.locale);
    const until = `By ${words}, no other level of ${zone.program} is in reach of ${who} until the review after ${formatDate(zone.review, this.locale)}`;
    const reached =
      zone.from > 0
        ? `${count === 1 ? 'it has' : 'they have'} reached ${named(zone.from, held)} already`
        : `${count === 1 ? 'it has' : 'they have'} reached no figure yet`;
    return zone.to === null
      ? `${until}: ${reached}, and no level asks for more.`
      : `${until}: ${reached}, and ${named(zone.to, next)} is farther off than ${count === 1 ? 'it' : 'any of them'} ever got in ${countWords(left, 'day', this.locale)}.`;
  }

  reviewOf(asOf: string): string {
    return `review after ${formatDate(asOf, this.locale)}`;
  }

  reviews(program: string, found: PullForward, everyQuarter: boolean): string {
    const { days, rush, hole, expected, moved, boundaries, verdict } = found;
    const { integer } = numbers(this.locale);
    const pace = `${countWords(rush, 'deal', this.locale)} closed in the last ${days} days before ${countWords(boundaries, 'review', this.locale)} of ${program} and ${integer(hole)} in the first ${days} days after, where the pace between lets expect ${integer(expected)}`;
    if (verdict === 'too little data') return `${pace}: too little to tell. At least four reviews are needed.`;
    if (everyQuarter) return `${pace}; but quarters without a review end the same way, so it is not the review.`;
    if (verdict === 'found')
      return `${pace}: at least ${integer(moved ?? 0)} seem to have been moved forward to count for a review.`;
    return `${pace}: no sign that deals were moved forward to count for a review.`;
  }

  likeDeals({ deals, customer, together, below }: LikeDeals): string {
    return `An indication only: ${countWords(deals.length, 'deal', this.locale)} with ${customer} within a week, each a little below ${this.money(below)}, come to ${this.money(together)} together. Orders delivered in parts look the same; ask whether a limit of approval lies there.`;
  }

  private pattern(who: string, at: string, found: Bunching): string {
    const set = numbers(this.locale);
    const width = set.percent(found.width / found.threshold, 0);
    const seen = `${who} ${found.above === 1 ? 'ends' : 'end'} up to ${width} above ${at} and ${set.integer(found.below)} below it`;
    if (found.verdict === 'too little data') {
      return `${seen}: too few to tell a pattern from chance. A longer period may.`;
    }
    const expected = `the neighbourhood lets expect ${set.plain(found.expectedAbove)} and ${set.plain(found.expectedBelow)}`;
    const chance = found.chance ?? 1;
    return found.verdict === 'found'
      ? `${seen}, where ${expected}: by chance this comes up in ${chance < 0.0001 ? `less than ${set.percent(0.0001)}` : set.percent(chance)} of cases.`
      : `${seen}, where ${expected}: no more than chance explains.`;
  }

  pullForward({ days, rush, hole, expected, moved, boundaries, verdict, everyMonth }: QuarterEnds): string {
    const { integer } = numbers(this.locale);
    const pace = `${countWords(rush, 'deal', this.locale)} closed in the last ${days} days of ${countWords(boundaries, 'quarter', this.locale)} and ${integer(hole)} in the first ${days} days after, where the pace between lets expect ${integer(expected)}`;
    if (verdict === 'too little data')
      return `${pace}: too little to tell. At least four complete quarters are needed.`;
    if (everyMonth)
      return `${pace}; but other months end the same way, so this is how deals are booked and not the end of a quarter.`;
    if (verdict === 'found')
      return `${pace}: at least ${integer(moved ?? 0)} seem to have been moved forward over the end of a quarter.`;
    return rush > expected && hole >= expected
      ? `${pace}: a rush without a hole behind it, so nothing was taken from the next quarter.`
      : `${pace}: no sign that deals were moved over the end of a quarter.`;
  }

  split({ deals, customer, together, gain }: SplitDeal, days: number, limit: number): string {
    const sold = `${countWords(deals.length, 'deal', this.locale)} with ${customer} within ${days} days come to ${this.money(together)} together, each below ${this.money(limit)}`;
    return gain === null ? `${sold}.` : `${sold}: apart they pay ${this.money(gain)} more than as one.`;
  }

  /** @param counted the period whose payees are counted, or the first and last of several; null for deals, of which all are */
  deadZone(
    { line, unit }: Rated,
    axis: Axis,
    { from, to, pay }: DeadZone,
    standing: number,
    counted: string | null,
  ): string {
    const where =
      to === null
        ? `From ${this.reached(from, axis, line)} on`
        : from <= (axis === 'growth' ? 10_000 : 0)
          ? `Below ${this.reached(to, axis, line)}`
          : `From ${this.reached(from, axis, line)} up to ${this.reached(to, axis, line)}`;
    const paid = pay === 0 ? 'pays nothing' : `pays ${this.money(pay)} and no more`;
    const stand = `${this.units(unit, standing)} ${standing === 1 ? 'stands' : 'stand'} there`;
    return `${where} ${nameOf(line)} ${paid}: ${stand}${inPeriod(counted)}.`;
  }

  /** @param first of those held by the cap the one whom it holds from the lowest base on */
  capped(
    { line }: Rated,
    first: { readonly from: number; readonly pay: number },
    held: readonly { readonly name: string; readonly period: string; readonly lost: string }[],
  ): string {
    const { exact } = numbers(this.locale);
    const named = held.slice(0, MOST_HELD).map(({ name, period, lost }) => `${name} ${exact(lost, 2)} in ${period}`);
    const more = held.length - named.length;
    const earliest = held.length === 1 ? '' : ' at the earliest';
    return `From ${this.reached(first.from, 'base', line)} on${earliest} ${nameOf(line)} pays ${this.money(first.pay)} and no more. Lost to the cap: ${named.join('; ')}${more > 0 ? `; and ${countWords(more, 'smaller one', this.locale)}` : ''}.`;
  }

  /** @param counted as for a dead zone */
  cliff(
    { line, unit }: Rated,
    axis: Axis,
    { at, by }: PayJump,
    below: number,
    above: number,
    counted: string | null,
  ): string {
    const jump = by > 0 ? `jumps by ${this.money(by)}` : `falls by ${this.money(-by)}`;
    const beside =
      below + above === 0
        ? `nobody stands within 5${NARROW}% of it`
        : `${this.units(unit, below)} ${below === 1 ? 'stands' : 'stand'} within 5${NARROW}% below and ${numbers(this.locale).integer(above)} above`;
    return `At ${this.reached(at, axis, line)} the pay of ${nameOf(line)} ${jump}: ${beside}${inPeriod(counted)}.`;
  }

  curve(line: PlanLine, name: string, stands: number, step: NextStep): string {
    const said = [
      `${name} stands at ${this.reached(stands, 'base', line)} and is paid ${this.money(step.pay)} by ${nameOf(line)}`,
    ];
    if (step.inDeadZone) said.push('more sales bring no more pay here');
    else if (baseUnit(line) === 'money')
      said.push(`each further 100 brings ${this.money(Math.round(step.marginal * 1_000_000))}`);
    if (!step.next) return `${said.join('; ')}.`;
    const { at, distance, gain } = step.next;
    return `${said.join('; ')}. ${this.reached(distance, 'base', line)} more reach ${this.reached(at, 'base', line)}, where pay is ${this.money(gain)} higher.`;
  }

  ownDeals({ count, capped: held }: Pick<OwnDeals, 'count' | 'capped'>, { line, unit }: Rated, period: string): string {
    const noun = unit === 'line' ? 'order line' : 'deal';
    const capped =
      count === 1
        ? ['is below', 'is at'][held]
        : `${numbers(this.locale).integer(held)} ${held === 1 ? 'is' : 'are'} at`;
    const cap =
      line.limits.capDeal === undefined ? '' : `, ${count === 1 ? 'which' : 'of which'} ${capped} the cap for a deal`;
    return `The curve is that of its ${countWords(count, noun, this.locale)} of ${period}${cap}. What is still to come is taken to be as they are, in proportion.`;
  }

  money(amount: number): string {
    return numbers(this.locale).exact(amountText(Math.round(amount)));
  }

  /** What is held against a threshold: a deal, or a payee's period. */
  private ends({ period }: PlanLine, unit: Rated['unit'], count: number): string {
    if (unit !== 'payee' || period === 'campaign') return this.units(unit, count);
    const number = numbers(this.locale).integer(count);
    return count === 1 ? `${number} payee’s ${period}` : `${number} payees’ ${period}s`;
  }

  private units(unit: Rated['unit'], count: number): string {
    return countWords(count, unit, this.locale);
  }
}

export function nameOf({ label, id }: Pick<PlanLine, 'label' | 'id'>): string {
  return label ?? id;
}

/** ` in FY26-Q4`. */
function inPeriod(counted: string | null): string {
  if (counted === null) return '';
  return counted === 'campaign' ? ' in the campaign' : ` in ${counted}`;
}
