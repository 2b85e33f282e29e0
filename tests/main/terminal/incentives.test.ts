/** The incentives command on a small network: published examples to the cent, and what it says to plans that cannot be. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { incentiveScenario } from '../../../analytics/api/documents/incentiveCase.ts';
import { incentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import { PLANS } from '../../../analytics/incentives/store.ts';
import { planTemplates } from '../../../analytics/incentives/templates/index.ts';
import { promoteVersionCommand, saveVersionCommand } from '../../../analytics/workspace/versionCommands.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type Ended, terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');
/** The same network without a payout. */
const unpaid = folder.file('unpaid.quarterdeck');

/** Pricefx, “Stepped”: 5 % up to 10,000 and 10 % above, each part at its own rate. */
const BANDS = [
  { from: 0, rate: 0.05 },
  { from: 10_000, rate: 0.1 },
];
const SOURCE = { text: 'Published example', on: '2026-01-01' };
const plan = (rate: object, more: object = {}) => ({
  id: 'rebate',
  name: 'Stepped rebate',
  currency: 'EUR',
  source: SOURCE,
  lines: [{ id: 'base', label: 'Base rebate', kind: 'rebate', rate, ...more }],
});
const MARGINAL = plan({ bands: BANDS, how: 'marginal' });
const FIRST_DOLLAR = { ...plan({ bands: BANDS, how: 'retroactive' }), name: 'First-dollar rebate' };

function write(name: string, content: unknown): string {
  const path = folder.file(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const MARGINAL_FILE = write('marginal.json', MARGINAL);
const FIRST_DOLLAR_FILE = write('first.json', FIRST_DOLLAR);

beforeAll(async () => {
  const files = {
    partners: [
      'partner_id,partner_name,level,region,agreement_start',
      'P1,Adler,Silver,North,2020-01-01',
      'P2,Brandt,Gold,North,2020-01-01',
      'P3,Calder,Gold,South,2020-01-01',
      'P4,Dorn,Gold,South,2020-01-01',
    ],
    deals: [
      'deal_id,partner_id,outcome,amount,currency,closed_on',
      'D1,P1,won,2000.00,EUR,2026-01-15',
      'D2,P1,won,4000.00,EUR,2026-03-31',
      'D3,P2,won,8000.00,EUR,2026-02-01',
      'D4,P3,won,20000.00,EUR,2026-02-15',
      'D5,P4,open,500,EUR,',
      // Of the quarter before and the one after.
      'D6,P1,won,9999,EUR,2025-12-31',
      'D7,P1,won,9999,EUR,2026-06-01',
      '',
    ],
    payouts: [
      'payout_id,partner_id,program,kind,amount,currency,status,earned_on,paid_on,due_on',
      'O1,P1,Base rebate,rebate,300.00,EUR,paid,2026-03-31,2026-04-20,2026-04-30',
      'O2,P2,Base rebate,rebate,500.00,EUR,paid,2026-03-31,2026-04-20,2026-04-30',
      'O3,P2,Trip,other,70.00,EUR,paid,2026-03-31,2026-04-20,2026-04-30',
      '',
    ],
  };
  await load(workspace, files);
  const { payouts: _, ...others } = files;
  await load(unpaid, others);
});

async function load(into: string, files: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const argv = ['import', '-w', into];
  for (const [as, lines] of Object.entries(files)) {
    const columns = Object.fromEntries(lines[0]!.split(',').map((name) => [name, name]));
    argv.push(write(`${as}.csv`, lines.join('\n')), '--map', write(`${as}.map.json`, { as, columns }));
  }
  const { code, err } = await terminal(...argv);
  expect(code, err).toBe(0);
}

const incentives = (...more: string[]) => terminal('incentives', '-w', workspace, '--period', '2026-Q1', ...more);
async function json(...more: string[]): Promise<{ rows: Record<string, unknown>[]; total: Record<string, unknown> }> {
  const { code, out, err } = await incentives(...more, '--format', 'json');
  expect(code, err).toBe(0);
  const rows = JSON.parse(out) as Record<string, unknown>[];
  return { rows: rows.slice(0, -1), total: rows.at(-1)! };
}
const paid = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) => [row.partner, Number(row.payout_amount_before), Number(row.payout_amount)]);

