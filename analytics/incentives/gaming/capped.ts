/** Whom a cap of a line took something from, and when: each by its own mix of levels and products, over all periods. */
import { LineReading } from '../lab/lineReading.ts';
import { edgesOf, withCaps } from './edges.ts';
import { type LineUnits, reachedOf } from './lineUnits.ts';
import { payCurve } from './payCurve.ts';
import { payFunction, referenceAt } from './payFunction.ts';

/** Figures in whole numbers of 1/10,000. */
export interface Capped {
  readonly payee: string;
  /** The label of its period. */
  readonly period: string;
  readonly lost: number;
  /** The base from which on this payee is paid no more, and what it is paid there. */
  readonly from: number;
  readonly pay: number;
}

/** Curves are drawn for so many; the others lost less. */
const MOST_DRAWN = 50;
/** Readings are in whole numbers of 10^-8. */
const FINER = 10_000;
/** The curve is drawn a little beyond where the payee stands, so that a flat end can be seen. */
const BEYOND = 1.1;

/** Who lost most first; of lines whose payees are rated as a whole. */
export function cappedPayees(units: LineUnits): Capped[] {
  const { compiled, table, chosen } = units;
  const { limits } = compiled.line;
  if (compiled.unit !== 'payee' || (limits.capPartner === undefined && limits.capBase === undefined)) return [];
  const { taken } = new LineReading(units).read(compiled.inputs);
  const caps = taken.filter(({ limit }) => limit === 'cap partner' || limit === 'cap base');
  const lostBy = (unit: number) => caps.reduce((sum, { amount }) => sum + amount[table.groupOf[unit]!]!, 0) / FINER;
  return chosen
    .map((unit) => ({ unit, lost: Math.round(lostBy(unit)) }))
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost || a.unit - b.unit)
    .slice(0, MOST_DRAWN)
    .map(({ unit, lost }) => ({
      payee: units.payeeAt(unit),
      period: units.periodAt(unit).label,
      lost,
      ...ownEnd(units, unit),
    }));
}

/** Where the pay of one payee lies flat at last. */
function ownEnd({ plan, compiled, table }: LineUnits, unit: number): Pick<Capped, 'from' | 'pay'> {
  const reference = referenceAt(compiled, table, unit);
  const pay = payFunction(compiled, plan.rounding.digits, reference, 'base');
  const stands = reachedOf({ table }, 'base', unit);
  const top = Math.ceil(stands * BEYOND);
  const { deadZones } = payCurve(pay, withCaps(pay, edgesOf(compiled.line, 'base', reference, top), top), top);
  const last = deadZones.find(({ to }) => to === null);
  return { from: last?.from ?? stands, pay: pay(stands) };
}
