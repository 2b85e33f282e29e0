/** The bands of a line, where its rate has any. */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';

export type Bands = readonly { readonly from: string; readonly rate: string }[];

export function bandsOf({ rate }: Pick<PlanLine, 'rate'>): Bands | null {
  return 'bands' in rate && rate.bands ? rate.bands : null;
}

/** Places of each band, of its edge and of its rate, as the engine names them. */
export function bandPlaces(
  line: Pick<PlanLine, 'rate'>,
  index: number,
): { readonly band: string; readonly from: string; readonly rate: string }[] {
  return (bandsOf(line) ?? []).map((_, at) => {
    const band = `lines.${index}.rate.bands.${at}`;
    return { band, from: `${band}.from`, rate: `${band}.rate` };
  });
}

const BASES: Readonly<Record<PlanLine['on']['base'], string>> = {
  amount: 'bookings',
  quantity: 'units',
  margin: 'margin',
  list_amount: 'list value',
  recurring_amount: 'recurring revenue',
  count: 'rows that count',
};

const GROWTH: Readonly<Record<string, string>> = {
  'year-ago': 'growth on the same period a year ago',
  'prior-period': 'growth on the period before',
  'high-water-mark': 'growth on the best period so far',
};

const EACH: Readonly<Record<PlanLine['period'], string>> = {
  month: 'a month',
  quarter: 'a quarter',
  'half-year': 'a half-year',
  year: 'a year',
  campaign: 'in the campaign',
};

/** What is looked up in the bands: `growth on the same period a year ago`, `bookings a quarter`; null where it is a measure. */
export function lookedUp({ rate, on, period }: Pick<PlanLine, 'rate' | 'on' | 'period'>): string | null {
  if ('growth' in rate) return GROWTH[rate.growth] ?? 'growth on a fixed amount';
  if ('on' in rate && rate.on) return null;
  return `${BASES[on.base]} ${EACH[period]}`;
}
