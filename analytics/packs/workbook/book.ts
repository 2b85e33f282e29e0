/** Where things stand in the workbook while it is written: sheets refer to cells that other sheets have placed. */
import type ExcelJS from 'exceljs';
import type { PackModel } from '../model.ts';
import type { TablePage } from '../table.ts';
import type { Place } from './cells.ts';
import type { MoneyStyle } from './styles.ts';

export const SHEETS = {
  cover: 'Cover',
  about: 'About',
  summary: 'Summary',
  partner: 'By partner',
  level: 'By level',
  country: 'By geography',
  product: 'By product',
  definitions: 'Definitions',
  quality: 'Data quality',
  checks: 'Checks',
} as const;
export type SheetId = keyof typeof SHEETS;

export interface PlacedTable {
  readonly page: TablePage;
  readonly sheet: SheetId;
  /** Rows of the first and last record; `lastRow` is before `firstRow` in an empty table. */
  readonly headerRow: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly totalRow: number;
  /** The row that holds what shared deals count more than once. */
  readonly overlapRow: number | null;
}

/** A chart to be added to the finished file, bound to these ranges. */
export interface ChartPlan {
  readonly sheet: SheetId;
  readonly at: Place;
  readonly title: string;
  readonly axisTitle: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly categories: ChartRange;
  readonly series: readonly (ChartRange & { readonly name: ChartRange; readonly tone: 'actual' | 'prior' })[];
}

export interface ChartRange {
  readonly sheet: SheetId;
  /** Fixed: `$A$6:$A$20`. */
  readonly range: string;
  /** What the range holds now, stored with the chart for viewers that do not calculate. */
  readonly cached: readonly (string | number | null)[];
}

export interface Book {
  readonly model: PackModel;
  readonly file: ExcelJS.Workbook;
  readonly money: MoneyStyle;
  readonly sheets: Map<SheetId, ExcelJS.Worksheet>;
  readonly tables: PlacedTable[];
  /** The summary's cell of a metric. */
  readonly headlines: Map<string, Place>;
  /** The dictionary's row of a metric. */
  readonly definitions: Map<string, number>;
  readonly charts: ChartPlan[];
  /** Places that other sheets refer to. */
  readonly marks: {
    loads?: { readonly firstRow: number; readonly lastRow: number };
    gaps?: { readonly firstRow: number; readonly lastRow: number };
    checks?: { readonly range: string; readonly count: number };
  };
}

/** The cell that says whether every check passes. */
export const LIGHT: Place = { row: 4, column: 4 };
