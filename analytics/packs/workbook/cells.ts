/** Writing cells: what a value of the model becomes in a spreadsheet, and how other cells refer to it. */
import type ExcelJS from 'exceljs';
import type { Cell, ColumnInfo } from '../../api/results.ts';
import { toNumber } from '../figures.ts';
import { INK, type Look, style } from './styles.ts';

export const NOT_AVAILABLE = 'n/a';

/** A cell of a spreadsheet holds no more; a longer one makes the whole file unreadable. */
const TEXT_LIMIT = 32_767;

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** `AB12`; with `$` in front of both parts when fixed. */
export function address({ row, column }: Place, fixed = false): string {
  const sign = fixed ? '$' : '';
  return `${sign}${letters(column)}${sign}${row}`;
}

export function letters(column: number): string {
  let rest = column;
  let text = '';
  while (rest > 0) {
    const digit = (rest - 1) % 26;
    text = String.fromCharCode(65 + digit) + text;
    rest = (rest - 1 - digit) / 26;
  }
  return text;
}

/** `B6:B5005`. */
export function span(column: number, from: number, to: number, fixed = false): string {
  return `${address({ row: from, column }, fixed)}:${address({ row: to, column }, fixed)}`;
}

/** A reference as another sheet writes it: `'By partner'!$E$12`. */
export function on(sheet: string, reference: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${reference}`;
}

export function put(sheet: ExcelJS.Worksheet, place: Place, value: ExcelJS.CellValue, look: Look): ExcelJS.Cell {
  const cell = sheet.getCell(place.row, place.column);
  cell.value = value;
  cell.style = style(look);
  return cell;
}

/** Text stays text whatever it begins with: it is written as a typed string, never as a formula. */
export function text(value: string): string {
  return value.length > TEXT_LIMIT ? `${value.slice(0, TEXT_LIMIT - 1)}…` : value;
}

/** A figure of the model as a number (the nearest one a spreadsheet can hold), `n/a` where there is none. */
export function figure(value: Cell | undefined, unit: ColumnInfo['unit']): ExcelJS.CellValue {
  if (unit === 'text' || unit === 'flag') return value === null || value === undefined ? '' : text(String(value));
  if (unit === 'date') return value === null || value === undefined ? NOT_AVAILABLE : new Date(String(value));
  return toNumber(value) ?? NOT_AVAILABLE;
}

/** A formula with the result it has now, so that viewers which do not calculate show it too. */
export function formula(expression: string, result: Cell | undefined, factor = 1): ExcelJS.CellFormulaValue {
  const number = typeof result === 'boolean' ? null : toNumber(result);
  const shown = number === null ? (result ?? NOT_AVAILABLE) : number * factor;
  return { formula: expression, result: shown as number | string | boolean } as ExcelJS.CellFormulaValue;
}

/** A link to a cell of this workbook. */
export function linkTo(
  sheet: ExcelJS.Worksheet,
  place: Place,
  target: { readonly sheet: string; readonly cell?: string },
  label: string,
  look: Look = {},
): void {
  put(
    sheet,
    place,
    { text: label, hyperlink: `#${on(target.sheet, target.cell ?? 'A1')}` },
    { color: INK.link, underline: true, ...look },
  );
}
