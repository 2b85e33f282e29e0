import { z } from 'zod';
import { positive } from './decimal.ts';

const days = z.int().min(0).max(3_650);

/**
 * The one place where each argument about definitions is settled. Versioned and effective-dated: a change makes a new
 * version, and a figure says which version it was computed under.
 */
export const policy = z.strictObject({
  /** Shown in titles and on the cover of the review. */
  networkName: z.string().min(1).max(120).default('Partner network'),
  baseCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Write the ISO code of the currency, three capital letters, for instance EUR.')
    .default('EUR'),
  /** BCP 47; decides how numbers and dates are written, never what they are. */
  locale: z.string().min(2).max(35).default('en-GB'),
  rates: z.enum(['plan', 'dated', 'constant']).default('plan'),
  calendar: z
    .strictObject({
      /** 1 = the fiscal year is the calendar year. */
      startMonth: z.int().min(1).max(12).default(1),
      /** Weeks per month of a quarter; `months` follows calendar months. */
      pattern: z.enum(['months', '4-4-5', '4-5-4', '5-4-4']).default('months'),
      /** For week patterns: the weekday a year ends on (1 Monday … 7 Sunday) and how the last one is chosen. */
      yearEnd: z
        .strictObject({ weekday: z.int().min(1).max(7).default(6), rule: z.enum(['last', 'nearest']).default('last') })
        .prefault({}),
    })
    .prefault({}),
  /** Only deals on this basis are revenue; other bases are shown apart. */
  revenueBasis: z.enum(['bookings', 'billings', 'sell-in', 'sell-through']).default('bookings'),
  /** A partner is active when one of these happened in the trailing months. */
  active: z
    .strictObject({
      months: z.int().min(1).max(60).default(12),
      events: z
        .array(z.enum(['registered', 'won', 'certified', 'activity']))
        .min(1)
        .default(['registered', 'won', 'certified']),
    })
    .prefault({}),
  /** A partner is transacting when it has this many won deals in the period. */
  transacting: z.strictObject({ deals: z.int().min(1).max(100).default(1) }).prefault({}),
  /** Partners whose status is one of these, in lower case, are not enrolled. */
  leftStatuses: z.array(z.string()).default(['terminated', 'inactive', 'closed', 'rejected', 'prospect', 'applicant']),
  paymentDays: z
    .strictObject({
      default: days.default(30),
      byKind: z.record(z.string(), days).default({ rebate: 45, mdf: 30, spiff: 30 }),
    })
    .prefault({}),
  approvalDays: days.default(5),
  protectionDays: days.default(90),
  influenceDays: days.default(180),
  /**
   * What measures of the indices are held against, by metric id and in the metric's unit (`0.75` for 75 %). A measure
   * that is not named has the target of its definition.
   */
  indexTargets: z.record(z.string(), positive).default({}),
});
export type Policy = z.infer<typeof policy>;