describe('a plan beside what was paid', () => {
  it('one object per partner with money as text, and the total last', async () => {
    const { rows, total } = await json('--plan', MARGINAL_FILE);
    // 6,000 → 300; 8,000 → 400; 20,000 → 1,500.
    expect(paid(rows)).toEqual([
      ['P1', 300, 300],
      ['P2', 500, 400],
      ['P3', 0, 1_500],
      ['P4', 0, 0],
    ]);
    expect(rows[1]).toMatchObject({
      partner_name: 'Brandt',
      level: 'Gold',
      region: 'North',
      won_amount: '8000.0000',
      difference: '-100.0000',
    });
    for (const key of ['payout_amount', 'payout_amount_before', 'difference'])
      expect(rows[0]![key]).toMatch(/^\d+\.\d{4}$/);
    expect(rows[1]!.reason).toMatch(/\w/);
    expect(total).toMatchObject({
      total: true,
      payout_amount: '2200.0000',
      payout_amount_before: '800.0000',
      difference: '1400.0000',
      payees: 3,
      winners: 1,
      losers: 1,
      lines: [{ line: 'base', label: 'Base rebate', kind: 'rebate', before: '800.0000', after: '2200.0000' }],
      against: 'As paid',
      currency: 'EUR',
      kinds: ['rebate'],
      period: { from: '2026-01-01', to: '2026-03-31' },
    });
  });

  it('the same rows as CSV', async () => {
    const { out } = await incentives('--plan', MARGINAL_FILE, '--format', 'csv');
    const lines = out.trim().split('\r\n');
    expect(lines[0]).toMatch(
      /^partner,partner_name,level,won_amount,payout_amount_before,payout_amount,difference,reason/,
    );
    expect(lines).toHaveLength(5);
    expect(lines[2]).toMatch(/^P2,Brandt,Gold,8000\.0000,500\.0000,400\.0000,-100\.0000,/);
  });

  it('tables with the basis, the lines, winners and losers, and what it must bring', async () => {
    const { code, out } = await incentives('--plan', MARGINAL_FILE);
    expect(code).toBe(0);
    for (const part of [
      'Stepped rebate, version 1, against as paid',
      '1 Jan 2026 to 31 Mar 2026; 3 payees of 4 partners; rebate; EUR',
      'Base rebate',
      '1 gain +1,500.00, 1 lose −100.00',
      'Brandt',
      'Cost only: nobody is assumed to sell more',
    ])
      expect(out).toContain(part);
    expect(
      out
        .split('\n')
        .find((line) => line.startsWith('Total'))!
        .split(/\s+/)
        .slice(1),
    ).toEqual(['800.00', '2,200.00', '1,400.00']);
  });

  it('how much revenue a plan that saves may lose', async () => {
    const { out } = await incentives('--plan', write('little.json', plan({ flat: '0.001' })));
    expect(out).toMatch(/It saves more than it loses unless revenue falls by \d/);
    expect(out).not.toMatch(/lift of −/);
  });

  it('another plan as the baseline', async () => {
    const { rows, total } = await json('--plan', MARGINAL_FILE, '--against', FIRST_DOLLAR_FILE);
    expect(paid(rows)).toEqual([
      ['P1', 300, 300],
      ['P2', 400, 400],
      ['P3', 2_000, 1_500],
      ['P4', 0, 0],
    ]);
    expect(total).toMatchObject({ against: 'First-dollar rebate', losers: 1, winners: 0, difference: '-500.0000' });
  });

  it('plans together, some partners only', async () => {
    const spiff = { ...plan({ flat: 0.01 }), id: 'spiff', name: 'SPIFF' };
    const file = write('spiff.json', { ...spiff, lines: [{ ...spiff.lines[0], id: 'spiff', kind: 'spiff' }] });
    const { rows } = await json('--plan', MARGINAL_FILE, file, '--where', 'region=South');
    expect(paid(rows)).toEqual([
      ['P3', 0, 1_700],
      ['P4', 0, 0],
    ]);
    expect(await json('--plan', MARGINAL_FILE, '--plan', file, '--where', 'region=South')).toMatchObject({ rows });
  });

  it('pay by the levels that another program gives', async () => {
    const byLevel = write('levels.json', plan({ byLevel: { Gold: 0.1, Silver: 0 } }));
    expect(paid((await json('--plan', byLevel)).rows).map(([partner, , after]) => [partner, after])).toEqual([
      ['P1', 0],
      ['P2', 800],
      ['P3', 2_000],
      ['P4', 0],
    ]);
    const requirement = { metric: 'won_amount', window: 'trailing-12-months', value: 20_000 };
    const tiers = write('tiers.json', {
      id: 'main',
      name: 'Main',
      levels: [{ id: 'Silver' }, { id: 'Gold', requirement }],
    });
    const { rows } = await json('--plan', byLevel, '--tiers', tiers);
    // Adler sold 25,998 in twelve months, Brandt 8,000.
    expect(paid(rows).map(([partner, , after]) => [partner, after])).toEqual([
      ['P1', 600],
      ['P2', 0],
      ['P3', 2_000],
      ['P4', 0],
    ]);
  });

  it('brings what it is assumed to bring', async () => {
    const assumed = write('assumed.json', { response: { semiElasticity: '1', evidence: 'analogous' } });
    const { total } = await json('--plan', MARGINAL_FILE, '--assumptions', assumed);
    const worth = total.worth as Record<string, string>;
    expect(Number(worth.gross_lift)).toBeGreaterThan(0);
    expect(worth.evidence).toBe('assumed');
    expect((await incentives('--plan', MARGINAL_FILE, '--assumptions', assumed)).out).toMatch(
      /Brings [\d,]+ of revenue/,
    );
  });
});

