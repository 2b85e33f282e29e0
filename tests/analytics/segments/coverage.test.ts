/**
 * Coverage worked out by hand. Guards against partners that are counted where they have left, certificates that have run out,
 * and a gap in the market that is drawn as a full cell.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { coverage } from '../../../analytics/segments/coverage.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf } from './desk.ts';
import { TINY } from './tinyNetwork.ts';

const certificate = (partner_id: string, certification: string, expires_on: string) => ({
  partner_id,
  person: 'Ada',
  certification,
  earned_on: '2025-01-01',
  expires_on,
});

let net: TestNetwork;
let desk: SegmentDesk;

function ask(more: object = {}, own = desk) {
  return coverage(own, METHODS['segment.coverage'].params.parse({ asOf: DAY, ...more }));
}

beforeAll(async () => {
  net = await testNetwork({
    ...TINY,
    certification: [
      certificate('A', 'Cloud Engineer', '2027-01-01'),
      certificate('B', 'Edge Engineer', '2026-01-01'),
      certificate('C', 'Sales', '2027-01-01'),
    ],
  });
  desk = await deskOf(net);
});
afterAll(() => net.close());

describe('coverage by country and family', () => {
  it('counts partners, valid certificates for it, those who sell it, and what they sold', async () => {
    const { countries, categories, cells } = await ask();
    expect(countries).toEqual(['Austria', 'Germany', 'Norway']);
    expect(categories).toEqual(['Cloud', 'Edge']);
    // Dogwood has left Germany and sold there within the year; d3 is shared by Austria and Norway.
    expect(cells).toEqual([
      [
        { partners: 1, certified: 0, transacting: 1, amount: '300.0000' },
        { partners: 1, certified: 0, transacting: 0, amount: '0.0000' },
      ],
      [
        { partners: 1, certified: 1, transacting: 2, amount: '1100.0000' },
        { partners: 1, certified: 0, transacting: 1, amount: '500.0000' },
      ],
      [
        { partners: 1, certified: 0, transacting: 1, amount: '500.0000' },
        { partners: 1, certified: 0, transacting: 0, amount: '0.0000' },
      ],
    ]);
  });

  it('money is what scorecards show', async () => {
    const { countries, categories, cells } = await ask({ by: 'category' });
    const { rows } = await runTable(desk.context, {
      metrics: ['won_amount', 'transacting_partners'],
      by: ['country', 'category'],
      where: [],
      period: '2025-10-01..2026-09-30',
    });
    for (const row of rows.filter(
      ({ country, category }) => countries.includes(String(country)) && category !== null,
    )) {
      const cell = cells[countries.indexOf(String(row.country))]![categories.indexOf(String(row.category))]!;
      expect([cell.amount, cell.transacting]).toEqual([row.won_amount, row.transacting_partners]);
    }
  });

  it('certificates that name no product count for all', async () => {
    const other = await testNetwork({ ...TINY, certification: [certificate('C', 'Sales', '2027-01-01')] });
    try {
      const { cells, basis } = await ask({}, await deskOf(other));
      expect(cells[2]!.map(({ certified }) => certified)).toEqual([1, 1]);
      expect(basis.notes[0]).toContain('No certificate names a product family');
    } finally {
      other.close();
    }
  });

  it('without certificates loaded, who is certified is not known, and not nobody', async () => {
    const other = await testNetwork(TINY);
    try {
      const { cells, basis } = await ask({}, await deskOf(other));
      expect(new Set(cells.flat().map(({ certified }) => certified))).toEqual(new Set([null]));
      expect(basis.notes).toEqual(['No certificates are loaded, so how many partners are certified is not known.']);
    } finally {
      other.close();
    }
  });

  it('an empty network has an empty table', async () => {
    const other = await testNetwork();
    try {
      expect(await ask({}, await deskOf(other))).toMatchObject({ countries: [], categories: [], cells: [] });
    } finally {
      other.close();
    }
  });
});
