/** What a partner is paid on all of his deals by a line that rates each of them by itself, as where each has a cap. */
import type { CompiledLine } from '../compiled.ts';
import { LineKernel, type UnitTable } from '../rateKernel.ts';
import { edgesOf, withCaps } from './edges.ts';
import type { LineUnits } from './lineUnits.ts';
import type { Pay } from './payCurve.ts';
import { payFunction, type Reference, referenceAt } from './payFunction.ts';
import { thresholdsOf } from './thresholds.ts';

/**
 * Pay on the sum of his deals, each of which grows in proportion. Deals that are still to come nobody knows: that they are as
 * those that came is the only mix that is his own.
 */
export interface OwnDeals {
  readonly count: number;
  /** Of these, the ones that a cap holds where they stand. */
  readonly capped: number;
  /** The sum of their bases. */
  readonly standsAt: number;
  readonly pay: Pay;
  /** Sums at which a deal reaches its cap. */
  edges(top: number): number[];
}

/** Of so many, the largest, it is looked for where the cap begins. */
const MOST_EDGES = 100;

/** Where bands or a floor are asked of each deal, the curve is that of one deal: a sum of deals reaches no band. */
export function paysOnSum({ unit, line }: CompiledLine): boolean {
  return unit !== 'payee' && thresholdsOf(line).length === 0;
}

/** @param own units of one payee and period; null where they come to nothing together. */
export function ownDeals({ compiled, plan, table }: LineUnits, own: readonly number[]): OwnDeals | null {
  const { digits } = plan.rounding;
  const references = own.map((unit) => referenceAt(compiled, table, unit));
  const standsAt = references.reduce((sum, reference) => sum + baseOf(reference), 0);
  if (standsAt <= 0) return null;
  const largest = references
    .filter((reference) => baseOf(reference) > 0)
    .sort((a, b) => baseOf(b) - baseOf(a))
    .slice(0, MOST_EDGES);
  /** From which size on a deal is paid no more. */
  const capsOf = (reference: Reference, top: number) => {
    const pay = payFunction(compiled, digits, reference, 'base');
    return withCaps(pay, edgesOf(compiled.line, 'base', reference, top), top);
  };
  const { capDeal } = compiled.line.limits;
  const isCapped = (reference: Reference) => {
    const stands = baseOf(reference);
    return capDeal !== undefined && capsOf(reference, stands * 2).some((edge) => edge <= stands);
  };
  return {
    count: own.length,
    capped: largest.filter(isCapped).length,
    standsAt,
    pay: payOnSum(compiled, digits, references, standsAt),
    edges: (top) =>
      largest.flatMap((reference) => {
        const factor = standsAt / baseOf(reference);
        return capsOf(reference, Math.ceil(top / factor)).map((edge) => Math.ceil(edge * factor));
      }),
  };
}

function baseOf(reference: Reference): number {
  return reference.get('base')!;
}

function payOnSum(compiled: CompiledLine, digits: number, deals: readonly Reference[], standsAt: number): Pay {
  const sums = new Set(compiled.sums.filter(({ count }) => !count).map(({ name }) => name));
  let factor = 1;
  const table: UnitTable = {
    units: deals.length,
    payees: [''],
    groupOf: new Int32Array(deals.length),
    payeeOf: Int32Array.of(0),
    periodOf: Int32Array.of(0),
    // A new array each time tells the kernel that the figures moved.
    column: (name) =>
      Float64Array.from(deals, (deal) => {
        const figure = deal.get(name) ?? Number.NaN;
        return sums.has(name) ? Math.round(figure * factor) : figure;
      }),
  };
  const kernel = new LineKernel(compiled, table);
  const unit = 10 ** (4 - digits);
  return (amount) => {
    factor = amount / standsAt;
    return kernel.run().earned[0]! * unit;
  };
}
