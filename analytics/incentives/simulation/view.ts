/** A rated case with what is known of its payees: what every answer of a simulation is made of. */
import type { LabOptions } from '../../metrics/lab.ts';
import { lastDay } from '../../network/period.ts';
import type { IncentiveDesk } from '../desk.ts';
import { matches, type PayPartner, type PayRoster, payRoster } from '../lab/payRoster.ts';
import { type Revenue, readRevenue } from '../lab/revenue.ts';
import type { PreparedCase } from '../prepareCase.ts';
import { type RatedCase, rateCase } from '../rateCase.ts';

export interface PayView {
  readonly desk: IncentiveDesk;
  readonly prepared: PreparedCase;
  readonly rated: RatedCase;
  readonly roster: PayRoster;
  /** By payee of `rated.pairs`; who is in no list of partners is known by its id alone. */
  readonly payees: readonly PayPartner[];
  readonly revenue: Revenue;
}

/** Partners who match the case and are enrolled, and whom neither side pays. */
export function inPopulation({ prepared, rated, roster }: PayView): PayPartner[] {
  const paid = new Set(rated.pairs.payees);
  return roster.partners.filter(
    (partner) => partner.enrolled && !paid.has(partner.id) && matches(partner, prepared.where),
  );
}

export async function payView(desk: IncentiveDesk, prepared: PreparedCase, options: LabOptions): Promise<PayView> {
  const { after } = prepared.sides;
  const levels = after === 'as-paid' ? undefined : after.levels;
  const [roster, revenue, rated] = await Promise.all([
    payRoster(desk, lastDay(prepared.period), levels, options),
    readRevenue(desk, prepared.period, prepared.currency, options),
    rateCase(desk, prepared, options),
  ]);
  const payees = rated.pairs.payees.map((id) => roster.byId.get(id) ?? unknown(id));
  return { desk, prepared, rated, roster, payees, revenue };
}

function unknown(id: string): PayPartner {
  return {
    id,
    name: id,
    level: null,
    segment: null,
    type: null,
    region: null,
    country: null,
    city: null,
    owner: null,
    parent: null,
    enrolled: false,
  };
}