describe('without a plan', () => {
  it('what was paid, of every kind', async () => {
    const { rows, total } = await json();
    expect(rows.map(({ partner, payout_amount }) => [partner, payout_amount])).toEqual([
      ['P1', '300.0000'],
      ['P2', '570.0000'],
      ['P3', '0.0000'],
      ['P4', '0.0000'],
    ]);
    expect(total).toMatchObject({ payout_amount: '870.0000', plans: [] });
    const { out } = await incentives();
    expect(out).toMatch(/^As paid\n/);
    expect(out).not.toMatch(/Difference|Worth|lose/);
  });
});

describe('an explanation', () => {
  it('steps that can be followed by hand, and the deals under them', async () => {
    const { rows, total } = await json('--plan', MARGINAL_FILE, '--explain', 'calder');
    expect(total).toMatchObject({ partner: 'P3', partner_name: 'Calder', payout_amount: '1500.0000' });
    const amounts = rows.flatMap(({ figures, amount }) => (amount === null ? [] : [`${figures} = ${Number(amount)}`]));
    expect(amounts.join('\n')).toMatch(/10,000\.00 × 5\.0\s% = 500/);
    expect(amounts.join('\n')).toMatch(/10,000\.00 × 10\.0\s% = 1000/);
    const [line] = total.lines as { periods: { rows: { deal: string }[] }[] }[];
    expect(line!.periods[0]!.rows.map(({ deal }) => deal)).toEqual(['D4']);
    const { out } = await incentives('--plan', MARGINAL_FILE, '--explain', 'P2');
    for (const part of ['Brandt (P2)', 'D3', 'O2', '400.00', '−100.00']) expect(out).toContain(part);
    // A base is in the payout’s own currency, which stands beside it.
    expect(out).toMatch(/Base\s+Currency\s+Rate\s+Amount, EUR/);
  });

  it('of nobody', async () => {
    const { code, out, err } = await incentives('--plan', MARGINAL_FILE, '--explain', 'Nobody Ltd');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Nobody Ltd');
  });
});

