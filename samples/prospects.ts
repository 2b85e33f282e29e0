/** Companies that could become partners: on the roster, without an agreement. */
import { type Day, HISTORY, workday } from './calendar.ts';
import type { Names } from './names.ts';
import { FOCI, type Partner, type PartnerType } from './partners.ts';
import { COUNTRIES, type Country } from './places.ts';
import type { Random } from './random.ts';

export interface Prospect {
  readonly id: string;
  readonly name: string;
  readonly type: PartnerType;
  readonly country: Country;
  readonly city: string;
  readonly owner: string;
  readonly status: 'Prospect' | 'Applicant';
  readonly prospectOn: Day;
  readonly appliedOn: Day | null;
  readonly employees: number;
  readonly focus: string;
  /** What a data provider knows, or not: people certified for such products, growth of sales, new among its customers. */
  readonly certified: number | null;
  readonly growth: number | null;
  readonly newCustomers: number | null;
}

const PROSPECTS = 40;
const KINDS = ['Reseller', 'MSP', 'SI', 'ISV', 'Consultant', 'Referral'] as const satisfies readonly PartnerType[];

/** Each with the channel manager of a partner of its region. */
export function makeProspects(random: Random, names: Names, partners: readonly Partner[]): Prospect[] {
  const weights = COUNTRIES.map(({ weight }) => weight);
  const known = (chance: number, value: number) => (random.chance(chance) ? value : null);
  return Array.from({ length: PROSPECTS }, (_, i): Prospect => {
    const country = random.weighted(COUNTRIES, weights);
    const applied = random.chance(0.3);
    const prospectOn = workday(HISTORY.to - random.int(30, 300));
    const owners = partners.filter((partner) => partner.country.region === country.region).map(({ owner }) => owner);
    return {
      id: `P-${2001 + i}`,
      name: names.partner(country),
      type: random.weighted(KINDS, [14, 10, 7, 4, 3, 2]),
      country,
      city: random.pick(country.cities),
      owner: random.pick(owners),
      status: applied ? 'Applicant' : 'Prospect',
      prospectOn,
      appliedOn: applied ? Math.min(workday(prospectOn + random.int(10, 90)), HISTORY.to) : null,
      employees: Math.round(random.int(4, 30) * random.lognormal(0.7)) + 3,
      focus: random.pick(FOCI),
      certified: known(0.8, random.poisson(2.5)),
      growth: known(0.7, random.normal(0.08, 0.2)),
      newCustomers: known(0.6, Math.min(0.9, Math.max(0, random.normal(0.3, 0.18)))),
    };
  });
}
