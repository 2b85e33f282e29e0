/**
 * What can be added to a line, by what it is for. Each comes with figures to begin with and makes a plan at once; what a line
 * has already, or cannot have, is not offered.
 */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { Measure } from '../../../../analytics/api/documents/measure.ts';
import type { Purpose } from '../../../../analytics/api/incentivePlans.ts';
import { withBand, withBandParted } from './lines.ts';
import { freeId } from './names.ts';

export interface Addition {
  readonly purpose: Purpose;
  /** As it is offered: `At most so much per partner`. */
  readonly label: string;
  /** Where it stands within the line: `limits.capPartner`. */
  readonly place: string;
  readonly line: PlanLine;
}

/** What additions begin with that the line itself does not know. */
export interface Surroundings {
  /** Earlier lines of the plan by id, the nearest first. */
  readonly before: readonly string[];
  /** Days of the period on the screen. */
  readonly from: string;
  readonly to: string;
  /** Levels of the network, lowest first, and region groups of the plan. */
  readonly levels: readonly string[];
  readonly groups: readonly string[];
  /** A band as it is offered: `A band between 0 and 500 k`. */
  readonly edge: (index: number) => string;
}

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  counts: 'What counts',
  rated: 'How it is rated',
  limits: 'Limits',
  paid: 'When and how it is paid',
  'taken-back': 'Taken back, or lapsing',
};

/** What was won in a window that ends with the period, whose last day it is read on. */
const WINDOWS: Readonly<Record<PlanLine['period'], Measure['window']>> = {
  month: { kind: 'trailing', count: 1, unit: 'month' },
  quarter: { kind: 'fiscal-quarter' },
  'half-year': { kind: 'trailing', count: 2, unit: 'quarter' },
  year: { kind: 'fiscal-year' },
  campaign: { kind: 'fiscal-year' },
};
const attainedIn = ({ period }: PlanLine): Measure => ({ metric: 'won_amount', filter: [], window: WINDOWS[period] });

const FUNDS: ReadonlySet<PlanLine['kind']> = new Set(['mdf', 'co-op']);
const MOST_MULTIPLIERS = 5;
const MOST_SURCHARGES = 10;

export function additions(line: PlanLine, around: Surroundings): Addition[] {
  return [...counting(line, around), ...rating(line, around), ...limiting(line), ...paying(line), ...takingBack(line)];
}

type Offer = Addition | false | undefined;

const made = (offers: readonly Offer[]): Addition[] => offers.filter((offer): offer is Addition => !!offer);

function counting(line: PlanLine, { before, from, to }: Surroundings): Addition[] {
  const { on, terms } = line;
  const [earlier] = before;
  const rows = (label: string, key: keyof PlanLine['on'], value: unknown): Addition | false =>
    isFree(on[key]) && {
      purpose: 'counts',
      label,
      place: `on.${key}`,
      line: { ...line, on: { ...on, [key]: value } },
    };
  return made([
    rows('In some roles only', 'roles', ['sourced']),
    rows('Registered deals only', 'registered', true),
    rows('Customers of the first registrant only', 'registrant', 'first'),
    rows('New customers only', 'newCustomer', true),
    rows('The partner’s first deal only', 'firstDeal', true),
    rows('Deals from a size on', 'dealFrom', '10000'),
    rows('Deals below a size', 'dealBelow', '1000000'),
    rows('From a day on', 'from', from),
    rows('Until a day', 'to', to),
    on.date === 'closed_on' && rowsAs('By the day of registration', 'date', 'registered_on'),
    on.levelDate !== 'period-end' && rowsAs('At the level of the period’s last day', 'levelDate', 'period-end'),
    on.credit === 'full' && rowsAs('On the credit share of shared deals', 'credit', 'share'),
    rows('Renewals at the terms of the first sale', 'lockTerms', true),
    on.less.length === 0 && earlier !== undefined && rowsAs('After what another line pays came off', 'less', [earlier]),
    line.kind !== 'discount' &&
      terms.claimWithinDays === undefined && {
        purpose: 'counts',
        label: 'Claimed within some days only',
        place: 'terms.claimWithinDays',
        line: { ...line, terms: { ...terms, claimWithinDays: 90 } },
      },
    terms.graceDays === 0 && {
      purpose: 'counts',
      label: 'Rows until some days after the period',
      place: 'terms.graceDays',
      line: { ...line, terms: withGrace(terms, 5) },
    },
  ]);

  function rowsAs(label: string, key: keyof PlanLine['on'], value: unknown): Addition {
    return { purpose: 'counts', label, place: `on.${key}`, line: { ...line, on: { ...on, [key]: value } } };
  }
}

const isFree = (value: unknown): boolean => value === undefined || value === false;

/** What counts longer is computed and due no sooner. */
function withGrace(terms: PlanLine['terms'], days: number): PlanLine['terms'] {
  const { calculateDays } = terms;
  const computed = calculateDays === undefined ? {} : { calculateDays: Math.max(days, calculateDays) };
  return { ...terms, ...computed, graceDays: days, dueDays: Math.max(days, terms.dueDays) };
}