describe('a plan where what was paid is not known', () => {
  const COMPARED =
    /^(payout_amount_before|before|difference|reason|kept_whole_by|winners|losers|same|gained|growing_losers|worth|over_budget_before|below_zero|paid)$/;
  /** Every figure of the past under a name of it, wherever it stands. */
  function told(value: unknown, path: string): string[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, own]) => {
      const place = `${path}.${key}`;
      return [...(COMPARED.test(key) && own !== null ? [place] : []), ...told(own, place)];
    });
  }

  // Nothing loaded is not nothing paid, and a plan beside itself is no comparison: a program would take both for figures.
  it.each([
    ['paid', []],
    ['drawn', ['--draws', '200', '--budget', '1000']],
    ['explained', ['--explain', 'P1']],
  ])('has null for all that is compared with it, when it is %s', async (_, more) => {
    const argv = ['incentives', '-w', unpaid, '--period', '2026-Q1', '--plan', MARGINAL_FILE, ...more];
    const { out, err } = await terminal(...argv, '--format', 'json');
    const rows = JSON.parse(out) as Record<string, unknown>[];
    expect(rows.at(-1), err).toMatchObject({
      payout_amount_before: null,
      paid_unknown: expect.stringMatching(/not known/),
    });
    expect(Number(rows.at(-1)!.payout_amount)).toBeGreaterThan(0);
    expect(rows.flatMap((row, at) => told(row, String(at)))).toEqual([]);
  });
});

describe('a forecast', () => {
  const drawn = ['--plan', MARGINAL_FILE, '--draws', '200'];

  // The same seed must give the same figures, or nobody can repeat a forecast that was presented.
  it('is the same for the same seed, and another one for another', async () => {
    const first = await incentives(...drawn, '--seed', '5', '--format', 'json');
    expect(await incentives(...drawn, '--seed', '5', '--format', 'json')).toEqual(first);
    const { forecast } = JSON.parse(first.out).at(-1) as { forecast: Record<string, unknown> };
    expect(forecast).toMatchObject({ draws: 200, seed: 5 });
    const { p10, p50, p90 } = forecast.after as Record<'p10' | 'p50' | 'p90', string>;
    expect(Number(p10)).toBeLessThanOrEqual(Number(p50));
    expect(Number(p50)).toBeLessThanOrEqual(Number(p90));
    for (const row of JSON.parse(first.out).slice(0, -1)) expect(row).toHaveProperty('forecast_p90');
  });

  it('counts the draws that cost more than a budget, as a share', async () => {
    const { total } = await json(...drawn, '--budget', '0');
    expect(total.forecast).toMatchObject({ over_budget: 1 });
    const { out } = await incentives(...drawn, '--budget', '99999999');
    expect(out).toMatch(/Over the budget in 0\S*\s% of draws/);
  });

  // Else a band that is narrow because partners were drawn by themselves would pass for certainty.
  it('says who moves together, and takes how closely from the command line', async () => {
    const { total } = await json(...drawn, '--together', 'country:0.30');
    expect(total.forecast).toMatchObject({ together: { by: 'country' } });
    const { out, err } = await incentives(...drawn, '--together', 'region');
    const { total: usual } = await json(...drawn);
    const { sentence } = (usual.forecast as { together: { sentence: string } }).together;
    expect(out).toContain(sentence);
    expect(err).not.toContain(sentence);
    expect((await incentives('--plan', MARGINAL_FILE, '--together', 'region')).out).toContain('draws, seed');
  });
});

describe('the ledger', () => {
  it('is rolled forward by month, tied to the payouts', async () => {
    const { rows, total } = await json('--accrual');
    for (const row of rows) {
      const { opening, earned, true_up, paid, expired, clawback, closing } = row as Record<string, string>;
      const sum =
        Number(opening) + Number(earned) + Number(true_up) - Number(paid) - Number(expired) - Number(clawback);
      expect(sum, JSON.stringify(row)).toBeCloseTo(Number(closing), 4);
    }
    // Nothing was paid in the first quarter, and all of it in the second.
    expect(total).toMatchObject({ tie: [], withheld: null });
    const { out } = await terminal(
      'incentives',
      '-w',
      workspace,
      '--period',
      '2026-Q2',
      '--accrual',
      '--format',
      'json',
    );
    expect((JSON.parse(out) as object[]).at(-1)).toMatchObject({ tie: [{ currency: 'EUR', payouts: 3, tied: true }] });
    expect((await incentives('--accrual')).out).toContain('Closing');
  });

  it('is held against the plans in force, of which there are none yet', async () => {
    const { rows, total } = await json('--audit');
    expect([rows, total.findings, total.plans]).toEqual([[], 0, []]);
    expect((await incentives('--audit')).out).toContain('no plan is in force');
    expect((await terminal('incentives', '-w', workspace, '--list')).out).toContain('keeps no incentive plans yet');
  });
});

