/** Figures of plans: which is larger, and how they are written. Nothing passes through a binary float. */
import type { PlanLine, Rate } from '../api/documents/incentivePlan.ts';
import { parseDecimal, subtract } from '../present/decimal.ts';
import { NARROW, numbers, shift } from '../present/numbers.ts';
import type { Path } from '../rules/documents/edit.ts';

/** Negative, zero or positive as the first figure is smaller, equal or larger. Both are decimal text. */
export function compareFigures(a: string, b: string): number {
  const [first, second] = [parseDecimal(a), parseDecimal(b)];
  if (!first || !second) throw new RangeError(`“${first ? b : a}” is not a plain decimal.`);
  const { units } = subtract(first, second);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export const isBelow = (a: string, b: string) => compareFigures(a, b) < 0;

/** Share of the base or sum of money? Bands and growth say so beside their figures. */
export type RateUnit = 'share' | 'perUnit' | 'lump';

export interface RateFigure {
  /** Path within the plan. */
  readonly path: Path;
  readonly value: string;
  readonly unit: RateUnit;
}

/** Every rate that a line may pay at, with its place; surcharges are not among them. */
export function rateFigures({ rate }: Pick<PlanLine, 'rate'>, line: number): RateFigure[] {
  const path = ['lines', line, 'rate'];
  const share = (key: string, value: string): RateFigure => ({ path: [...path, key], value, unit: 'share' });
  if ('flat' in rate) return [share('flat', rate.flat)];
  if ('perUnit' in rate) return [{ path: [...path, 'perUnit'], value: rate.perUnit, unit: 'perUnit' }];
  if ('lump' in rate) return [{ path: [...path, 'lump'], value: rate.lump, unit: 'lump' }];
  if ('apportion' in rate) return [{ path: [...path, 'apportion'], value: rate.apportion, unit: 'lump' }];
  if ('growth' in rate && rate.rate !== undefined) return [share('rate', rate.rate)];
  if ('every' in rate) return [{ path: [...path, 'pays'], value: rate.pays, unit: 'lump' }];
  if ('linear' in rate) {
    return rate.linear.map(({ rate: value }, index) => ({
      path: [...path, 'linear', index, 'rate'],
      value,
      unit: 'share',
    }));
  }
  if ('byLevel' in rate) return keyedShares([...path, 'byLevel'], rate.byLevel);
  if ('byRegion' in rate) return keyedShares([...path, 'byRegion'], rate.byRegion);
  return bandsOf(rate).map(({ rate: value }, index) => ({
    path: [...path, 'bands', index, 'rate'],
    value,
    unit: paysOf(rate),
  }));
}

/** Whether each part of what the bands are asked of is paid at the rate of its own band. */
export function isMarginal(rate: Rate): boolean {
  if ('how' in rate) return rate.how !== 'retroactive';
  return 'growth' in rate && rate.marginal === true;
}

/** The bands of a rate that has some; growth may have them too. */
export function bandsOf(rate: Rate): readonly { readonly from: string; readonly rate: string }[] {
  return 'bands' in rate ? (rate.bands ?? []) : [];
}

function paysOf(rate: Rate): RateUnit {
  return 'pays' in rate && 'bands' in rate ? rate.pays : 'share';
}

function keyedShares(path: Path, shares: Readonly<Record<string, string>>): RateFigure[] {
  return Object.entries(shares).map(([key, value]) => ({ path: [...path, key], value, unit: 'share' }));
}

/** `1.5 %` with every digit that was written, and none that was not. */
export function shareText(value: string, locale: string): string {
  return numbers(locale).percent(value, Math.max(0, digitsOf(value) - 2));
}

/** `400,000`, `2 M`, `2.25 M`: in millions where that loses nothing. */
export function amountText(value: string, locale: string): string {
  const millions = trimmed(shift(value, -6));
  const size = Math.abs(Number(millions));
  if (size >= 1 && digitsOf(millions) <= 2) return `${numbers(locale).exact(millions, digitsOf(millions))}${NARROW}M`;
  return figureText(value, locale);
}

/** Every digit: `1,250.5`. */
export function figureText(value: string, locale: string): string {
  return numbers(locale).exact(value, digitsOf(value));
}

function digitsOf(value: string): number {
  return trimmed(value).split('.')[1]?.length ?? 0;
}

function trimmed(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}