function rating(line: PlanLine, around: Surroundings): Addition[] {
  const { rate, surcharges, multipliers, accelerator, scope } = line;
  const offer = (label: string, place: string, part: Partial<PlanLine>): Addition => ({
    purpose: 'rated',
    label,
    place,
    line: { ...line, ...part },
  });
  return made([
    ...rates(line, around),
    scope === 'partner' &&
      (!('growth' in rate) || line.payee === 'group') &&
      offer('By deal, by line, or by parent group', 'scope', { scope: 'growth' in rate ? 'group' : 'deal' }),
    !paysSums(line) &&
      surcharges.length < MOST_SURCHARGES &&
      offer('Points on top for some sales', `surcharges.${surcharges.length}`, {
        surcharges: [...surcharges, { id: freeId(surcharges, 'extra'), label: 'some sales', filter: [], rate: '0.01' }],
      }),
    multipliers.length < MOST_MULTIPLIERS &&
      offer('A multiplier for some sales or partners', `multipliers.${multipliers.length}`, {
        multipliers: [
          ...multipliers,
          { id: freeId(multipliers, 'more'), label: 'some sales', filter: [], where: [], factor: '1.5' },
        ],
      }),
    !accelerator &&
      line.payee !== 'group' &&
      line.limits.capDeal === undefined &&
      offer('Faster or slower by attainment of a target', 'accelerator', {
        accelerator: {
          measure: attainedIn(line),
          target: '1000000',
          bands: [
            { from: '0', factor: '0.8' },
            { from: '1', factor: '1' },
            { from: '1.2', factor: '1.25' },
          ],
        },
      }),
  ]);
}

/** Of a line whose rates are no share and no money per unit. */
function paysSums({ rate }: PlanLine): boolean {
  return 'lump' in rate || 'apportion' in rate || 'every' in rate || ('pays' in rate && rate.pays === 'lump');
}

/** What belongs to the rate itself. */
function rates(line: PlanLine, { levels, groups, edge }: Surroundings): Addition[] {
  const { rate } = line;
  const as = (label: string, place: string, part: Readonly<Record<string, unknown>>): Addition => ({
    purpose: 'rated',
    label,
    place: `rate.${place}`,
    line: { ...line, rate: { ...rate, ...part } as PlanLine['rate'] },
  });
  if ('byLevel' in rate) {
    return levels.flatMap((level) =>
      Object.hasOwn(rate.byLevel, level)
        ? []
        : [as(`A rate for ${level}`, `byLevel.${level}`, { byLevel: { ...rate.byLevel, [level]: '0.03' } })],
    );
  }
  if ('byRegion' in rate) {
    return [...groups, 'else'].flatMap((group) =>
      Object.hasOwn(rate.byRegion, group)
        ? []
        : [
            as(group === 'else' ? 'A rate elsewhere' : `A rate for ${group}`, `byRegion.${group}`, {
              byRegion: { ...rate.byRegion, [group]: '0.03' },
            }),
          ],
    );
  }
  if ('growth' in rate) {
    const named = /^[a-z]/.test(rate.growth);
    return made([
      ...bands(line, edge),
      named && as('Over a fixed amount instead', 'growth', { growth: '1000000' }),
      !named &&
        line.period !== 'campaign' &&
        as('Over the same period a year before instead', 'growth', { growth: 'year-ago' }),
      Number(rate.atLeast) === 0 && as('Nothing below some growth', 'atLeast', { atLeast: '0.05' }),
      rate.payOnlyGrowth &&
        rate.bands !== undefined &&
        rate.marginal === undefined &&
        as('Each part of the growth at its own rate', 'marginal', { marginal: true }),
    ]);
  }
  if ('bands' in rate) {
    const one = rate.bands.some(({ from }) => Number(from) > 0);
    return made([
      ...bands(line, edge),
      line.payee !== 'group' &&
        !rate.on &&
        as('Bands of another measure', 'on', { on: attainedIn(line), how: 'retroactive' }),
      rate.how === 'retroactive' &&
        rate.pays !== 'lump' &&
        rate.payFrom === undefined &&
        one &&
        as('Only on what is above an amount', 'payFrom', {
          payFrom: rate.bands.find(({ from }) => Number(from) > 0)?.from,
        }),
    ]);
  }
  if ('every' in rate) {
    return made([Number(rate.above) === 0 && as('Only above an amount', 'above', { above: '250000' })]);
  }
  if ('lump' in rate || 'apportion' in rate) {
    return made([Number(rate.atLeast) === 0 && as('Only from an amount on', 'atLeast', { atLeast: '250000' })]);
  }
  return [];
}

