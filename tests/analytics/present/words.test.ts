import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS } from '../../../analytics/api/documents/query.ts';
import { type Address, formatAddress, NOWHERE, parseAddress } from '../../../analytics/present/address.ts';
import { formatDate, formatRange } from '../../../analytics/present/dates.ts';
import { countWords, filterWords, formatBytes, levelStripes } from '../../../analytics/present/labels.ts';

describe('dates', () => {
  it('are written with the year once', () => {
    expect(formatRange('2026-07-01', '2026-09-30', 'en-GB')).toBe('1 Jul – 30 Sep 2026');
    expect(formatRange('2025-10-01', '2026-09-30', 'en-GB')).toBe('1 Oct 2025 – 30 Sep 2026');
    expect(formatDate('2026-09-30', 'en-US')).toBe('Sep 30, 2026');
  });

  it('are not shifted by a time zone', () => {
    expect(formatDate('2026-01-01', 'en-GB')).toBe('1 Jan 2026');
  });
});

describe('labels', () => {
  it('name filters, counts and sizes', () => {
    const label = (dim: string) => dim[0]!.toUpperCase() + dim.slice(1);
    expect(filterWords({ dim: 'region', values: ['DACH'] }, label)).toBe('Region: DACH');
    expect(filterWords({ dim: 'region', values: [null], not: true }, label)).toBe('Region: not (none)');
    expect(filterWords({ dim: 'partner', values: ['a', 'b', 'c'] }, label)).toBe('Partner: 3 chosen');
    expect(countWords(1, 'registration')).toBe('1 registration');
    expect(countWords(1204, 'query')).toBe('1,204 queries');
    expect(formatBytes(566_000_000)).toBe('566 MB');
  });

  it('put the top of a ladder at four stripes', () => {
    const ladder = ['Registered', 'Bronze', 'Silver', 'Gold', 'Platinum'];
    expect(ladder.map((level) => levelStripes(level, ladder))).toEqual([0, 1, 2, 3, 4]);
    expect(levelStripes('Unknown', ladder)).toBe(0);
  });
});

describe('addresses', () => {
  const value = fc.option(fc.string({ minLength: 1 }), { nil: null });
  const where = fc.uniqueArray(
    fc.record({ dim: fc.constantFrom(...DIMENSIONS), values: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    { selector: (filter) => filter.dim, maxLength: 3 },
  );
  const id = fc.stringMatching(/^[a-z_]{1,12}$/);

  it('read back as they were written, whatever the values hold', () => {
    fc.assert(
      fc.property(
        fc.record({
          screen: id,
          item: fc.option(fc.string({ minLength: 1 }), { nil: null }),
          period: fc.option(fc.string({ minLength: 1 }), { nil: null }),
          compare: fc.constantFrom('prior' as const, 'year' as const, null),
          where,
          by: fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 3 }),
          metrics: fc.array(id, { maxLength: 4 }),
          sort: fc.option(fc.record({ key: id, descending: fc.boolean() }), { nil: null }),
          trace: fc.option(fc.record({ metric: id, at: where, period: fc.string({ minLength: 1 }) }), { nil: null }),
          extra: fc.dictionary(fc.stringMatching(/^tab[a-z]{1,5}$/), fc.string()),
        }),
        (drawn) => {
          const address: Address = { ...NOWHERE, ...drawn, extra: { ...drawn.extra } };
          expect(parseAddress(`#${formatAddress(address)}`)).toEqual(address);
        },
      ),
    );
  });

  it('survive parts nobody knows', () => {
    expect(parseAddress('#/overview?in.galaxy=1&compare=never&by=moon,region')).toEqual({
      ...NOWHERE,
      screen: 'overview',
      by: ['region'],
    });
  });
});
