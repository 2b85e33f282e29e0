import { describe, expect, it } from 'vitest';
import { bookingsByPartner, days, dealsInEuro, groupBy, median, sampleTables, sum } from './tables.ts';

const { table } = sampleTables();
const partners = table('partners');
const enrolled = partners.filter((partner) => partner.Status !== 'Terminated');
const deals = dealsInEuro(table);
const won = deals.filter((deal) => deal.Outcome === 'won');
const distinct = (header: string, records = partners) => new Set(records.map((record) => record[header])).size;

/** Won EUR of the fiscal quarter that starts on a month, for instance `2026-07`. */
function quarter(start: string): number {
  const [year, month] = start.split('-').map(Number);
  const end = month === 10 ? `${year! + 1}-01` : `${year}-${String(month! + 3).padStart(2, '0')}`;
  return sum(won.filter((deal) => deal['Close Date']! >= start && deal['Close Date']! < end).map((deal) => deal.euro));
}
const fiscalYear = (year: number): number =>
  quarter(`${year - 1}-10`) + quarter(`${year}-01`) + quarter(`${year}-04`) + quarter(`${year}-07`);

// Guards the promise of the sample: the size and the make-up that people are told to expect.
describe('counts', () => {
  it('has 420 enrolled partners and a few that left, in 5 levels, 6 regions and 30 countries', () => {
    expect(enrolled.length).toBe(420);
    expect(partners.length - enrolled.length).toBeLessThan(15);
    expect(distinct('Partner Level')).toBe(5);
    expect(distinct('Region')).toBe(6);
    expect(distinct('Country')).toBe(30);
    for (const level of ['Platinum', 'Gold', 'Silver', 'Bronze', 'Registered']) {
      expect(enrolled.filter((partner) => partner['Partner Level'] === level).length, level).toBeGreaterThan(9);
    }
  });

  it('has 12 products in 4 families', () => {
    expect(table('products').length).toBe(12);
    expect(distinct('Product Family', [...table('products')])).toBe(4);
  });

  it('has about 25,000 deals, many with several lines, and about 16,000 payouts of all kinds', () => {
    expect(Math.abs(deals.length - 25_000)).toBeLessThan(1_000);
    expect(table('deals').length).toBeGreaterThan(deals.length * 1.4);
    expect(Math.abs(table('payouts').length - 16_000)).toBeLessThan(800);
    const kinds = [...new Set(table('payouts').map((payout) => payout['Payout Kind']))].sort();
    expect(kinds).toEqual(['co-op', 'commission', 'discount', 'mdf', 'other', 'rebate', 'spiff']);
  });

  it('has certificates, activities, targets, funds, costs and rates', () => {
    for (const kind of ['certifications', 'activities', 'targets', 'funds', 'costs', 'rates', 'enrollments']) {
      expect(table(kind).length, kind).toBeGreaterThan(100);
    }
    expect(distinct('Activity Type', [...table('activities')])).toBe(10);
  });
});

describe('business', () => {
  it('books about 28 M EUR in the last quarter and grows about 8 % a year', () => {
    expect(quarter('2026-07')).toBeGreaterThan(25e6);
    expect(quarter('2026-07')).toBeLessThan(31e6);
    for (const year of [2025, 2026]) {
      const growth = fiscalYear(year) / fiscalYear(year - 1) - 1;
      expect(growth).toBeGreaterThan(0.05);
      expect(growth).toBeLessThan(0.12);
    }
  });

  it('is seasonal: October to December is the best quarter of every fiscal year', () => {
    for (const year of [2023, 2024, 2025]) {
      const others = [quarter(`${year + 1}-01`), quarter(`${year + 1}-04`), quarter(`${year + 1}-07`)];
      expect(quarter(`${year}-10`)).toBeGreaterThan(Math.max(...others));
    }
  });

  it('has a Pareto tail: a quarter of the enrolled partners makes about 80 %', () => {
    const totals = bookingsByPartner(deals, '2025-10-01', '2026-09-30');
    const sorted = enrolled.map((partner) => totals.get(partner['Partner ID']!) ?? 0).sort((a, b) => b - a);
    const share = sum(sorted.slice(0, 105)) / sum(sorted);
    expect(share).toBeGreaterThan(0.76);
    expect(share).toBeLessThan(0.86);
  });

  it('wins about a third, in 30 to 120 days', () => {
    const lost = deals.filter((deal) => deal.Outcome === 'lost').length;
    expect(won.length / (won.length + lost)).toBeGreaterThan(0.3);
    expect(won.length / (won.length + lost)).toBeLessThan(0.37);
    const cycles = won
      .filter((deal) => deal.Stage !== 'Credit Note' && deal['Created Date']! > '2023-10-02')
      .map((deal) => days(deal['Created Date']!, deal['Close Date']!))
      .sort((a, b) => a - b);
    expect(median(cycles)).toBeGreaterThan(45);
    expect(median(cycles)).toBeLessThan(90);
    expect(cycles[Math.floor(cycles.length * 0.05)]).toBeGreaterThan(25);
    expect(cycles[Math.floor(cycles.length * 0.95)]).toBeLessThan(130);
  });

  it('goes direct, over one and two tiers, over marketplaces and referrals', () => {
    const routes = groupBy(won, 'Route');
    expect([...routes.keys()].sort()).toEqual(['direct', 'marketplace', 'one-tier', 'referral', 'two-tier']);
    expect(routes.get('direct')!.every((deal) => deal['Partner ID'] === '')).toBe(true);
    expect(routes.get('two-tier')!.every((deal) => deal['Distributor ID'] !== '')).toBe(true);
    expect(
      won.filter((deal) => deal.Motion === 'renewal' && deal['Renewed Opportunity'] !== '').length,
    ).toBeGreaterThan(1_000);
  });

  it('wins registrations less often when they waited for their approval', () => {
    const decided = deals.filter((deal) => deal.Approved === 'true' && deal.Outcome !== 'open');
    const rate = (late: boolean): number => {
      const group = decided.filter((deal) => days(deal['Registered On']!, deal['Decided On']!) > 5 === late);
      return group.filter((deal) => deal.Outcome === 'won').length / group.length;
    };
    expect(rate(true)).toBeLessThan(rate(false) - 0.05);
  });
});
