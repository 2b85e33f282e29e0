import { z } from 'zod';

/** What a file can be loaded as (`--as`). */
export const FILE_KINDS = [
  'partners',
  'deals',
  'payouts',
  'products',
  'enrollments',
  'certifications',
  'targets',
  'activities',
  'funds',
  'costs',
  'rates',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** A saved `MAP.json`: canonical field → the file's header; a constant fills a field that the file lacks. */
export const columnMap = z.strictObject({
  as: z.enum(FILE_KINDS),
  columns: z.record(z.string(), z.string()).default({}),
  constants: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Which sheet of a workbook; the one that reads best when left out. */
  sheet: z.string().optional(),
  /** How dates and numbers are written, when the file cannot tell. */
  dates: z.enum(['iso', 'day-first', 'month-first']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** Rows of the same source that this file no longer has: kept (an increment) or closed (a full export). */
  vanished: z.enum(['keep', 'close']).default('keep'),
});
export type ColumnMap = z.infer<typeof columnMap>;
