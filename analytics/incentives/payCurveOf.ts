/** What one partner is paid for selling more by one line, around where he stands. */

import { QuarterdeckError } from '../api/errors.ts';
import type { PayCurveReply } from '../api/incentiveSearch.ts';
import type { Checked } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { IncentiveDesk } from './desk.ts';
import { edgesOf, withCaps } from './gaming/edges.ts';
import { type LineUnits, readLineUnits } from './gaming/lineUnits.ts';
import { ownDeals, paysOnSum } from './gaming/ownDeals.ts';
import { nextStep, payCurve } from './gaming/payCurve.ts';
import { payFunction, type Reference, referenceAt, typicalOf } from './gaming/payFunction.ts';
import { plansInForce } from './gaming/plansInForce.ts';
import { ascending, thresholdsOf } from './gaming/thresholds.ts';
import { GamingWords } from './gaming/words.ts';
import { payRoster } from './lab/payRoster.ts';
import { prepareCase } from './prepareCase.ts';
import { amountText } from './settle.ts';

/** The curve goes on above where he stands, and above the highest edge, by this factor. */
const BEYOND = 1.5;

/**
 * By a line of the plans of the case, or of those in force where it has none. His last period of the line in the asked one; where each deal is
 * rated by itself, all of his deals of that period together, or its largest one where bands are asked of each deal. Pools and
 * caps of the year come after the curve.
 * @throws QuarterdeckError `bad-request` for a line that no plan of the case has, or a partner who is unknown; what
 * `prepareCase` throws.
 */
export async function payCurveOf(
  desk: IncentiveDesk,
  asked: Checked<'incentive.payCurve'>,
  options: LabOptions = {},
): Promise<PayCurveReply> {
  const prepared = await prepareCase(desk, asked, options);
  const { period, where, sides } = prepared;
  const plans = prepared.plans.length > 0 ? prepared.plans : plansInForce(desk, period);
  const plan = plans.find(({ lines }) => lines.some(({ id }) => id === asked.line));
  if (!plan) {
    const known = plans.flatMap(({ lines }) => lines.map(({ id }) => id));
    throw new QuarterdeckError(
      'bad-request',
      `No plan of the case has the line “${asked.line}”. ${known.length > 0 ? `Lines: ${known.join(', ')}.` : 'Give a plan to draw its curve.'}`,
    );
  }
  const levels = sides.after === 'as-paid' ? undefined : sides.after.levels;
  const { byId } = await payRoster(desk, period.to, levels, options);
  const partner = byId.get(asked.partner);
  if (!partner)
    throw new QuarterdeckError('bad-request', `There is no partner “${asked.partner}”. Choose one of the network.`);
  const index = plan.lines.findIndex(({ id }) => id === asked.line);
  const units = await readLineUnits(desk, plan, index, { period, where, levels }, options);
  const { line } = units.compiled;
  const own = lastUnit(units, asked.partner);
  const { reference, standsAt: largest, period: label } = own ?? nowhere(units, period.label);
  const deals = own && paysOnSum(units.compiled) ? ownDeals(units, own.units) : null;
  const standsAt = deals?.standsAt ?? largest;
  const pay = deals?.pay ?? payFunction(units.compiled, plan.rounding.digits, reference, 'base');
  const highest = edgesOf(line, 'base', reference, Number.POSITIVE_INFINITY).at(-1) ?? 0;
  const top = Math.ceil(Math.max(standsAt, highest, UNIT) * BEYOND);
  const edges = deals?.edges(top) ?? edgesOf(line, 'base', reference, top);
  const curve = payCurve(pay, withCaps(pay, ascending(edges), top), top);
  const step = nextStep(pay, curve, standsAt);
  const words = new GamingWords(desk.context.network.policy.locale);
  const elsewhere = thresholdsOf(line).some(({ axis }) => axis === 'measure');
  return {
    partner: partner.id,
    name: partner.name,
    line: asked.line,
    period: label,
    standsAt: amountText(standsAt),
    points: curve.points.map(({ amount, pay: paid, marginal }) => ({
      amount: amountText(amount),
      pay: amountText(paid),
      marginal,
    })),
    jumps: curve.jumps.map(({ at, by }) => ({ at: amountText(at), by: amountText(by) })),
    deadZones: curve.deadZones.map(({ from, to }) => ({
      from: amountText(from),
      to: to === null ? null : amountText(to),
    })),
    next: step.next && {
      at: amountText(step.next.at),
      distance: amountText(step.next.distance),
      gain: amountText(step.next.gain),
    },
    sentence: [
      own
        ? words.curve(line, partner.name, standsAt, step)
        : `${partner.name} has nothing that the line counts in ${label}; the curve is that of a payee with the mix of all.`,
      ...(deals ? [words.ownDeals(deals, units.compiled, label)] : []),
      ...(elsewhere ? ['Its band is looked up in another measure, which stays as it is.'] : []),
    ].join(' '),
  };
}

const UNIT = 10_000;

interface Standing {
  readonly reference: Reference;
  readonly standsAt: number;
  readonly period: string;
  /** All of his in the period. */
  readonly units: readonly number[];
}

function lastUnit(units: LineUnits, partner: string): Standing | null {
  const own = units.chosen.filter((unit) => units.payeeAt(unit) === partner);
  const last = own.reduce((most, unit) => Math.max(most, units.periodAt(unit).index), Number.NEGATIVE_INFINITY);
  const base = units.table.column('base');
  const inLast = own.filter((unit) => units.periodAt(unit).index === last);
  const largest = inLast.reduce<number | null>(
    (best, unit) => (best === null || base[unit]! > base[best]! ? unit : best),
    null,
  );
  // Without sales above 0 there is no mix to grow.
  if (largest === null || base[largest]! <= 0) return null;
  return {
    reference: referenceAt(units.compiled, units.table, largest),
    standsAt: base[largest]!,
    period: units.periodAt(largest).label,
    units: inLast,
  };
}

function nowhere(units: LineUnits, label: string): Standing {
  const { compiled, table, chosen, periods } = units;
  const sold = chosen.filter((unit) => table.column('base')[unit]! > 0);
  return {
    reference: typicalOf(compiled, table, sold),
    standsAt: 0,
    period: periods.at(-1)?.label ?? label,
    units: [],
  };
}
