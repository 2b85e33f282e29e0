import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelPair } from '../../analytics/api/channel.ts';
import { connect } from '../../analytics/api/client.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import { Engine } from '../../analytics/engine/engine.ts';
import { Service } from '../../analytics/service/service.ts';
import { exportsOf } from '../../samples/exports.ts';
import { generate } from '../../samples/generate.ts';
import { prepareSamples, WORKBOOK_FILE, WORKSPACE_FILE } from '../../samples/preparation.ts';
import { type Level, THRESHOLDS } from '../../samples/program.ts';
import { PROGRAM_IN_FORCE } from '../../samples/tierPrograms.ts';
import { writeXlsx } from '../../samples/xlsx.ts';
import { parse, type Record, sum } from './tables.ts';

let out: string;
let engine: Engine;
const read = new Map<string, Record[]>();

async function csv(kind: string): Promise<Record[]> {
  const known = read.get(kind) ?? parse(await readFile(join(out, 'csv', `${kind}.csv`), 'utf8'));
  read.set(kind, known);
  return known;
}

const TABLES = {
  partners: 'partner',
  products: 'product',
  payouts: 'payout',
  enrollments: 'enrollment',
  certifications: 'certification',
  targets: 'target',
  activities: 'activity',
  funds: 'fund',
  costs: 'program_cost',
  rates: 'fx_rate',
} as const;

