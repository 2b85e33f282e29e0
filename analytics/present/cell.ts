/**
 * A cell as people read it, driven by its unit. The screen writes it with `formatCell`; the workbook keeps the value and
 * writes it with the number format of the same unit, so that both show the same digits.
 */
import type { Cell, ColumnInfo, Unit } from '../api/results.ts';
import { formatDate } from './dates.ts';
import { NONE, type Numbers, numbers } from './numbers.ts';

export interface CellStyle {
  readonly locale: string;
  /** `compact` writes money as `28.06 M`; `exact` with every cent. */
  readonly style?: 'compact' | 'exact';
}

type CellUnit = ColumnInfo['unit'];

/** A value as text; null is `–`. Money keeps its cents in the exact style. */
export function formatCell(value: Cell, unit: CellUnit, { locale, style = 'compact' }: CellStyle): string {
  if (value === null) return NONE;
  if (unit === 'text') return String(value);
  if (unit === 'flag') return value === true ? 'yes' : 'no';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (unit === 'date') return formatDate(String(value), locale);
  if (!isNumeric(value)) return String(value);
  const set = numbers(locale);
  return unit === 'money' && style === 'compact' ? set.compact(value) : WRITE[unit](set, value);
}

const WRITE: Readonly<Record<Unit, (set: Numbers, value: string | number) => string>> = {
  money: (set, value) => set.exact(value),
  count: (set, value) => set.integer(value),
  ratio: (set, value) => set.percent(value),
  days: (set, value) => set.days(value),
  quantity: (set, value) => set.plain(value),
  index: (set, value) => set.plain(value),
  factor: (set, value) => set.factor(value),
};

/**
 * A difference in a metric's own unit: `+2.06 M`, `+0.36 pp` for ratios, `−5 d`.
 * Null is `–`.
 */
export function formatDifference(value: Cell, unit: Unit, { locale, style = 'compact' }: CellStyle): string {
  if (value === null || typeof value === 'boolean' || !isNumeric(value)) return NONE;
  const { signed } = numbers(locale);
  switch (unit) {
    case 'money':
      return style === 'compact' ? signed.compact(value) : signed.exact(value);
    case 'count':
      return signed.integer(value);
    case 'ratio':
      return signed.points(value);
    case 'days':
      return signed.days(value);
    case 'factor':
      return signed.factor(value);
    case 'quantity':
    case 'index':
      return signed.plain(value);
  }
}

/**
 * The change of a metric against its prior, as it stands in a column of role `change`: relative for amounts and counts
 * (`+7.9 %`), in points for ratios, in its own unit for days, indices and factors.
 */
export function formatChange(value: Cell, unit: Unit, style: CellStyle): string {
  if (value === null || typeof value === 'boolean' || !isNumeric(value)) return NONE;
  return isRelative(unit) ? numbers(style.locale).signed.percent(value) : formatDifference(value, unit, style);
}

/** Whether the change of this unit is relative to the prior (else it is a difference). */
export function isRelative(unit: Unit): boolean {
  return unit === 'money' || unit === 'count' || unit === 'quantity';
}

export type Tone = 'good' | 'bad' | 'plain';

/** Whether a difference is good or bad news, given which way is good. Zero is neither. */
export function toneOf(difference: Cell, good: 'up' | 'down' | 'none'): Tone {
  const size = Number(difference ?? 0);
  if (good === 'none' || !Number.isFinite(size) || size === 0) return 'plain';
  return size > 0 === (good === 'up') ? 'good' : 'bad';
}

/** The number format of a workbook cell of this unit. Ratios are stored as shares and shown in per cent. */
export function excelFormat(unit: CellUnit, style: 'exact' | 'whole' = 'exact'): string {
  switch (unit) {
    case 'money':
      return style === 'whole' ? '#,##0;\u2212#,##0;0' : '#,##0.00;\u2212#,##0.00;0.00';
    case 'count':
      return '#,##0;\u2212#,##0;0';
    case 'ratio':
      return '0.0%;\u22120.0%;0.0%';
    case 'days':
      return '#,##0.0" d"';
    case 'quantity':
      return '#,##0.##';
    case 'index':
      return '#,##0.00';
    case 'factor':
      return '0.00"×"';
    case 'date':
      return 'd mmm yyyy';
    case 'text':
    case 'flag':
      return '@';
  }
}

function isNumeric(value: string | number): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : value !== '' && Number.isFinite(Number(value));
}
