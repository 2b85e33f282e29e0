/** The terms of program.ts as incentive plans: what the generator pays by, and a proposal for the next fiscal year. */
import type { IncentivePlanInput } from '../analytics/api/documents/incentivePlan.ts';
import { fiscalYearOf, HISTORY, iso, quarterEnd, quarterStart } from './calendar.ts';
import { CLOUD } from './products.ts';
import {
  CLAIM_DAYS,
  CLOUD_SPIFF,
  CO_OP,
  COSELL_FEE,
  DUE_DAYS,
  FUND,
  LEVEL_REBATE,
  LEVELS,
  type Level,
  REFERRAL_FEE,
  REGISTRATION_DISCOUNT,
  rank,
  VOLUME_BANDS,
} from './program.ts';

type LineInput = IncentivePlanInput['lines'][number];

const share = (basisPoints: number): number => basisPoints / 10_000;
const from = (level: Level): Level[] => LEVELS.filter((one) => rank(one) >= rank(level));

const IN_FORCE = {
  currency: 'EUR',
  fxTable: 'plan',
  effectiveFrom: iso(HISTORY.from),
  source: { text: 'Program guide of the sample network', on: iso(HISTORY.from) },
} as const satisfies Partial<IncentivePlanInput>;

const FULFILLED = { roles: ['fulfilment'] } satisfies LineInput['on'];
const CLOUD_LINES = [
  { dim: 'family', values: [CLOUD] },
  { dim: 'level_at_event', values: from('Bronze') },
] satisfies NonNullable<LineInput['on']>['filter'];

/** What is paid on single deals, each rounded by itself. */
const DEAL_TERMS = {
  ...IN_FORCE,
  id: 'deal-terms',
  name: 'Deal rebates, discounts and fees',
  rounding: { when: 'row' },
  lines: [
    {
      id: 'level-rebate',
      label: 'Level rebate',
      kind: 'rebate',
      scope: 'deal',
      on: FULFILLED,
      rate: { byLevel: Object.fromEntries(LEVELS.map((level) => [level, share(LEVEL_REBATE[level])])) },
      terms: { dueDays: DUE_DAYS.rebate },
    },
    {
      id: 'registration-discount',
      label: 'Registration discount',
      kind: 'discount',
      scope: 'deal',
      on: { ...FULFILLED, registered: true },
      rate: { flat: share(REGISTRATION_DISCOUNT) },
      // It was given on the invoice: a credit note takes none back.
      terms: { dueDays: DUE_DAYS.discount, clawbackDays: 0 },
    },
    {
      id: 'cloud-spiff',
      label: 'Cloud SPIFF',
      kind: 'spiff',
      scope: 'line',
      on: { ...FULFILLED, filter: [...CLOUD_LINES, { dim: 'motion', values: ['new'] }] },
      rate: { flat: share(CLOUD_SPIFF) },
      terms: { dueDays: DUE_DAYS.spiff },
    },
    {
      id: 'referral-fee',
      label: 'Referral fee',
      kind: 'commission',
      scope: 'deal',
      on: { roles: ['referral'] },
      rate: { flat: share(REFERRAL_FEE) },
      terms: { dueDays: DUE_DAYS.commission },
    },
    {
      id: 'co-sell-fee',
      label: 'Co-sell fee',
      kind: 'commission',
      scope: 'deal',
      on: { roles: ['co-sell'] },
      rate: { flat: share(COSELL_FEE) },
      terms: { dueDays: DUE_DAYS.commission },
    },
  ],
} satisfies IncentivePlanInput;

const VOLUME_REBATE = {
  ...IN_FORCE,
  id: 'volume-rebate',
  name: 'Volume rebate',
  lines: [
    {
      id: 'volume-rebate',
      label: 'Volume rebate',
      kind: 'rebate',
      on: FULFILLED,
      rate: { how: 'retroactive', bands: VOLUME_BANDS.map(({ from, rate }) => ({ from, rate: share(rate) })) },
      terms: { dueDays: DUE_DAYS.rebate },
    },
  ],
} satisfies IncentivePlanInput;

