import { describe, expect, it } from 'vitest';
import { columnMap } from '../../analytics/api/documents/columnMap.ts';
import { mapOf } from '../../samples/csv.ts';
import { groupBy, type Record, sampleTables, sum } from './tables.ts';

const { table, stories, exports } = sampleTables();
const partnerIds = new Set(table('partners').map((partner) => partner['Partner ID']!));
const byDeal = groupBy(table('deals'), 'Opportunity ID');
const deals = [...byDeal.values()].map(([first]) => first!);

/** Whole cents of a decimal text. */
const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
const inHistory = (on: string): boolean => on >= '2023-10-01' && on <= '2026-09-30';

describe('keys', () => {
  it('are unique in every file', () => {
    const keys: { readonly [kind: string]: readonly string[] } = {
      partners: ['Partner ID'],
      products: ['Product ID'],
      deals: ['Opportunity ID', 'Line ID'],
      payouts: ['Payout ID'],
      enrollments: ['Partner ID', 'Program', 'Effective From'],
      certifications: ['Partner ID', 'Person', 'Certification', 'Earned On'],
      targets: ['Scope', 'Scope Value', 'Period Start', 'Metric'],
      activities: ['Activity ID'],
      funds: ['Fund ID'],
      costs: ['Period Start', 'Cost Category', 'Scope'],
      rates: ['Rate Date', 'From Currency', 'To Currency', 'Rate Type'],
    };
    for (const [kind, headers] of Object.entries(keys)) {
      const seen = new Set(table(kind).map((record) => headers.map((header) => record[header]).join('|')));
      expect(seen.size, kind).toBe(table(kind).length);
    }
  });

  it('lead somewhere: every partner, deal, line and product that is named exists', () => {
    const strangers = new Set(stories.unassignedDeals);
    const unknown = deals.filter((deal) => deal['Partner ID'] !== '' && !partnerIds.has(deal['Partner ID']!));
    expect(unknown.map((deal) => deal['Opportunity ID']).sort()).toEqual([...strangers].sort());
    for (const header of ['Sourcing', 'Influencing', 'Co-sell', 'Referral'].map((role) => `${role} Partner ID`)) {
      expect(
        deals.filter((deal) => deal[header] !== '' && !partnerIds.has(deal[header]!)),
        header,
      ).toEqual([]);
    }
    expect(deals.filter((deal) => deal['Distributor ID'] !== '' && !partnerIds.has(deal['Distributor ID']!))).toEqual(
      [],
    );
    for (const kind of ['payouts', 'enrollments', 'certifications', 'activities', 'funds']) {
      expect(
        table(kind).filter((record) => !partnerIds.has(record['Partner ID']!)),
        kind,
      ).toEqual([]);
    }
    for (const kind of ['payouts', 'activities']) {
      const lost = table(kind).filter(
        (record) => record['Opportunity ID'] !== '' && !byDeal.has(record['Opportunity ID']!),
      );
      expect(lost, kind).toEqual([]);
    }
    const lines = new Set(table('deals').map((line) => `${line['Opportunity ID']}|${line['Line ID']}`));
    const onLines = table('payouts').filter((payout) => payout['Line ID'] !== '');
    expect(onLines.length).toBeGreaterThan(500);
    expect(onLines.filter((payout) => !lines.has(`${payout['Opportunity ID']}|${payout['Line ID']}`))).toEqual([]);
    const products = new Set(table('products').map((product) => product['Product ID']!));
    expect(table('deals').filter((line) => !products.has(line['Product ID']!))).toEqual([]);
  });

  it('of renewals point at a won deal with a term', () => {
    for (const deal of deals.filter((one) => one['Renewed Opportunity'] !== '')) {
      const earlier = byDeal.get(deal['Renewed Opportunity']!)![0]!;
      expect(earlier.Outcome).toBe('won');
      expect(earlier['Term End']).not.toBe('');
      expect(earlier.Currency).toBe(deal.Currency);
    }
  });
});

