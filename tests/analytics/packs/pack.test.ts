import { describe, expect, it } from 'vitest';
import { packSpec } from '../../../analytics/api/documents/pack.ts';
import type { Cell } from '../../../analytics/api/results.ts';
import { buildPack } from '../../../analytics/packs/build.ts';
import { packFileName } from '../../../analytics/packs/fileName.ts';
import { previewOf } from '../../../analytics/packs/pages.ts';
import type { PackSource } from '../../../analytics/packs/source.ts';
import { columnOf, type TablePage } from '../../../analytics/packs/table.ts';
import { type InventedDeal, inventedSource, inventNetwork, money } from './inventedNetwork.ts';

const SPEC = packSpec.parse({ period: 'FY26-Q3', preparedFor: 'CRO' });
const network = inventNetwork(40);
const source = inventedSource(network);
const pack = await buildPack(source, SPEC);

const page = (id: string): TablePage => {
  const found = pack.tables.find((table) => table.id === id);
  if (!found) throw new Error(`No page ${id}`);
  return found;
};
const column = (table: TablePage, metric: string, part: Parameters<typeof columnOf>[2]): Cell[] => {
  const index = columnOf(table, metric, part);
  return table.rows.map((row) => row[index] ?? null);
};
const wonOf = (deals: readonly InventedDeal[], year: InventedDeal['year']): bigint =>
  deals.filter((deal) => deal.won && deal.year === year).reduce((sum, deal) => sum + deal.amount, 0n);

// Guards the promise that file and screen show the same figure to the cent.
describe('figures', () => {
  it('takes every headline from the query over the whole scope', () => {
    const bookings = pack.headlines.find(({ metric }) => metric.id === 'won_amount');
    expect(bookings?.actual).toBe(money(wonOf(network.deals, 'this')));
    expect(bookings?.prior).toBe(money(wonOf(network.deals, 'before')));
    expect(bookings?.difference).toBe(money(wonOf(network.deals, 'this') - wonOf(network.deals, 'before')));
  });

  it('shows each partner the deals it had a part in', () => {
    const partners = page('partner');
    const ids = columnCells(partners, 'partner');
    for (const { id } of network.partners.slice(0, 10)) {
      const own = network.deals.filter((deal) => deal.partners.includes(id));
      expect(column(partners, 'won_amount', 'actual')[ids.indexOf(id)]).toBe(money(wonOf(own, 'this')));
    }
  });

  it('says by how much the rows exceed the network, because partners share deals', () => {
    const partners = page('partner');
    const index = columnOf(partners, 'won_amount', 'actual');
    const shared = network.deals.reduce(
      (sum, deal) => sum + (deal.won && deal.year === 'this' ? deal.amount * BigInt(deal.partners.length - 1) : 0n),
      0n,
    );
    expect(shared).toBeGreaterThan(0n);
    expect(partners.overlap[index]).toBe(money(shared));
    expect(partners.columns[index]?.total).toBe('overlap');
  });

  it('adds up a table in which no deal is shared', () => {
    const products = page('product');
    const index = columnOf(products, 'won_amount', 'actual');
    expect(products.columns[index]?.total).toBe('sum');
    expect(products.overlap[index]).toBeNull();
  });

  it('never sums distinct counts nor averages ratios', () => {
    const levels = page('level');
    expect(levels.columns[columnOf(levels, 'active_partners', 'actual')]?.total).toBe('stated');
    expect(levels.columns[columnOf(levels, 'win_rate', 'actual')]?.total).toBe('computed');
  });

  it('compares a figure with zero as not applicable, never as infinite or zero', () => {
    const partners = page('partner');
    const prior = column(partners, 'won_amount', 'prior');
    const fresh = prior.findIndex((cell) => Number(cell) === 0);
    expect(fresh).toBeGreaterThanOrEqual(0);
    expect(column(partners, 'won_amount', 'change')[fresh]).toBeNull();
    expect(column(partners, 'won_amount', 'difference')[fresh]).not.toBeNull();
  });
});

function columnCells(table: TablePage, key: string): Cell[] {
  const index = table.columns.findIndex((one) => one.key === key);
  return table.rows.map((row) => row[index] ?? null);
}

describe('lists of the summary', () => {
  it('names partners only: deals without one are not a partner that grew', () => {
    const names = [...pack.largest, ...pack.grew, ...pack.shrank].map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names).not.toContain('(unassigned)');
    expect(page('partner').rows.map(([name]) => name)).toContain('(unassigned)');
  });

  it('ranks by the difference in money, both ways', () => {
    expect(pack.grew.map(({ difference }) => Number(difference))).toEqual(
      pack.grew.map(({ difference }) => Number(difference)).toSorted((a, b) => b - a),
    );
    expect(Number(pack.grew[0]?.difference)).toBeGreaterThan(0);
    expect(Number(pack.shrank[0]?.difference)).toBeLessThan(0);
  });

  it('leaves out what the data cannot answer and says so', () => {
    expect(pack.headlines.map(({ metric }) => metric.id)).not.toContain('gini');
  });
});

