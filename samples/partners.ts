import { type Day, day, HISTORY, workday } from './calendar.ts';
import { type Names, spellings } from './names.ts';
import { COUNTRIES, type Country, REGIONS, type Region } from './places.ts';
import type { Random } from './random.ts';

export const TYPES = ['Reseller', 'MSP', 'SI', 'ISV', 'Consultant', 'Referral', 'Distributor'] as const;
export type PartnerType = (typeof TYPES)[number];

/**
 * How a partner behaves; decides its deals, certificates and activities.
 * `dormant` partners did business in the first year and nothing since; `silent` ones never did.
 */
export type Temper = 'producing' | 'dormant' | 'silent' | 'left';

export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: PartnerType;
  readonly country: Country;
  readonly city: string;
  readonly owner: string;
  readonly status: 'Active' | 'Suspended' | 'Terminated';
  readonly prospectOn: Day;
  readonly appliedOn: Day;
  readonly agreementStart: Day;
  readonly agreementEnd: Day;
  readonly onboardedOn: Day | null;
  readonly employees: number;
  readonly focus: string;
  readonly temper: Temper;
  /** Won EUR a year expected at the end of the history, before calibration. */
  readonly size: number;
  /** Growth a year as a logarithm. */
  readonly trend: number;
  /** Share of decided deals (renewals apart) that are won. */
  readonly winRate: number;
  /** From this day on business falls to a fraction. */
  readonly collapse: { readonly on: Day; readonly to: number } | null;
  /** Recruited within the history. */
  readonly recruit: boolean;
  parent: string | null;
}

const ENROLLED = 420;
const LEFT = 11;
const SILENT = 46;
const DORMANT = 40;
const RECRUITS = 126;
const DISTRIBUTORS_PER_REGION = 2;

/** Deviation of the logarithm of partner sizes: with it the top quarter makes about 80 %. */
const SIZE_SPREAD = 1.13;
const MEDIAN_SIZE = 140_000;
/** Above this size partners resell or integrate; nobody refers that much. */
const LARGE = 450_000;

export const FOCI = [
  'Manufacturing',
  'Public sector',
  'Healthcare',
  'Finance',
  'Retail',
  'Energy',
  'Education',
  'Mid-market',
];

