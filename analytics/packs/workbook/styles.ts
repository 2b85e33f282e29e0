/**
 * The look of the workbook. Colours are the light tokens of the screen; Arial, because a file travels to machines that
 * have no other face of ours, and its digits are of one width.
 */
import type ExcelJS from 'exceljs';
import type { ColumnInfo, Unit } from '../../api/results.ts';
import { excelFormat } from '../../present/cell.ts';

export const INK = {
  ink: 'FF14171D',
  ink2: 'FF454B56',
  ink3: 'FF666C77',
  line: 'FFE5E5E0',
  rule: 'FF1C2028',
  side: 'FFF6F6F4',
  actual: 'FF2A303C',
  prior: 'FF8B93A1',
  bar: 'FFD5D9E0',
  good: 'FF0B7553',
  bad: 'FFBD2C16',
  warn: 'FF8A5A00',
  /** Colour code of the cells: figures written by the engine, formulas, links to another sheet. */
  value: 'FF1F3A93',
  formula: 'FF14171D',
  link: 'FF0B6B3A',
} as const;

export const FONT = 'Arial';

export interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly format?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly vertical?: 'top' | 'middle' | 'bottom';
  readonly wrap?: boolean;
  readonly indent?: number;
  readonly above?: 'rule' | 'line';
  readonly below?: 'rule' | 'line';
  readonly underline?: boolean;
}

const made = new Map<string, Partial<ExcelJS.Style>>();

/** One style object per look: cells share it, so it must never be changed. */
export function style(look: Look): Partial<ExcelJS.Style> {
  const key = JSON.stringify(look);
  const known = made.get(key);
  if (known) return known;
  const edge = (kind: 'rule' | 'line'): Partial<ExcelJS.Border> => ({
    style: 'thin',
    color: { argb: kind === 'rule' ? INK.rule : INK.line },
  });
  const result: Partial<ExcelJS.Style> = {
    font: {
      name: FONT,
      size: look.size ?? 10,
      color: { argb: look.color ?? INK.ink },
      ...(look.bold ? { bold: true } : {}),
      ...(look.underline ? { underline: true } : {}),
    },
    alignment: {
      vertical: look.vertical ?? 'middle',
      // An indent counts only beside a horizontal alignment.
      ...(look.align || look.indent ? { horizontal: look.align ?? 'left' } : {}),
      ...(look.wrap ? { wrapText: true } : {}),
      ...(look.indent ? { indent: look.indent } : {}),
    },
    ...(look.format ? { numFmt: look.format } : {}),
    ...(look.fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: look.fill } } } : {}),
    ...(look.above || look.below
      ? {
          border: {
            ...(look.above ? { top: edge(look.above) } : {}),
            ...(look.below ? { bottom: edge(look.below) } : {}),
          },
        }
      : {}),
  };
  made.set(key, result);
  return result;
}

export type MoneyStyle = 'exact' | 'whole';

/** Zero as a dash, so that it is not read as a small figure; what does not exist is `n/a` and never zero. */
const ZERO = '"–"';

/** The screen's format of a unit, with zero as a dash. */
export function numberFormat(unit: ColumnInfo['unit'], money: MoneyStyle): string {
  const format = excelFormat(unit, money);
  return unit === 'text' || unit === 'flag' || unit === 'date' ? format : withZero(format);
}

/** A difference in the metric's own unit, signed; shares differ in points, held times 100. */
export function differenceFormat(unit: Unit, money: MoneyStyle): string {
  switch (unit) {
    case 'money':
      return signed(money === 'whole' ? '#,##0' : '#,##0.00');
    case 'count':
      return signed('#,##0');
    case 'ratio':
      return signed('0.00" pp"');
    case 'days':
      return signed('#,##0.0" d"');
    case 'factor':
      return signed('0.00"×"');
    case 'quantity':
    case 'index':
      return signed('#,##0.00');
  }
}

export const CHANGE_FORMAT = signed('#,##0.0%');
export const DATE_FORMAT = excelFormat('date');
export const MOMENT_FORMAT = 'd mmm yyyy, hh:mm';

/** What a difference is multiplied with in its cell: points are hundredths of a share. */
export function differenceFactor(unit: Unit): number {
  return unit === 'ratio' ? 100 : 1;
}

/** The unit as it stands over a column. */
export function unitWords(unit: ColumnInfo['unit'], currency: string): string {
  switch (unit) {
    case 'money':
      return currency;
    case 'ratio':
      return '%';
    case 'count':
      return 'number';
    case 'quantity':
      return 'units';
    case 'factor':
      return '×';
    case 'text':
    case 'flag':
      return '';
    default:
      return unit;
  }
}

export function differenceWords(unit: Unit, currency: string): string {
  return unit === 'ratio' ? 'pp' : unitWords(unit, currency);
}

/** The same format with a star behind the figure, for totals that are not made from the rows above them. */
export function starred(format: string): string {
  return format
    .split(';')
    .map((section) => `${section}"*"`)
    .join(';');
}

/** Smaller differences are written as zero and have no colour. */
export function smallestShown(unit: Unit, part: 'difference' | 'change', money: MoneyStyle): number {
  if (part === 'change') return 0.0005;
  if (unit === 'count') return 0.5;
  if (unit === 'days') return 0.05;
  return unit === 'money' && money === 'whole' ? 0.5 : 0.005;
}

function signed(pattern: string): string {
  return `+${pattern};\u2212${pattern};${ZERO}`;
}

function withZero(format: string): string {
  const [positive = format, negative = `\u2212${positive}`] = format.split(';');
  return `${positive};${negative};${ZERO}`;
}
