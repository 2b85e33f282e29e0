/**
 * The terms of the sample's partner program, in one place: the generator pays by them, and an audit that recomputes
 * the payouts finds nothing but the planted faults.
 *
 * - **Level**: reviewed on 1 October and 1 April on the bookings of the four quarters before (every won deal in which
 *   the partner has any role, once, net of refunds, EUR at plan rates); a partner rises at once and falls at most one
 *   level a review.
 * - **Level rebate** (`rebate`): won deal that the partner fulfilled × the rate of the level in force on the close
 *   date, in the currency of the deal.
 * - **Volume rebate** (`rebate`): bookings that the partner fulfilled in a fiscal quarter, EUR at plan rates, at the
 *   rate of the band they reach, first-dollar; lower edges belong to the band.
 * - **Registration discount** (`discount`): amount of a won deal whose registration was approved, given on the invoice.
 * - **Cloud SPIFF** (`spiff`): lines of the Cloud Platform sold to new customers, Bronze and above on the close date.
 * - **Referral fee** and **co-sell fee** (`commission`): amount of a won deal, to the partner with that role.
 * - **Co-op** (`co-op`): bookings fulfilled in a quarter, Gold and above on its last day.
 * - **MDF** (`mdf`): requested, approved, run, proved, claimed, paid; never more than approved.
 * - **Certification reimbursement** (`other`): a fixed sum per certificate earned above foundation
 *   level, Silver and above on that day.
 *
 * Every amount is base × rate, rounded half up to the cent. A refund takes level rebate, SPIFF and fees back.
 */
export const LEVELS = ['Registered', 'Bronze', 'Silver', 'Gold', 'Platinum'] as const;
export type Level = (typeof LEVELS)[number];

/** Main program as the model names it; a second program shows that a partner can be in several. */
export const MAIN_PROGRAM = 'main';
export const PRACTICE_PROGRAM = 'Cloud Practice';

/** Bookings of four quarters in whole EUR from which a partner qualifies. */
export const THRESHOLDS: Readonly<Record<Level, number>> = {
  Registered: 0,
  Bronze: 40_000,
  Silver: 150_000,
  Gold: 500_000,
  Platinum: 1_500_000,
};

/** Certified people that the level asks for. */
export const CERTIFIED_PEOPLE: Readonly<Record<Level, number>> = {
  Registered: 0,
  Bronze: 1,
  Silver: 2,
  Gold: 3,
  Platinum: 8,
};

export const rank = (level: Level): number => LEVELS.indexOf(level);

export function levelFor(bookingsEuro: number): Level {
  let reached: Level = 'Registered';
  for (const level of LEVELS) if (bookingsEuro >= THRESHOLDS[level]) reached = level;
  return reached;
}

/** Rates in basis points. */
export const LEVEL_REBATE: Readonly<Record<Level, number>> = {
  Registered: 0,
  Bronze: 150,
  Silver: 250,
  Gold: 350,
  Platinum: 450,
};
export const VOLUME_BANDS: readonly { readonly from: number; readonly rate: number }[] = [
  { from: 50_000, rate: 50 },
  { from: 150_000, rate: 100 },
  { from: 400_000, rate: 150 },
];
export const REGISTRATION_DISCOUNT = 150;
export const CLOUD_SPIFF = 200;
export const REFERRAL_FEE = 500;
export const COSELL_FEE = 200;
export const CO_OP = 75;

/** The volume band that quarterly bookings reach, as an index into `VOLUME_BANDS`; −1 below the first. */
export function volumeBand(bookingsEuro: number): number {
  let reached = -1;
  for (let i = 0; i < VOLUME_BANDS.length; i++) if (bookingsEuro >= VOLUME_BANDS[i]!.from) reached = i;
  return reached;
}

/** MDF that a partner of a level may use in a fiscal year, whole EUR. */
export const FUND: Readonly<Record<Level, number>> = {
  Registered: 0,
  Bronze: 0,
  Silver: 6_000,
  Gold: 20_000,
  Platinum: 60_000,
};
/** A claim must come within this many days of the activity. */
export const CLAIM_DAYS = 60;

/** Days after the earning (after the claim for MDF) on which a payout is due. */
export const DUE_DAYS = {
  rebate: 45,
  mdf: 30,
  spiff: 30,
  commission: 30,
  'co-op': 45,
  discount: 0,
  other: 30,
} as const;
export type PayoutKind = keyof typeof DUE_DAYS;

/** Deal registration: days to decide, and days of protection from the decision. */
export const DECISION_DAYS = 5;
export const PROTECTION_DAYS = 90;

/** Certificates are valid for two years. The reimbursement is in whole EUR. */
export const VALIDITY_DAYS = 730;
export const CERTIFICATIONS = [
  { name: 'Sales Professional', level: 'Foundation', reimbursement: 0 },
  { name: 'Solution Architect', level: 'Associate', reimbursement: 280 },
  { name: 'Platform Engineer', level: 'Professional', reimbursement: 450 },
  { name: 'Response Analyst', level: 'Professional', reimbursement: 450 },
] as const;