/** The roster: 420 enrolled partners and 11 that left, with ids that tell nothing about their size. */
export function makePartners(random: Random, names: Names): Partner[] {
  const tempers: Temper[] = [
    ...Array<Temper>(LEFT).fill('left'),
    ...Array<Temper>(SILENT).fill('silent'),
    ...Array<Temper>(DORMANT).fill('dormant'),
  ];
  const producing = ENROLLED - SILENT - DORMANT;
  const sizes = Array.from({ length: producing }, (_, i) => quantileSize((i + 0.5) / producing));
  const owners = makeOwners(random, names);
  const ids = random.shuffled(Array.from({ length: ENROLLED + LEFT }, (_, i) => i));
  const recruits = new Set(random.sample(sizes.slice(0, -90), RECRUITS - 16));

  const places = makePlaces(random, ENROLLED + LEFT);
  const partners: Partner[] = [];
  const add = (temper: Temper, size: number, recruit: boolean): void => {
    partners.push(makePartner(random, names, owners, places.pop()!, ids[partners.length]!, temper, size, recruit));
  };
  // The largest first, so that special roles can be given to known ranks below.
  for (let i = producing - 1; i >= 0; i--) add('producing', sizes[i]!, recruits.has(sizes[i]!));
  tempers.forEach((temper, i) => {
    const recruit = temper === 'silent' && i % 3 === 0;
    add(temper, MEDIAN_SIZE * 0.4 * random.lognormal(0.8), recruit);
  });

  appointDistributors(random, partners);
  plantLeaders(partners);
  formGroups(random, partners);
  return partners.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Countries by weight, every country at least once. */
function makePlaces(random: Random, count: number): Country[] {
  const weights = COUNTRIES.map((country) => country.weight);
  const others = Array.from({ length: count - COUNTRIES.length }, () => random.weighted(COUNTRIES, weights));
  return random.shuffled([...COUNTRIES, ...others]);
}

/** Lognormal sizes at even quantiles; the ends are drawn in so that no partner is half the network. */
function quantileSize(p: number): number {
  return MEDIAN_SIZE * Math.exp(SIZE_SPREAD * Math.min(2.45, Math.max(-1.6, normalQuantile(p))));
}

/** Inverse of the normal distribution (Abramowitz and Stegun 26.2.23, error below 4.5e-4). */
function normalQuantile(p: number): number {
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  const z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -z : z;
}

function makeOwners(random: Random, names: Names): ReadonlyMap<Region, readonly string[]> {
  const home: Readonly<Record<Region, string>> = {
    DACH: 'Germany',
    'UK & Ireland': 'United Kingdom',
    Nordics: 'Sweden',
    'Benelux & France': 'France',
    'Southern Europe': 'Italy',
    'Central & Eastern Europe': 'Poland',
  };
  return new Map(
    REGIONS.map((region) => {
      const place = COUNTRIES.find((country) => country.name === home[region])!;
      const count = region === 'DACH' || region === 'Benelux & France' ? 2 : random.int(1, 2);
      return [region, Array.from({ length: count }, () => names.person(place))];
    }),
  );
}

function makePartner(
  random: Random,
  names: Names,
  owners: ReadonlyMap<Region, readonly string[]>,
  country: Country,
  number: number,
  temper: Temper,
  size: number,
  recruit: boolean,
): Partner {
  const name = names.partner(country);
  const type = random.weighted(TYPES, size > LARGE ? [60, 20, 20, 0, 0, 0, 0] : [196, 84, 54, 38, 24, 24, 0]);
  const agreementStart = workday(
    recruit ? random.int(HISTORY.from, HISTORY.to - 12) : HISTORY.from - random.int(120, 365 * 11),
  );
  const appliedOn = workday(agreementStart - random.int(12, 70));
  const left = temper === 'left';
  const agreementEnd = left
    ? workday(random.int(day('2024-06-01'), day('2026-06-30')))
    : day(`${random.int(2027, 2029)}-${random.pick(['03-31', '06-30', '09-30', '12-31'])}`);
  const onboardedOn = workday(agreementStart + random.int(18, 95));
  const onboards = onboardedOn <= HISTORY.to && (temper !== 'silent' || random.chance(0.4));
  return {
    id: `P-${String(1001 + number)}`,
    name,
    aliases: random.chance(0.16) ? random.sample(spellings(name, country), random.int(1, 2)) : [],
    type,
    country,
    city: random.pick(country.cities),
    owner: random.pick(owners.get(country.region)!),
    status: left ? 'Terminated' : temper === 'silent' && random.chance(0.1) ? 'Suspended' : 'Active',
    prospectOn: workday(appliedOn - random.int(20, 200)),
    appliedOn,
    agreementStart,
    agreementEnd,
    onboardedOn: onboards ? onboardedOn : null,
    employees: Math.max(3, Math.round((size / 9_000) * random.lognormal(0.7)) + random.int(2, 20)),
    focus: random.pick(FOCI),
    temper,
    size,
    trend: random.normal(-0.035, 0.14),
    winRate: Math.min(0.44, Math.max(0.13, random.normal(0.268, 0.05))),
    collapse: null,
    recruit,
    parent: null,
  };
}

/** Distributors carry other partners' orders; their own size comes from those, so they start with none. */
function appointDistributors(random: Random, partners: Partner[]): void {
  for (const region of REGIONS) {
    const candidates = partners
      .map((partner, index) => ({ partner, index }))
      .filter(({ partner, index }) => {
        return index > 150 && partner.temper === 'producing' && !partner.recruit && partner.country.region === region;
      });
    for (const { partner, index } of random.sample(candidates, DISTRIBUTORS_PER_REGION)) {
      partners[index] = { ...partner, type: 'Distributor', size: 0, employees: random.int(90, 600) };
    }
  }
}

/** EUR a year of the largest partner, before calibration. */
const LEADER_SIZE = 6_100_000;
/** Rank (0 is the largest) from which on a partner in a euro country is taken to collapse. */
const COLLAPSE_RANK = 4;

/** The largest partner's agreement is about to end; another large one has collapsed. Both are resellers of long standing. */
function plantLeaders(partners: Partner[]): void {
  const planted = {
    type: 'Reseller',
    recruit: false,
    prospectOn: day('2016-06-06'),
    appliedOn: day('2016-11-14'),
    agreementStart: day('2017-01-02'),
    onboardedOn: day('2017-02-20'),
  } as const;
  partners[0] = { ...partners[0]!, ...planted, size: LEADER_SIZE, trend: 0.1, agreementEnd: AGREEMENT_ENDS };
  const falling = partners.findIndex((p, i) => i >= COLLAPSE_RANK && p.country.currency === 'EUR');
  const collapse = { on: day('2026-01-01'), to: 0.16 };
  partners[falling] = { ...partners[falling]!, ...planted, trend: 0.04, winRate: 0.28, collapse };
}

/** The end of the largest partner's agreement, within 90 days of the end of the history. */
export const AGREEMENT_ENDS = day('2026-12-15');

/** A few groups: subsidiaries in other countries point at a large parent. */
function formGroups(random: Random, partners: Partner[]): void {
  const parents = random.sample(partners.slice(6, 40), 9).filter((partner) => partner.type !== 'Distributor');
  const pool = random.shuffled(partners.slice(120, 330).filter((partner) => partner.type !== 'Distributor'));
  for (const parent of parents) {
    for (let i = random.int(1, 3); i > 0; i--) {
      const child = pool.pop();
      if (child !== undefined) child.parent = parent.id;
    }
  }
}