/** Funds are filed under their fiscal year, so that every year has a version of its own. */
const YEARS = [0, 1, 2].map((year) => ({
  version: year + 1,
  effectiveFrom: iso(quarterStart(year * 4)),
  effectiveTo: iso(quarterEnd(year * 4 + 3)),
  label: `FY${fiscalYearOf(quarterStart(year * 4)) % 100}`,
}));

const coOp = ({ label, ...dates }: (typeof YEARS)[number]) =>
  ({
    ...IN_FORCE,
    ...dates,
    id: 'co-op',
    name: 'Co-op fund',
    lines: [
      {
        id: 'co-op',
        label: 'Co-op fund',
        kind: 'co-op',
        program: `Co-op ${label}`,
        on: { ...FULFILLED, filter: [{ dim: 'level', values: from('Gold') }], levelDate: 'period-end' },
        rate: { flat: share(CO_OP) },
        // A quarter in which more came back than was sold takes nothing from the fund.
        limits: { floor: 0 },
        terms: { dueDays: DUE_DAYS['co-op'] },
      },
    ],
  }) satisfies IncentivePlanInput;

/** What the level allows; what is paid of it depends on requests, approvals and claims. */
const developmentFund = ({ label, ...dates }: (typeof YEARS)[number]) =>
  ({
    ...IN_FORCE,
    ...dates,
    id: 'mdf',
    name: 'Market development fund',
    lines: from('Silver').map((level) => ({
      id: `mdf-${level.toLowerCase()}`,
      label: `Market development fund, ${level}`,
      kind: 'mdf' as const,
      program: `MDF ${label}`,
      on: { filter: [{ dim: 'level_at_event' as const, values: [level] }] },
      rate: { apportion: FUND[level], over: 4 },
      terms: { dueDays: DUE_DAYS.mdf, claimWithinDays: CLAIM_DAYS },
    })),
  }) satisfies IncentivePlanInput;

/** Every version that was promoted, oldest first. */
export const PLANS_IN_FORCE: readonly (IncentivePlanInput & { readonly effectiveFrom: string })[] = [
  DEAL_TERMS,
  VOLUME_REBATE,
  ...YEARS.map(coOp),
  ...YEARS.map(developmentFund),
];

/** EUR that the rebates of the proposal pay a partner for a quarter at most, each. */
const MOST_A_QUARTER = 55_000;

/**
 * A proposal for the next fiscal year: less for size, more for growth. The base is paid at the level of the last day of the
 * quarter, growth on the increase alone over the same quarter a year ago.
 */
export const GROWTH_DRAFT = {
  id: 'growth-rebate',
  name: 'Growth rebate, FY27 draft',
  currency: 'EUR',
  fxTable: 'plan',
  source: { text: 'Proposal for fiscal year 2027', on: iso(HISTORY.to) },
  lines: [
    {
      id: 'base-rebate',
      label: 'Base rebate',
      kind: 'rebate',
      on: { ...FULFILLED, levelDate: 'period-end' },
      rate: { byLevel: { Bronze: 0.01, Silver: 0.015, Gold: 0.025, Platinum: 0.03 } },
      limits: { capPartner: MOST_A_QUARTER },
      terms: { dueDays: DUE_DAYS.rebate },
    },
    {
      id: 'growth-rebate',
      label: 'Growth rebate',
      kind: 'rebate',
      where: [{ dim: 'level', values: from('Bronze') }],
      on: { ...FULFILLED, levelDate: 'period-end' },
      rate: {
        growth: 'year-ago',
        payOnlyGrowth: true,
        marginal: true,
        bands: [
          { from: 0.05, rate: 0.08 },
          { from: 0.25, rate: 0.14 },
          // Growth counts up to +100 %.
          { from: 1, rate: 0 },
        ],
      },
      limits: { capPartner: MOST_A_QUARTER },
      terms: { dueDays: DUE_DAYS.rebate },
    },
    {
      id: 'cloud-spiff',
      label: 'Cloud SPIFF',
      kind: 'spiff',
      scope: 'line',
      on: { ...FULFILLED, filter: CLOUD_LINES, newCustomer: true },
      rate: { flat: share(CLOUD_SPIFF) },
      terms: { dueDays: DUE_DAYS.spiff },
    },
  ],
} satisfies IncentivePlanInput;