describe('the plans in force', () => {
  it('are paid, and compared with, without a file', async () => {
    const none = await incentives('--plan', 'in-force');
    expect([none.code, none.out]).toEqual([1, '']);
    expect(none.err).toContain('No plan is in force today.');
    const own = folder.file('own.quarterdeck');
    copyFileSync(workspace, own);
    const opened = await Workspace.open(own);
    const document = incentiveScenario.parse({ plan: FIRST_DOLLAR });
    const id = await opened.bus.execute(saveVersionCommand(PLANS, opened.now), { name: 'FY26', document });
    const decision = { approver: 'R. Vance', reason: 'Council', effectiveFrom: '2025-01-01' };
    await opened.bus.execute(promoteVersionCommand(PLANS, opened.now), { id, ...decision });
    await opened.close();
    const { rows, total } = await json('-w', own, '--plan', MARGINAL_FILE, '--against', 'in-force');
    expect(paid(rows).slice(1, 3)).toEqual([
      ['P2', 400, 400],
      ['P3', 2_000, 1_500],
    ]);
    expect(total.against).toBe('First-dollar rebate');
    expect((await terminal('incentives', '-w', own, '--list')).out).toMatch(/FY26 .*in force .*R\. Vance/);
    // 5 % of 8,000 is 400: Brandt was paid 100 too much, Calder nothing of 2,000.
    const audit = await json('-w', own, '--audit');
    expect(
      audit.rows.map(({ payout, partner, paid, right }) => [payout, partner, Number(paid), Number(right)]),
    ).toEqual(
      expect.arrayContaining([
        ['O2', 'P2', 500, 400],
        [null, 'P3', 0, 2_000],
      ]),
    );
    expect(audit.total).toMatchObject({ findings: 2, errors: 2, over: '100.0000', under: '2000.0000' });
  });
});

