import { z } from 'zod';

/** A day of the calendar, as `2026-09-30`. */
export const day = z.iso.date({ error: ({ input }) => dayFault(input) });

/** What is wrong with something that is no day, and what to write. */
export function dayFault(input: unknown): string {
  const write = 'Write a date like 2026-09-30.';
  return typeof input === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(input)
    ? `${input} is no day of the calendar. ${write}`
    : write;
}
