/** Lines of a plan: how they pay in a few words, and plans with a line more, less, or elsewhere. */
import type { IncentivePlan, PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { incentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';

const PERIODS: Readonly<Record<PlanLine['period'], string>> = {
  month: 'per month',
  quarter: 'per quarter',
  'half-year': 'per half-year',
  year: 'per year',
  campaign: 'in the campaign',
};

/** `first-dollar, per quarter`, `on the increase only, per quarter`, `per deal`. */
export function howWords({ rate, scope, period }: PlanLine): string {
  const how =
    'growth' in rate
      ? rate.payOnlyGrowth
        ? 'on the increase only'
        : 'on everything'
      : 'bands' in rate
        ? rate.how === 'retroactive'
          ? 'first-dollar'
          : 'marginal'
        : 'perUnit' in rate
          ? 'per unit'
          : scope === 'line' || scope === 'deal'
            ? `per ${scope === 'line' ? 'line of a deal' : 'deal'}`
            : null;
  return [how, PERIODS[period]].filter((words) => words !== null).join(', ');
}

export function withoutLine(plan: IncentivePlan, index: number): IncentivePlan {
  const { id } = plan.lines[index]!;
  const lines = plan.lines
    .filter((_, at) => at !== index)
    // A line that is gone comes off nothing any more.
    .map((line) => ({ ...line, on: { ...line.on, less: line.on.less.filter((less) => less !== id) } }));
  const { pool, ...rest } = plan;
  return {
    ...rest,
    lines,
    ...(pool ? { pool: { ...pool, lines: pool.lines.filter((line) => line !== id) } } : {}),
  };
}

/** @param by −1 earlier, 1 later */
export function withLineMoved(plan: IncentivePlan, index: number, by: -1 | 1): IncentivePlan {
  const lines = [...plan.lines];
  const [line] = lines.splice(index, 1);
  if (line) lines.splice(index + by, 0, line);
  return { ...plan, lines };
}

export function withLineCopied(plan: IncentivePlan, index: number): IncentivePlan {
  const line = plan.lines[index]!;
  const name = line.label ?? line.id;
  const copy = { ...line, id: freeId(plan, line.id), label: `${name}, copy` };
  return { ...plan, lines: [...plan.lines.slice(0, index + 1), copy, ...plan.lines.slice(index + 1)] };
}

/** A band above the highest one, a step as wide as the one before and a rate as much higher. */
export function withBand(line: PlanLine): PlanLine {
  const { rate } = line;
  if (!('bands' in rate) || !rate.bands) return line;
  const [before, last] = [rate.bands.at(-2), rate.bands.at(-1)!];
  const from = before ? 2 * Number(last.from) - Number(before.from) : 2 * Number(last.from) || 1;
  const paid = before ? Math.max(0, 2 * Number(last.rate) - Number(before.rate)) : Number(last.rate);
  return { ...line, rate: { ...rate, bands: [...rate.bands, { from: plain(from), rate: plain(paid) }] } };
}

export function withoutBand(line: PlanLine, index: number): PlanLine {
  const { rate } = line;
  if (!('bands' in rate) || !rate.bands) return line;
  return { ...line, rate: { ...rate, bands: rate.bands.filter((_, at) => at !== index) } };
}

/** At most four decimals, without those that say nothing. */
const plain = (value: number): string => String(Math.round(value * 10_000) / 10_000);

/** Ways in which a new line can pay; figures to be replaced. */
export const NEW_LINES = [
  { id: 'flat', label: 'A share of what counts', rate: { flat: '0.03' } },
  {
    id: 'bands',
    label: 'Bands of bookings',
    rate: {
      bands: [
        { from: '0', rate: '0.02' },
        { from: '500000', rate: '0.03' },
        { from: '1000000', rate: '0.05' },
      ],
      how: 'marginal',
    },
  },
  {
    id: 'growth',
    label: 'Growth on a year ago',
    rate: {
      growth: 'year-ago',
      bands: [
        { from: '0.05', rate: '0.04' },
        { from: '0.25', rate: '0.08' },
      ],
      payOnlyGrowth: true,
    },
  },
  { id: 'unit', label: 'Money for each unit', rate: { perUnit: '10' }, on: { base: 'quantity' } },
  { id: 'lump', label: 'A sum once bookings reach an amount', rate: { lump: '5000', atLeast: '250000' } },
] as const;

export function withNewLine(plan: IncentivePlan, { id, label, ...line }: (typeof NEW_LINES)[number]): IncentivePlan {
  const raw = { ...line, id: freeId(plan, id), label, kind: plan.lines[0]?.kind ?? 'rebate' };
  const { lines } = incentivePlan.parse({ id: 'new', name: 'New', lines: [raw] });
  return { ...plan, lines: [...plan.lines, ...lines] };
}

function freeId({ lines }: IncentivePlan, stem: string): string {
  const taken = new Set(lines.map(({ id }) => id));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}

interface Limit {
  /** As it is offered: `At most so much per partner`. */
  readonly label: string;
  readonly group: 'limits' | 'terms';
  readonly key: string;
  /** What it begins with. */
  readonly value: unknown;
}

const LIMITS: readonly Limit[] = [
  { label: 'At most so much per partner', group: 'limits', key: 'capPartner', value: '50000' },
  { label: 'At most so much per deal', group: 'limits', key: 'capDeal', value: '10000' },
  { label: 'At most so much a fiscal year', group: 'limits', key: 'capYear', value: '100000' },
  { label: 'On at most so much of the base', group: 'limits', key: 'capBase', value: '1000000' },
  { label: 'Nothing below so much of the base', group: 'limits', key: 'floor', value: '10000' },
  { label: 'Paid from an amount on', group: 'limits', key: 'minimumPayment', value: '100' },
  { label: 'Claimed within days', group: 'terms', key: 'claimWithinDays', value: 90 },
  { label: 'A share held back', group: 'terms', key: 'holdBack', value: { share: '0.2', days: 90 } },
  { label: 'A share in cash, the rest to the co-op fund', group: 'terms', key: 'cashShare', value: '0.5' },
  { label: 'Taken back for returns within days', group: 'terms', key: 'clawbackDays', value: 180 },
];

export interface LimitEdit {
  readonly label: string;
  readonly line: PlanLine;
}

/** Limits and terms that a line does not have yet, each with a value to begin with. */
export function missingLimits(line: PlanLine): LimitEdit[] {
  return LIMITS.flatMap(({ label, group, key, value }) =>
    hasLimit(line, group, key) ? [] : [{ label, line: { ...line, [group]: { ...line[group], [key]: value } } }],
  );
}

/** The same, to be taken away again. */
export function removableLimits(line: PlanLine): LimitEdit[] {
  return LIMITS.flatMap(({ label, group, key }) => {
    if (!hasLimit(line, group, key)) return [];
    const { [key]: _, ...rest } = line[group] as Readonly<Record<string, unknown>>;
    return [{ label: `Without: ${label.toLowerCase()}`, line: { ...line, [group]: rest } as PlanLine }];
  });
}

function hasLimit(line: PlanLine, group: Limit['group'], key: string): boolean {
  return (line[group] as Readonly<Record<string, unknown>>)[key] !== undefined;
}