describe('amounts', () => {
  // Guards against a deal whose total and lines disagree: the importer adds lines, people read the total.
  it('of lines add up to the deal, and units times price to the line', () => {
    const wrong = [...byDeal.values()].filter(
      (lines) => sum(lines.map((line) => cents(line.Amount))) !== cents(lines[0]!['Opportunity Total']),
    );
    expect(wrong).toEqual([]);
    const off = table('deals').filter(
      (line) => Number(line.Quantity) * cents(line['Unit Price']) !== cents(line.Amount),
    );
    expect(off).toEqual([]);
  });

  it('are positive, except on credit notes', () => {
    const negative = deals.filter((deal) => cents(deal['Opportunity Total']) <= 0);
    expect(negative.every((deal) => deal.Stage === 'Credit Note')).toBe(true);
    expect(negative.length).toBe(stories.refunds.length);
  });

  it('can all be converted: a plan and a dated rate is in force on every close date', () => {
    const first = new Map<string, string>();
    for (const rate of table('rates')) {
      const key = `${rate['From Currency']}|${rate['Rate Type']}`;
      if (!first.has(key) || rate['Rate Date']! < first.get(key)!) first.set(key, rate['Rate Date']!);
    }
    expect(new Set(deals.map((deal) => deal.Currency)).size).toBeGreaterThan(6);
    for (const deal of deals.filter((one) => one.Currency !== 'EUR')) {
      for (const kind of ['plan', 'dated']) {
        expect(first.get(`${deal.Currency}|${kind}`)! <= deal['Close Date']!, `${deal['Opportunity ID']} ${kind}`).toBe(
          true,
        );
      }
    }
  });
});

describe('dates', () => {
  const events: { readonly [kind: string]: readonly string[] } = {
    deals: ['Created Date', 'Registered On', 'Decided On'],
    payouts: ['Earned On', 'Claimed On', 'Paid On', 'Requested On', 'Approved On'],
    activities: ['Activity Date'],
    costs: ['Period Start', 'Period End'],
  };

  it('of what happened lie in the history; only open pipeline closes after it', () => {
    for (const [kind, headers] of Object.entries(events)) {
      for (const header of headers) {
        const outside = table(kind).filter((record) => record[header] !== '' && !inHistory(record[header]!));
        expect(outside.slice(0, 3), `${kind}, ${header}`).toEqual([]);
      }
    }
    for (const deal of deals) expect(inHistory(deal['Close Date']!)).toBe(deal.Outcome !== 'open');
    for (const certificate of table('certifications')) expect(certificate['Earned On']! <= '2026-09-30').toBe(true);
    for (const partner of table('partners')) expect(partner['Agreement Start']! <= '2026-09-30').toBe(true);
  });

  it('come in their order', () => {
    const ordered = (record: Record, ...headers: string[]): boolean => {
      const known = headers.map((header) => record[header]!).filter((on) => on !== '');
      return known.every((on, i) => i === 0 || known[i - 1]! <= on);
    };
    const check = (kind: string, ...headers: string[]) => {
      expect(
        table(kind)
          .filter((record) => !ordered(record, ...headers))
          .slice(0, 3),
        `${kind}: ${headers}`,
      ).toEqual([]);
    };
    check('deals', 'Created Date', 'Close Date');
    check('deals', 'Created Date', 'Registered On', 'Decided On', 'Expires On');
    check('deals', 'Close Date', 'Term Start', 'Term End');
    check('partners', 'Prospect On', 'Applied On', 'Agreement Start', 'Onboarded On');
    check('payouts', 'Earned On', 'Paid On');
    check('payouts', 'Requested On', 'Approved On', 'Claimed On', 'Paid On');
    check('certifications', 'Earned On', 'Expires On');
  });

  it('of levels follow one another without gap or overlap, and end with the level of the roster', () => {
    const spans = groupBy(
      table('enrollments').filter((span) => span.Program === 'main'),
      'Partner ID',
    );
    const level = new Map(table('partners').map((partner) => [partner['Partner ID']!, partner['Partner Level']]));
    expect(spans.size).toBe(partnerIds.size);
    for (const [partner, list] of spans) {
      list.slice(1).forEach((span, i) => {
        const gap = (Date.parse(span['Effective From']!) - Date.parse(list[i]!['Effective To']!)) / 86_400_000;
        expect(gap).toBe(1);
      });
      expect(list[list.length - 1]!.Level).toBe(level.get(partner));
    }
  });
});

describe('maps', () => {
  // Guards against a header that was renamed in the file and not in its map.
  it('are valid column maps that name headers of their file', () => {
    for (const one of exports) {
      const map = columnMap.parse(mapOf(one));
      const headers = one.columns.map(({ header }) => header);
      expect(map.as).toBe(one.kind);
      expect(Object.values(map.columns).filter((header) => !headers.includes(header))).toEqual([]);
      expect(new Set(headers).size).toBe(headers.length);
    }
  });
});
