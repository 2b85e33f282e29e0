/** Figures of a plan, written without losing a digit and read back from what somebody types. */
import type { PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import { readThreshold, writeThreshold } from '../../../../analytics/present/thresholds.ts';

type Figure = string | number | boolean;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days and words stand as the document has them: they are typed the same way. */
export function writeFigure(value: Figure, unit: PlanUnit, locale: string): string {
  if (unit === 'text' || unit === 'flag' || !Number.isFinite(Number(value))) return String(value);
  return writeThreshold(String(value), unit, locale);
}

/**
 * What somebody typed in place of a value, of the same kind as it; null when it is nothing of the sort. Whole numbers of the
 * document stay numbers, figures stay decimal text.
 */
export function readFigure(typed: string, value: Figure, unit: PlanUnit, locale: string): Figure | null {
  if (unit === 'text') {
    const text = typed.trim();
    return text === '' || (DAY.test(String(value)) && !DAY.test(text)) ? null : text;
  }
  if (unit === 'flag') return null;
  const read = readThreshold(typed, unit, locale);
  if (read === null || typeof value !== 'number') return read;
  return Number.isInteger(Number(read)) ? Number(read) : null;
}
