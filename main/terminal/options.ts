import { InvalidArgumentError, Option } from 'commander';
import { dayFault } from '../../analytics/api/documents/day.ts';
import { FORMATS } from './output.ts';

export function workspaceOption(note?: string): Option {
  return new Option('-w, --workspace <file>', `the .quarterdeck file${note ? ` (${note})` : ''}`).makeOptionMandatory();
}

export function kindOption(kinds: readonly string[]): Option {
  return new Option('--as <kind>', 'what the files are, when they cannot be recognised').choices(kinds);
}

export function formatOption(): Option {
  return new Option('--format <format>', 'how to print').choices(FORMATS).default('table');
}

export function periodOption(whenLeftOut = 'everything when left out'): Option {
  return new Option(
    '--period <period>',
    `2026-Q3, FY26-Q3, 2026, 2026-09, last-4-quarters or 2026-01-01..2026-09-30; ${whenLeftOut}`,
  );
}

/** Collects an option that may be repeated. */
export function repeated(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** `a,b,c` as a list. */
export function commaList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

export function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A day of the calendar. */
export function parseDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError(dayFault(text));
  return text;
}

export function parseWhole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(
        `Write a whole number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}, without signs between its digits.`,
      );
    }
    return value;
  };
}

/** Decimal text of a sum of money. */
export function parseAmount(text: string): string {
  if (!/^\d+(\.\d{1,4})?$/.test(text))
    throw new InvalidArgumentError('Write an amount like 1250000 or 1250000.50, without a currency.');
  return text;
}

/** Decimal text of a share between 0 and 1. */
export function parseShare(text: string): string {
  if (!/^(0(\.\d{1,9})?|1(\.0{1,9})?|\.\d{1,9})$/.test(text))
    throw new InvalidArgumentError('This is a share: write a value between 0 and 1, 0.3 for thirty percent.');
  return text;
}