describe('a plan that cannot be', () => {
  function expectSentences({ code, out, err }: Ended, ...parts: string[]): void {
    expect(code, err).toBe(1);
    expect(out).toBe('');
    expect(err).not.toMatch(/Error:| {4}at |undefined|\[object/);
    for (const line of err.trim().split('\n')) expect(line).toMatch(/[.!?]( \([\w.]+\))?$/);
    for (const part of parts) expect(err).toContain(part);
  }
  const twice = MARGINAL.lines[0]!;

  const cases: readonly [string, unknown, string[]][] = [
    ['text that is not JSON', '{\n  "id": "rebate",,\n}', ['line 2, column 18']],
    ['a list', '[]', ['not an object']],
    ['nothing of a plan', {}, ['lines']],
    ['a rate that is nothing', plan({ flatt: 0.05 }), ['“flat”', 'lines.0.rate']],
    ['five hundred percent', plan({ flat: 50 }), ['0.05', 'lines.0.rate']],
    ['two lines of one name', { ...MARGINAL, lines: [twice, twice] }, ['base', 'lines.1']],
    ['bands that go down', plan({ bands: [...BANDS].reverse(), how: 'marginal' }), ['lines.0.rate.bands']],
    ['a line that comes off itself', plan({ flat: 0.05 }, { on: { less: ['base'] } }), ['lines.0.on.less']],
    ['a negative cap', plan({ flat: 0.05 }, { limits: { capPartner: -1 } }), ['lines.0.limits.capPartner']],
    ['a name that no message can carry', '{ "lines": { "__proto__": {} } }', ['__proto__']],
  ];

  it.each(cases)('%s', async (_, document, parts) => {
    const file = write('bad.json', document);
    expectSentences(await incentives('--plan', file), 'bad.json', ...parts);
    expectSentences(await incentives('--plan', MARGINAL_FILE, '--against', file), 'bad.json', ...parts);
    expectSentences(await incentives('--check', '--plan', file), 'bad.json', ...parts);
  });

  it('assumptions and tier programs that cannot be', async () => {
    const assumed = write('bad.json', { response: { elasticity: 'much' }, pullForward: { share: 2 } });
    expectSentences(
      await incentives('--plan', MARGINAL_FILE, '--assumptions', assumed),
      'bad.json',
      'response',
      'pullForward.share',
    );
    const tiers = write('bad.json', { id: 'main', name: 'Main', levels: [] });
    expectSentences(await incentives('--plan', MARGINAL_FILE, '--tiers', tiers), 'bad.json', 'levels');
  });

  it('files that are missing', async () => {
    const none = folder.file('none.json');
    for (const option of ['--plan', '--against', '--tiers', '--assumptions'])
      expectSentences(await incentives('--plan', MARGINAL_FILE, option, none), 'none.json');
  });

  it('a workspace that is missing', async () => {
    const { code, out } = await terminal('incentives', '-w', folder.file('none.quarterdeck'), '--plan', MARGINAL_FILE);
    expect([code, out]).toEqual([1, '']);
  });
});

describe('a check', () => {
  it('says each line in words, and what is advised', async () => {
    const sourceless = write('sourceless.json', { ...MARGINAL, source: undefined });
    const { code, out, err } = await incentives('--check', '--plan', MARGINAL_FILE, sourceless);
    expect(code, err).toBe(0);
    expect(out).toMatch(/marginal\.json: Stepped rebate, version 1, 1 line\n {2}Base rebate: .*10\s%/);
    expect(out).toMatch(/sourceless\.json: [^!]*! .*\(source\)/);
    const advice = JSON.parse((await incentives('--check', '--plan', sourceless, '--format', 'json')).out);
    expect(advice).toMatchObject([{ weight: 'advice', place: 'source' }]);
  });

  it('lists faults for programs, and fails', async () => {
    const file = write('bad.json', plan({ flat: 50 }));
    const { code, out } = await incentives('--check', '--plan', file, '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ file, weight: 'fault', place: expect.stringContaining('lines.0.rate') }]);
  });
});

// Guards against documentation that shows what is refused.
describe('docs/incentives.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/incentives.md'), 'utf8');

  it('shows a plan and assumptions that run', async () => {
    const [, example] = /```json\n(\{\n {2}"id": "rebates-2027"[\s\S]*?)```/.exec(page) ?? [];
    const [, assumed] = /```json\n(\{\n {2}"name": "Cautious"[\s\S]*?)```/.exec(page) ?? [];
    const files = [write('documented.json', example), '--assumptions', write('assumed.json', assumed)];
    const { total } = await json('--plan', ...files);
    expect(total.plans).toMatchObject([{ id: 'rebates-2027' }]);
  });

  it('names rates that a plan can have', async () => {
    const table = page.slice(page.indexOf('| `{ "flat"'));
    const rates = [...table.matchAll(/^\| `(\{ "[^`]*\})` \|/gm)].map(([, text]) => JSON.parse(text!) as object);
    expect(rates).toHaveLength(11);
    for (const rate of rates) {
      const document = plan(rate, 'perUnit' in rate ? { on: { base: 'quantity' } } : {});
      const { code, err } = await incentives('--check', '--plan', write('rate.json', document));
      expect(code, `${JSON.stringify(rate)}: ${err}`).toBe(0);
    }
  });
});

describe('templates', () => {
  it('are listed, and printed as plans that are whole', async () => {
    const list = await terminal('incentives', '--template');
    expect(list).toMatchObject({ code: 0, err: '' });
    for (const { id, plan } of planTemplates()) {
      expect(list.out).toContain(id);
      const printed = await terminal('incentives', '--template', id);
      expect(printed.code, printed.err).toBe(0);
      expect(incentivePlan.parse(JSON.parse(printed.out))).toEqual(plan);
    }
  });
});

describe('usage errors', () => {
  it.each([
    [['--where', 'planet=Mars']],
    [['--explain', ' ']],
    [['--draws', '10']],
    [['--draws', 'many']],
    [['--seed', '-1']],
    [['--budget', '1,000']],
    [['--together', 'planet']],
    [['--together', 'region:0.99']],
    [['--audit', '--together', 'region']],
    [['--audit', '--plan', MARGINAL_FILE]],
    [['--audit', '--accrual']],
    [['--explain', 'P1', '--draws', '200']],
    [['--against', 'as-paid', MARGINAL_FILE]],
    [['--check']],
    [['--format', 'xml']],
    [['--explode']],
  ])('%j end with code 2', async (argv) => {
    const { code, out, err } = await incentives(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it('without a workspace', async () => {
    const { code, out, err } = await terminal('incentives', '--plan', MARGINAL_FILE);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("required option '-w, --workspace <file>' not specified");
  });
});
