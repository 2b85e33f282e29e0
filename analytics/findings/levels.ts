/** Levels that do not fit, and exceptions to them that are about to end. */
import { QuarterdeckError } from '../api/errors.ts';
import type { PlacementCheck } from '../api/tiers.ts';
import type { Piece } from '../metrics/definition.ts';
import { formatAddress } from '../present/address.ts';
import { checkPlacement } from '../tiers/placement.ts';
import { registeredExceptions } from '../tiers/store.ts';
import { type Ask, type Detector, type Draft, partnersInScope, sentence, strong, sumOf } from './ask.ts';

/** Days before its end from which an exception asks for a decision. */
const SOON_DAYS = 60;

const YEAR_BOOKINGS: Piece = {
  label: 'Bookings',
  unit: 'money',
  fact: 'deal',
  where: "f.outcome = 'won' AND f.closed_on > :asOf - 365",
  aggregate: 'sum',
  value: 'f.amount',
};

export const levels: Detector = async (ask) => {
  const [misplaced, ending] = await Promise.all([misplacedPartners(ask), endingExceptions(ask)]);
  return [...misplaced, ...ending];
};

/** Partners who bring what is usual for another level than theirs. */
async function misplacedPartners(ask: Ask): Promise<Draft[]> {
  const check = await placementOf(ask);
  if (!check || check.partners.length === 0) return [];
  const inScope = await partnersInScope(ask);
  const partners = check.partners.filter(({ partner }) => inScope.has(partner));
  if (partners.length === 0) return [];
  const above = partners.filter(({ direction }) => direction === 'above');
  const below = partners.filter(({ direction }) => direction === 'below');
  // Who brings less than the level is usual for enjoys benefits that others earn: that is the money in question first.
  const [inQuestion, whose] = below.length > 0 ? [below, 'lower'] : [above, 'higher'];
  return [
    {
      id: 'levels:placement',
      kind: 'Levels',
      words: sentence`${strong(`${partners.length} ${partners.length === 1 ? 'partner brings' : 'partners bring'}`)} the results of another level, ${strong(above.length)} of a higher, ${strong(below.length)} of a lower one`,
      amount: sumOf(inQuestion.map(({ amount }) => amount)),
      amountKind: `bookings of the ${whose}`,
      rows: { count: partners.length, noun: 'partner' },
      confidence: 2,
      confidenceWhy: `Results against the middle 80 % of each level in force, on ${ask.date(check.asOf)}; programs may ask for more than results.`,
      action: { label: 'Check placement', address: formatAddress({ screen: 'tiers', extra: { view: 'start' } }) },
    },
  ];
}

/** A network without levels or bookings has nothing to place; anything else that fails is a failure. */
async function placementOf({ question: { context, options } }: Ask): Promise<PlacementCheck | null> {
  try {
    return await checkPlacement(context, {}, options);
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError && thrown.code === 'bad-request') return null;
    throw thrown;
  }
}

/** Exceptions that end soon, with what their partners sold in the last year. */
async function endingExceptions(ask: Ask): Promise<Draft[]> {
  const today = new Date().toISOString().slice(0, 10);
  const registered = await registeredExceptions(ask.question.context.reader, today);
  const soon = registered.filter(({ enabled, daysLeft }) => enabled && daysLeft >= 0 && daysLeft <= SOON_DAYS);
  if (soon.length === 0) return [];
  const bookings = await ask.pieces<{ partner: string; bookings: string }>({ bookings: YEAR_BOOKINGS }, ['partner']);
  const inScope = await partnersInScope(ask);
  const ending = soon.filter(({ partner }) => inScope.has(partner));
  const partners = new Set(ending.map(({ partner }) => partner));
  const first = Math.min(...ending.map(({ daysLeft }) => daysLeft));
  if (ending.length === 0) return [];
  return [
    {
      id: 'levels:exceptions-ending',
      kind: 'Levels',
      words: sentence`${strong(`${ending.length} ${ending.length === 1 ? 'exception' : 'exceptions'}`)} to the tier rules end within ${strong(`${SOON_DAYS} days`)}, the first in ${first} days`,
      amount: sumOf(bookings.filter(({ partner }) => partners.has(partner)).map((row) => row.bookings)),
      amountKind: 'their bookings, 12 months',
      rows: { count: ending.length, noun: 'exception' },
      confidence: 3,
      confidenceWhy: 'The register of exceptions, by the last day of each.',
      action: { label: 'Decide on them', address: formatAddress({ screen: 'tiers', extra: { view: 'registers' } }) },
    },
  ];
}