function bands(line: PlanLine, edge: (index: number) => string): Addition[] {
  const { rate } = line;
  if (!('bands' in rate) || !rate.bands) return [];
  const count = rate.bands.length;
  const at = (index: number): string => `rate.bands.${index}.rate`;
  return [
    { purpose: 'rated', label: 'A band above the highest', place: at(count), line: withBand(line) },
    ...rate.bands.slice(1).map(
      (_, index): Addition => ({
        purpose: 'rated',
        label: `A band between ${edge(index)} and ${edge(index + 1)}`,
        place: at(index + 1),
        line: withBandParted(line, index),
      }),
    ),
  ];
}

function limiting(line: PlanLine): Addition[] {
  const { limits, on } = line;
  const counted = on.base === 'quantity' || on.base === 'count';
  const cap = (label: string, key: keyof PlanLine['limits'], value: string): Addition | false =>
    limits[key] === undefined && {
      purpose: 'limits',
      label,
      place: `limits.${key}`,
      line: { ...line, limits: { ...limits, [key]: value } },
    };
  const lowest = counted ? '10' : '10000';
  const highest = counted ? '1000' : '1000000';
  const floor = Number(limits.capBase ?? highest) < Number(lowest) ? limits.capBase! : lowest;
  const capBase = Number(limits.floor ?? lowest) > Number(highest) ? limits.floor! : highest;
  const whole = !(line.scope === 'deal' || line.scope === 'line') && limits.capDeal !== undefined;
  return made([
    cap('At most so much per partner', 'capPartner', '50000'),
    perDeal(line) && cap('At most so much per deal', 'capDeal', '10000'),
    cap('At most so much a fiscal year', 'capYear', '100000'),
    !whole && cap('On at most so much of the base', 'capBase', capBase),
    !whole && !paysSums(line) && cap('At a rate of at most so much', 'capRate', counted ? '20' : '0.1'),
    !whole && cap('Nothing below so much of the base', 'floor', floor),
  ]);
}

/** A cap for each deal asks for every deal to be rated by itself. */
function perDeal({ scope, rate, limits, accelerator }: PlanLine): boolean {
  if (scope === 'deal' || scope === 'line') return true;
  if (limits.floor !== undefined || limits.capBase !== undefined || limits.capRate !== undefined || accelerator)
    return false;
  return 'flat' in rate || 'perUnit' in rate || 'byLevel' in rate || 'byRegion' in rate;
}

function paying(line: PlanLine): Addition[] {
  const { terms, limits, kind, payee, program } = line;
  const offer = (label: string, place: string, part: Partial<PlanLine>): Addition => ({
    purpose: 'paid',
    label,
    place,
    line: { ...line, ...part },
  });
  const term = (label: string, key: keyof PlanLine['terms'], value: unknown): Addition | false =>
    terms[key] === undefined && offer(label, `terms.${key}`, { terms: { ...terms, [key]: value } });
  const invoiced = kind === 'discount';
  const computed = terms.calculateDays ?? terms.graceDays;
  return made([
    !invoiced &&
      limits.minimumPayment === undefined &&
      offer('Paid from an amount on, carried forward until then', 'limits.minimumPayment', {
        limits: { ...limits, minimumPayment: '100' },
      }),
    terms.dueDays === 30 &&
      offer('Due some days after the period', 'terms.dueDays', {
        terms: { ...terms, dueDays: Math.max(45, computed) },
      }),
    term(
      'Computed some days after the period',
      'calculateDays',
      Math.max(terms.graceDays, Math.min(10, terms.dueDays)),
    ),
    !invoiced && term('A share held back', 'holdBack', { share: '0.2', days: 90 }),
    term('A share in cash, the rest to the co-op fund', 'cashShare', '0.5'),
    payee === 'partner' &&
      !measured(line) &&
      offer('To the parent group or the distributor', 'payee', { payee: 'group' }),
    program === undefined && offer('Filed under a program', 'program', { program: line.label ?? line.id }),
  ]);
}

/** Only partners are measured. */
function measured({ rate, accelerator }: PlanLine): boolean {
  return accelerator !== undefined || ('bands' in rate && 'on' in rate && rate.on !== undefined);
}

function takingBack(line: PlanLine): Addition[] {
  const { terms, kind, scope, payee } = line;
  const term = (label: string, key: keyof PlanLine['terms'], value: unknown): Addition | false =>
    isFree(terms[key]) && {
      purpose: 'taken-back',
      label,
      place: `terms.${key}`,
      line: { ...line, terms: { ...terms, [key]: value } },
    };
  const funded = FUNDS.has(kind) || (terms.cashShare !== undefined && Number(terms.cashShare) < 1);
  return made([
    term('Taken back for returns within some days', 'clawbackDays', 180),
    !(scope === 'group' && payee !== 'group') && term('Returns counted in the period of their sale', 'trueUp', true),
    funded && term('Lapses after some months', 'expiry', { months: 12 }),
    funded && term('Lapses on a day of the year', 'expiry', { on: '12-31' }),
  ]);
}
