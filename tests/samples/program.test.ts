import { describe, expect, it } from 'vitest';
import { bookingsByPartner, dealsInEuro, groupBy, type Record, sampleTables } from './tables.ts';

/** The terms of samples/program.ts once more, written from its text and checked on the files alone. */
const { table, stories } = sampleTables();
const deals = dealsInEuro(table);
const won = deals.filter((deal) => deal.Outcome === 'won');
const spans = groupBy(
  table('enrollments').filter((span) => span.Program === 'main'),
  'Partner ID',
);
const LEVELS = ['Registered', 'Bronze', 'Silver', 'Gold', 'Platinum'];
const FROM = [0, 40_000, 150_000, 500_000, 1_500_000];

function levelOn(partner: string, on: string): number {
  const span = spans.get(partner)?.find((one) => {
    return one['Effective From']! <= on && (one['Effective To'] === '' || on <= one['Effective To']!);
  });
  return span === undefined ? -1 : LEVELS.indexOf(span.Level!);
}

describe('levels', () => {
  it.each([
    ['2024-10-01', '2023-10-01', '2024-09-30'],
    ['2025-04-01', '2024-04-01', '2025-03-31'],
    ['2025-10-01', '2024-10-01', '2025-09-30'],
    ['2026-04-01', '2025-04-01', '2026-03-31'],
  ])('follow the review of %s: up at once, down one step', (review, from, to) => {
    const bookings = bookingsByPartner(deals, from, to);
    const dayBefore = new Date(Date.parse(review) - 86_400_000).toISOString().slice(0, 10);
    let reviewed = 0;
    for (const partner of spans.keys()) {
      const before = levelOn(partner, dayBefore);
      const after = levelOn(partner, review);
      if (before < 0 || after < 0) continue;
      const amount = bookings.get(partner) ?? 0;
      const reached = FROM.filter((threshold) => amount >= threshold).length - 1;
      expect(after, `${partner}, ${amount}`).toBe(Math.max(reached, before - 1));
      reviewed++;
    }
    expect(reviewed).toBeGreaterThan(250);
  });

  it('change only at reviews', () => {
    const starts = new Set([...spans.values()].flatMap((list) => list.slice(1).map((span) => span['Effective From']!)));
    expect([...starts].sort()).toEqual(['2024-10-01', '2025-04-01', '2025-10-01', '2026-04-01']);
  });
});

describe('payouts', () => {
  const regular = won.filter(
    (deal) => deal.Stage !== 'Credit Note' && !stories.unassignedDeals.includes(deal['Opportunity ID']!),
  );
  const repeats = new Set(stories.paidTwice.map((story) => story.payout));
  /** With what was owed and never paid, as far as it is told of. */
  const paid = (program: string): string[] =>
    table('payouts')
      .filter((payout) => {
        return payout.Program === program && !repeats.has(payout['Payout ID']!) && Number(payout['Payout Amount']) > 0;
      })
      .map((payout) => `${payout['Opportunity ID']}/${payout['Line ID']}/${payout['Partner ID']}`)
      .concat(
        stories.notPaid.filter((story) => story.program === program).map((story) => `${story.deal}//${story.partner}`),
      )
      .sort();
  const key = (deal: Record, partner: string, line = ''): string => `${deal['Opportunity ID']}/${line}/${partner}`;
  const fulfilled = regular.filter((deal) => deal['Partner Role'] === 'Fulfilment');
  const level = (deal: Record): number => levelOn(deal['Partner ID']!, deal['Close Date']!);

  // Guards against an audit that would find payouts missing, or paid without a reason, that nobody planted.
  it('of the level rebate: every fulfilled deal at Bronze and above', () => {
    const due = fulfilled.filter((deal) => level(deal) >= 1).map((deal) => key(deal, deal['Partner ID']!));
    expect(paid('Level rebate')).toEqual(due.sort());
  });

  it('of the registration discount: every fulfilled deal with an approved registration', () => {
    const due = fulfilled.filter((deal) => deal.Approved === 'true').map((deal) => key(deal, deal['Partner ID']!));
    expect(paid('Registration discount')).toEqual(due.sort());
  });

  it('of the cloud SPIFF: every Cloud Platform line to a new customer at Bronze and above', () => {
    const byId = new Map(fulfilled.map((deal) => [deal['Opportunity ID']!, deal]));
    const due = table('deals').filter((line) => {
      const deal = byId.get(line['Opportunity ID']!);
      return (
        deal !== undefined && deal.Motion === 'new' && level(deal) >= 1 && line['Product Family'] === 'Cloud Platform'
      );
    });
    expect(paid('Cloud SPIFF')).toEqual(due.map((line) => key(line, line['Partner ID']!, line['Line ID'])).sort());
  });

  it('of the fees: every referral and every co-seller', () => {
    const referred = regular.flatMap((deal) => {
      const referrer = deal['Partner Role'] === 'Referral' ? deal['Partner ID']! : deal['Referral Partner ID']!;
      return referrer === '' ? [] : [key(deal, referrer)];
    });
    expect(paid('Referral fee')).toEqual(referred.sort());
    const cosold = regular.filter((deal) => deal['Co-sell Partner ID'] !== '');
    expect(paid('Co-sell fee')).toEqual(cosold.map((deal) => key(deal, deal['Co-sell Partner ID']!)).sort());
  });
});