describe('prepare', () => {
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'quarterdeck-samples-'));
    expect((await prepareSamples({ out })).made).toBe(true);
    engine = await Engine.open({ path: join(out, WORKSPACE_FILE), directory: out, temp: join(out, 'temp') });
  }, 300_000);

  afterAll(async () => {
    await engine?.close();
    await rm(out, { recursive: true, force: true });
  });

  const count = async (relation: string): Promise<number> => {
    const [row] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${relation}`);
    return Number(row!.n);
  };

  // Guards against a loader and a map that disagree: rows would be refused, merged or sent to another table.
  it('makes a workspace that holds every row of every file', async () => {
    for (const [kind, table] of Object.entries(TABLES)) {
      // Prospects are on the roster too.
      const more = kind === 'partners' ? (await csv('prospects')).length : 0;
      expect(await count(`net.${table}`), kind).toBe((await csv(kind)).length + more);
    }
    const lines = await csv('deals');
    expect(await count('net.deal')).toBe(new Set(lines.map((line) => line['Opportunity ID'])).size);
    expect(await count('net.deal_line')).toBe(lines.length);
    expect(await count('app.refused')).toBe(0);
    expect(await count('app.load WHERE rows_refused > 0')).toBe(0);
  });

  it('keeps every cent, date and flag of the deals', async () => {
    const lines = await csv('deals');
    const [stored] = await engine.rows<{
      lines: string;
      deals: string;
      open: number;
      approved: number;
      renewals: number;
    }>(
      `SELECT (SELECT sum(amount) FROM net.deal_line)::VARCHAR AS lines, sum(amount)::VARCHAR AS deals,
              count(*) FILTER (WHERE outcome = 'open' AND closed_on > DATE '2026-09-30') AS open,
              count(*) FILTER (WHERE approved) AS approved, count(renews_deal_id) AS renewals
       FROM net.deal`,
    );
    const total = (sum(lines.map((line) => Math.round(Number(line.Amount) * 100))) / 100).toFixed(4);
    const first = [...new Map(lines.map((line) => [line['Opportunity ID'], line])).values()];
    expect(stored).toEqual({
      lines: total,
      deals: total,
      open: first.filter((deal) => deal.Outcome === 'open').length,
      approved: first.filter((deal) => deal.Approved === 'true').length,
      renewals: first.filter((deal) => deal['Renewed Opportunity'] !== '').length,
    });
  });

  it('gives every partner column its role', async () => {
    const first = [...new Map((await csv('deals')).map((line) => [line['Opportunity ID'], line])).values()];
    const roles = await engine.rows<{ role: string; n: number }>(
      'SELECT role::VARCHAR AS role, count(*) AS n FROM net.deal_party GROUP BY 1 ORDER BY 1',
    );
    const filled = (header: string): number => first.filter((deal) => deal[header] !== '').length;
    expect(Object.fromEntries(roles.map(({ role, n }) => [role, Number(n)]))).toEqual({
      'co-sell': filled('Co-sell Partner ID'),
      distributor: filled('Distributor ID'),
      fulfilment: first.filter((deal) => deal['Partner Role'] === 'Fulfilment').length,
      influenced: filled('Influencing Partner ID'),
      referral: filled('Referral Partner ID') + first.filter((deal) => deal['Partner Role'] === 'Referral').length,
      sourced: filled('Sourcing Partner ID'),
    });
  });

  // Guards against exchange rates above 1 being taken for percents, which makes foreign bookings a hundredth.
  it('takes exchange rates as they are written', async () => {
    const [pound] = (await csv('rates')).filter(
      (rate) => rate['From Currency'] === 'GBP' && rate['Rate Type'] === 'plan',
    );
    const [stored] = await engine.rows<{ rate: string }>(
      "SELECT CAST(rate AS DECIMAL(18,6))::VARCHAR AS rate FROM net.fx_rate WHERE from_currency = 'GBP' AND kind = 'plan' ORDER BY on_date LIMIT 1",
    );
    expect(stored!.rate).toBe(pound!['Exchange Rate']);
  });

  it('reads percentages as chances and keeps columns that the model has no place for', async () => {
    const [chance] = await engine.rows<{ low: string; high: string }>(
      'SELECT min(probability)::DOUBLE::VARCHAR AS low, max(probability)::DOUBLE::VARCHAR AS high FROM net.deal',
    );
    expect(chance).toEqual({ low: '0.0', high: '1.0' });
    expect(await count("net.partner WHERE attributes LIKE '%Focus Industry%'")).toBe(await count('net.partner'));
  });

  it('writes the same rows as Parquet with types', async () => {
    const file = `read_parquet('${join(out, 'parquet', 'payouts.parquet')}')`;
    expect(await count(file)).toBe((await csv('payouts')).length);
    const [row] = await engine.rows<{ total: string; type: string }>(
      `SELECT sum("Payout Amount")::VARCHAR AS total, any_value(typeof("Earned On")) AS type FROM ${file}`,
    );
    const total = (
      sum((await csv('payouts')).map((payout) => Math.round(Number(payout['Payout Amount']) * 100))) / 100
    ).toFixed(2);
    expect(row).toEqual({ total, type: 'DATE' });
  });

  it('writes the same rows as a workbook with real numbers and dates', async () => {
    // The deals take seconds to read back; the small files go through the same writer.
    const small = exportsOf(generate()).filter(({ name }) => name === 'funds' || name === 'partners');
    const path = join(out, 'small.xlsx');
    await writeXlsx(small, path);
    const book = await new exceljs.Workbook().xlsx.readFile(path);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['partners', 'funds']);
    for (const kind of ['partners', 'funds'])
      expect(book.getWorksheet(kind)!.rowCount - 1).toBe((await csv(kind)).length);
    const [fund] = await csv('funds');
    const row = book.getWorksheet('funds')!.getRow(2);
    expect(row.getCell(4).value).toBe(Number(fund!.Allotted));
    expect((row.getCell(6).value as Date).toISOString().slice(0, 10)).toBe(fund!['Starts On']);
    expect((await stat(join(out, WORKBOOK_FILE))).size).toBeGreaterThan(5_000_000);
  });

  describe('opened by the product', () => {
    let service: Service;
    let api: AnalyticsApi;

    beforeAll(async () => {
      const copy = join(out, 'copy.quarterdeck');
      await copyFile(join(out, WORKSPACE_FILE), copy);
      service = new Service();
      const [near, far] = channelPair();
      service.connect(far);
      api = connect(near);
      await api.call('workspace.open', { path: copy });
    });
    afterAll(() => service.close());

    it('has the program in force, and a plan that starts from it', async () => {
      const [plan, inForce] = await api.call('tier.saved', {});
      expect(inForce).toMatchObject({ name: 'Tidewater Partner Program', kind: 'program', state: 'in force' });
      expect(plan).toMatchObject({ name: 'FY27 draft', kind: 'scenario', state: 'draft', baseline: inForce!.id });
      // Two thresholds of Gold, two of Platinum, the name and the date.
      expect(plan!.changes).toBe(4);
    });

    // Guards a matrix that is a diagonal, of which nothing can be learned: real networks have means without sales.
    it('has partners in every cell of performance × potential, and two of them by hand', async () => {
      const [saved] = await api.call('segment.saved', {});
      expect(saved).toMatchObject({ name: 'Performance × potential', inForce: true, history: 12 });
      const { segmentation } = await api.call('segment.open', { id: saved!.id });
      const document = { ...segmentation };
      const { segments, unplaced } = await api.call('segment.run', { segmentation: document, saved: saved!.id });
      expect(unplaced).toBeNull();
      expect(segments.map(({ cell }) => cell)).toHaveLength(9);
      for (const { id, partners } of segments) expect(partners, id).toBeGreaterThanOrEqual(10);
      const moves = await api.call('segment.moves', { id: saved!.id });
      expect(moves.map(({ segment, until }) => [segment, until])).toEqual([
        ['Core', null],
        ['Rising', '2027-09-30'],
      ]);
      const { rows } = await api.call('segment.members', { segmentation: document, saved: saved!.id, limit: 1_000 });
      for (const { partner, segment, reason, by } of moves)
        expect(rows.find((row) => row.partner === partner)).toMatchObject({ segment, moved: { reason, by } });
    });

    it('has prospects who count as nobody yet, scored by what is known of them', async () => {
      const { segmentation } = await api.call('segment.open', { id: (await api.call('segment.saved', {}))[0]!.id });
      const profile = 'matrix' in segmentation.by ? segmentation.by.matrix.y.profile! : null;
      const roster = await api.call('segment.prospects', { profile: profile! });
      expect(roster.prospects).toHaveLength((await csv('prospects')).length);
      expect(roster.prospects.map(({ coverage }) => coverage)).toEqual(roster.prospects.map(() => 0.5));
      const list = (await readFile(join(out, 'csv', 'prospects.csv'), 'utf8')).replaceAll(',', '\t');
      const pasted = await api.call('segment.prospects', { profile: profile!, list });
      expect(pasted.prospects.map(({ partner }) => partner)).not.toContain(null);
      expect(Math.max(...pasted.prospects.map(({ coverage }) => coverage))).toBe(1);
      expect(new Set(pasted.prospects.map(({ score }) => score)).size).toBeGreaterThan(30);
      const [enrolled] = await engine.rows<{ n: number }>(
        "SELECT count(*) AS n FROM net.partner WHERE agreement_start IS NULL AND status NOT IN ('Prospect', 'Applicant')",
      );
      expect(Number(enrolled!.n)).toBe(0);
    });

    // The levels of the files come from a review that the generator held on its own sums: held again by the program, from
    // the levels before it, it must leave every partner where the files have it.
    it('gives the levels that the review of April 2026 gave', async () => {
      const levels = PROGRAM_IN_FORCE.levels.map(({ id }) => ({
        id,
        ...(THRESHOLDS[id as Level] > 0 && {
          requirement: { metric: 'won_amount', window: 'trailing-4-quarters', value: THRESHOLDS[id as Level] },
        }),
      }));
      const { rows } = await api.call('tier.rows', {
        program: { ...PROGRAM_IN_FORCE, levels },
        asOf: '2026-03-31',
        run: 'review',
        against: { kind: 'in-force' },
        limit: 1_000,
      });
      const spans = (await csv('enrollments')).filter((span) => span.Program === 'main');
      const on = (partner: string, day: string) =>
        spans.find(
          (span) =>
            span['Partner ID'] === partner &&
            span['Effective From']! <= day &&
            (span['Effective To'] === '' || span['Effective To']! >= day),
        )?.Level;
      const reviewed = rows.filter(({ partner }) => on(partner, '2026-04-01') !== undefined);
      expect(reviewed.length).toBeGreaterThan(250);
      for (const { partner, from, to } of reviewed)
        expect([from, to], partner).toEqual([on(partner, '2026-03-31'), on(partner, '2026-04-01')]);
    });
  });

  it('does nothing the second time', async () => {
    const before = (await stat(join(out, WORKBOOK_FILE))).mtimeMs;
    expect((await prepareSamples({ out })).made).toBe(false);
    expect((await stat(join(out, WORKBOOK_FILE))).mtimeMs).toBe(before);
  });
});