// Guards the light on the cover: a check that cannot fail is no check.
describe('checks', () => {
  const altered = (change: Partial<PackSource>): PackSource => ({ ...source, ...change });
  const failing = async (from: PackSource): Promise<string[]> =>
    (await buildPack(from, SPEC)).checks
      .filter(({ passed }) => !passed)
      .map(({ label, detail }) => `${label}: ${detail}`);

  it('all pass on consistent figures', async () => {
    expect(await failing(source)).toEqual([]);
  });

  it('notice a row that is missing', async () => {
    const failed = await failing(
      altered({
        async query(spec) {
          const answer = await source.query(spec);
          return spec.by?.[0] === 'family' ? { ...answer, rows: answer.rows.slice(1) } : answer;
        },
      }),
    );
    expect(failed.join('\n')).toMatch(
      /By product family adds up to the summary: Bookings \(closed-won\): −[\d,.]+ apart/,
    );
  });

  it('notice a cent', async () => {
    const failed = await failing(
      altered({
        async query(spec) {
          const answer = await source.query(spec);
          if (spec.by?.length) return answer;
          const { won_amount } = answer.total;
          return { ...answer, total: { ...answer.total, won_amount: (Number(won_amount) + 0.01).toFixed(4) } };
        },
      }),
    );
    expect(failed.length).toBeGreaterThan(0);
  });

  it('notice an overlap that shared deals do not explain', async () => {
    const failed = await failing(
      altered({
        async query(spec) {
          const answer = await source.query(spec);
          const { overlap } = answer.basis;
          return overlap
            ? { ...answer, basis: { ...answer.basis, overlap: { ...overlap, amount: '1.0000' } } }
            : answer;
        },
      }),
    );
    expect(failed.join('\n')).toContain('what is counted more than once');
  });

  it('notice amounts without a rate and records from nowhere', async () => {
    const failed = await failing(
      altered({
        async quality(scope) {
          const quality = await source.quality(scope);
          return {
            ...quality,
            loads: quality.loads.map((load) => ({ ...load, new: load.read + 1 })),
            missingRates: [{ currency: 'SEK', rows: 3, amount: '12.0000' }],
          };
        },
      }),
    );
    expect(failed.join('\n')).toContain('no rate for SEK');
    expect(failed.join('\n')).toContain('does not hold for deals.csv');
  });
});

describe('what is asked for', () => {
  it('is only what the chosen sections need, with the scope and the comparison', async () => {
    const asked = inventedSource(network);
    const spec = packSpec.parse({
      sections: ['cover', 'level'],
      compare: 'prior',
      where: [{ dim: 'region', values: ['DACH'] }],
    });
    const small = await buildPack(asked, spec);
    expect(asked.asked.map(({ by }) => by?.[0] ?? 'all')).toEqual(['all', 'level']);
    expect(asked.asked.every(({ compare, where }) => compare === 'prior' && where === spec.where)).toBe(true);
    expect(small.tables.map(({ id }) => id)).toEqual(['level']);
    expect(small.scope).toEqual(['Region: DACH']);
  });

  // Guards a pack of one country or product: it was refused for the metrics of the whole network.
  it('leaves out what has no figure under the filters, and says so', async () => {
    const asked = inventedSource(network);
    const spec = packSpec.parse({ where: [{ dim: 'category', values: ['Cloud'] }] });
    const filtered = await buildPack(asked, spec);
    const uncut = ['active_partners', 'enrolled_partners'];
    expect(asked.asked.flatMap(({ metrics }) => metrics).filter((id) => uncut.includes(id))).toEqual([]);
    expect(filtered.uncut.map(({ id }) => id).sort()).toEqual(uncut);
    expect(pack.uncut).toEqual([]);
  });

  it('stops between queries when the reader stops it', async () => {
    const stop = new AbortController();
    const steps: string[] = [];
    const building = buildPack(source, SPEC, {
      signal: stop.signal,
      onProgress: ({ stage }) => {
        steps.push(stage);
        if (steps.length === 2) stop.abort();
      },
    });
    await expect(building).rejects.toMatchObject({ code: 'cancelled' });
    expect(steps).toEqual(['Summary', 'By partner']);
  });
});

describe('the plain view', () => {
  const preview = previewOf(pack);

  it('has a page for every section, with the figures of the model', () => {
    expect(new Set(preview.pages.map(({ section }) => section))).toEqual(new Set(SPEC.sections));
    const partners = preview.pages.find(({ section }) => section === 'partner');
    expect(partners?.rows).toBe(page('partner').rows);
    expect(partners?.columns.map(({ label }) => label)).toEqual(page('partner').columns.map(({ label }) => label));
  });

  it('names the file after programme, period, cut and version, whatever the network is called', () => {
    expect(preview.fileName).toBe('Tidewater-Sons_program_FY26-Q3_2026-10-06_v41.xlsx');
    expect(packFileName({ ...pack, network: '../Ørsted: "A/B" \\ *?' })).toMatch(/^Ørsted-A-B_program_/);
  });
});
