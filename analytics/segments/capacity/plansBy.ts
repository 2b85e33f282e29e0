/** The plan divided among regions or countries. Amounts in units of 10^-4. */
import { partOf, sumOf } from '../exact.ts';
import type { ScopeTargets, TargetScope } from './plan.ts';

/** Bookings of the same days a year before. */
export interface Earlier {
  /** By value, of all partners and of those looked at. */
  readonly all: ReadonlyMap<string | null, bigint>;
  readonly chosen: ReadonlyMap<string | null, bigint>;
  /** Of the network, direct deals among them. */
  readonly network: bigint;
}

export interface Plans {
  of(value: string | null): bigint | null;
  /** Whom targets name, so that a region without partners is not forgotten. */
  readonly named: readonly string[];
  /** Where the plan comes from, in a sentence. */
  readonly source: string;
}

/**
 * What was asked for, else the targets of the regions themselves, else those of the network or of the next smaller scope; the
 * last two divided by bookings. Partners looked at have the part of their region’s plan that they had of its bookings.
 */
export function plansBy(
  by: 'region' | 'country',
  plan: bigint | undefined,
  targets: ReadonlyMap<TargetScope, ScopeTargets>,
  { all, chosen, network }: Earlier,
): Plans {
  const looked = (value: string | null, whole: bigint | null): bigint | null => {
    const booked = all.get(value) ?? 0n;
    return whole === null || booked === 0n ? whole : partOf(whole, chosen.get(value) ?? 0n, booked);
  };
  const own = targets.get('region');
  if (plan === undefined && by === 'region' && own) {
    return {
      of: (value) => looked(value, own.amounts.get(value) ?? null),
      named: [...own.amounts.keys()].filter((value) => value !== null),
      source: 'The plan is the targets of the regions.',
    };
  }
  const divided = (whole: bigint) => (value: string | null) =>
    network > 0n ? looked(value, partOf(whole, positive(all.get(value)), network)) : null;
  const byBookings = `divided among ${by === 'region' ? 'regions' : 'countries'} by bookings of a year before`;
  if (plan !== undefined) return { of: divided(plan), named: [], source: `The plan asked for is ${byBookings}.` };
  for (const scope of ['network', 'region', 'level', 'partner'] as const) {
    const found = targets.get(scope);
    if (!found) continue;
    const whose = scope === 'network' ? 'the target of the network' : `the targets of each ${scope} together`;
    return { of: divided(sumOf(found.amounts.values())), named: [], source: `The plan is ${whose}, ${byBookings}.` };
  }
  return {
    of: () => null,
    named: [],
    source: 'No targets for bookings are loaded for this year, so nothing says how much is missing: give a plan.',
  };
}

function positive(units: bigint | undefined): bigint {
  return units !== undefined && units > 0n ? units : 0n;
}
