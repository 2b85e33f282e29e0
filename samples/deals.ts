import type { Day } from './calendar.ts';
import type { Cents } from './money.ts';
import type { Country, Currency } from './places.ts';
import type { Product } from './products.ts';

export type Route = 'direct' | 'one-tier' | 'two-tier' | 'marketplace' | 'referral';
export type Motion = 'new' | 'expansion' | 'renewal';
export type Outcome = 'open' | 'won' | 'lost';

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  /** Years the price covers; 1 for appliances and services. */
  readonly years: number;
  unitPrice: Cents;
  readonly listAmount: Cents;
  amount: Cents;
  readonly cost: Cents;
}

export interface Registration {
  readonly on: Day;
  decidedOn: Day | null;
  approved: boolean | null;
  expiresOn: Day | null;
}

/** One opportunity or credit note while the network is made; ids are given last, in the order of creation. */
export interface Deal {
  id: string;
  customer: string;
  readonly country: Country;
  readonly currency: Currency;
  readonly route: Route;
  readonly motion: Motion;
  outcome: Outcome;
  readonly createdOn: Day;
  readonly closedOn: Day;
  registration: Registration | null;
  /** Value in EUR aimed at before it is cut into lines and units. */
  readonly size: number;
  readonly termYears: number;
  termStart: Day | null;
  termEnd: Day | null;
  renews: Deal | null;
  /** The deal that a credit note takes back. */
  readonly refunds: Deal | null;
  lines: Line[];
  /** The partner of the deal: fulfils it, or refers it on the referral route. Null for own sales. */
  partner: string | null;
  readonly partnerRole: 'Fulfilment' | 'Referral' | null;
  readonly creditShare: number | null;
  readonly sourcedBy: string | null;
  readonly influencedBy: string | null;
  readonly cosoldBy: string | null;
  readonly referredBy: string | null;
  readonly distributor: string | null;
}

export const amountOf = (deal: Deal): Cents => deal.lines.reduce((sum, line) => sum + line.amount, 0);

/** Partners of a deal in any role, each once. */
export function partiesOf(deal: Deal): string[] {
  const { partner, sourcedBy, influencedBy, cosoldBy, referredBy, distributor } = deal;
  const parties = [partner, sourcedBy, influencedBy, cosoldBy, referredBy, distributor];
  return [...new Set(parties.filter((party): party is string => party !== null))];
}

/** What the vendor still receives a year from the subscriptions of a deal. */
export function recurringOf(deal: Deal): Cents {
  return deal.lines.reduce((sum, line) => {
    return isSubscription(line) ? sum + Math.round(line.amount / line.years) : sum;
  }, 0);
}

export const isSubscription = (line: Line): boolean => line.product.category === 'Subscription';
export const hasSubscription = (deal: Deal): boolean => deal.lines.some(isSubscription);
