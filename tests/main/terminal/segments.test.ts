/** The segments command on a small network: who is where and why, what segments bring, who moved, and what it refuses. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { channelPair } from '../../../analytics/api/channel.ts';
import { connect } from '../../../analytics/api/client.ts';
import { partnerProfile, segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { AnalyticsApi } from '../../../analytics/api/methods.ts';
import { segmentationTemplates } from '../../../analytics/segments/templates/index.ts';
import { Service } from '../../../analytics/service/service.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type Ended, terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');

const YEAR = 'trailing-12-months';
const SOURCE = { text: 'Agreed with the channel council', on: '2026-01-01' };
/** Cut where nobody lies. */
const SIDES = {
  id: 'sides',
  name: 'Sides',
  source: SOURCE,
  by: {
    matrix: {
      x: { measure: { metric: 'won_amount', window: YEAR }, cut: { fixed: ['1000'] } },
      y: { measure: { metric: 'won_count', window: YEAR }, cut: { fixed: ['1.5'] } },
    },
    cells: {
      '0,0': { id: 'small', label: 'Small', advice: 'watch', meaning: 'They sell little. Look after them by mail.' },
      '1,0': { id: 'lucky', label: 'Lucky', advice: 'develop', meaning: 'One large deal. Help them to a second one.' },
      '0,1': { id: 'busy', label: 'Busy', advice: 'keep', meaning: 'Many small deals. Keep them content.' },
      '1,1': { id: 'star', label: 'Stars', advice: 'invest', meaning: 'They sell much and often. Invest.' },
    },
  },
};
const RULES = {
  id: 'size',
  name: 'Size',
  by: {
    rules: [{ id: 'large', label: 'Large', when: { metric: 'won_amount', window: YEAR, value: '1000' } }],
    otherwise: { id: 'small', label: 'Small' },
  },
};
const PROFILE = {
  id: 'fit',
  name: 'Fit',
  criteria: [{ id: 'deals', weight: 3, by: { metric: 'won_count', window: YEAR, from: '0', to: '4' } }],
};

function write(name: string, content: unknown): string {
  const path = folder.file(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const SIDES_FILE = write('sides.json', SIDES);
const PROFILE_FILE = write('fit.json', PROFILE);

beforeAll(async () => {
  const files = {
    partners: [
      'partner_id,partner_name,level,region,owner,agreement_start',
      'P1,Adler,Gold,North,Kim,2020-01-01',
      'P2,Brandt,Gold,North,Kim,2020-01-01',
      'P3,Calder,Silver,South,Lee,2020-01-01',
      'P4,Dorn,Silver,South,Lee,2020-01-01',
      'P5,Eibl,Silver,South,Lee,2020-01-01',
    ],
    deals: [
      'deal_id,partner_id,outcome,amount,currency,closed_on,product_id,family',
      'D1,P1,won,2000.50,EUR,2025-12-15,A,Cloud',
      'D2,P1,won,4000.00,EUR,2026-03-31,B,Backup',
      'D3,P2,won,8000.00,EUR,2026-02-01,A,Cloud',
      'D4,P3,won,100.00,EUR,2025-11-15,A,Cloud',
      'D5,P3,won,200.25,EUR,2026-02-15,B,Backup',
      'D6,P4,won,50.00,EUR,2026-01-10,A,Cloud',
      // Of the year before: Brandt sold little then.
      'D7,P2,won,70.00,EUR,2025-01-15,A,Cloud',
    ],
    payouts: [
      'payout_id,partner_id,program,kind,amount,currency,status,earned_on,paid_on',
      'O1,P1,Base rebate,rebate,300.00,EUR,paid,2026-03-31,2026-04-20',
      'O2,P3,Fund,MDF,20.00,EUR,paid,2026-03-31,2026-04-20',
    ],
  };
  const argv = ['import', '-w', workspace];
  for (const [as, lines] of Object.entries(files)) {
    const columns = Object.fromEntries(lines[0]!.split(',').map((name) => [name, name]));
    argv.push(write(`${as}.csv`, `${lines.join('\n')}\n`), '--map', write(`${as}.map.json`, { as, columns }));
  }
  const { code, err } = await terminal(...argv);
  expect(code, err).toBe(0);
});

/** What a screen would do. */
async function asked<T>(work: (api: AnalyticsApi) => Promise<T>, path = workspace): Promise<T> {
  const service = new Service({ home: folder.file('home') });
  const [near, far] = channelPair();
  service.connect(far);
  const api = connect(near);
  try {
    await api.call('workspace.open', { path });
    return await work(api);
  } finally {
    await service.close();
  }
}

const segments = (...more: string[]) => terminal('segments', '-w', workspace, '--as-of', '2026-03-31', ...more);
const sides = (...more: string[]) => segments('--document', SIDES_FILE, ...more);
type Rows = Record<string, unknown>[];
async function json(ended: Promise<Ended>): Promise<{ rows: Rows; total: Record<string, unknown> }> {
  const { code, out, err } = await ended;
  expect(code, err).toBe(0);
  const rows = JSON.parse(out) as Rows;
  return { rows: rows.slice(0, -1), total: rows.at(-1)! };
}
const placed = (rows: Rows) => rows.map(({ partner, segment }) => [partner, segment]);
const IN_SIDES = [
  ['P1', 'star'],
  ['P2', 'lucky'],
  ['P3', 'busy'],
  ['P4', 'small'],
  ['P5', 'small'],
];

describe('who is where', () => {
  it('one object a partner with its figures and why, and the segments in the total', async () => {
    const { rows, total } = await json(sides('--format', 'json'));
    expect(placed(rows)).toEqual(IN_SIDES);
    expect(rows[0]).toMatchObject({
      partner_name: 'Adler',
      segment_name: 'Stars',
      level: 'Gold',
      owner: 'Kim',
      won_amount: '6000.5000',
      won_count: 2,
      why: expect.stringMatching(/^bookings.*6\.00\s*k.*over the cut 1\.00\s*k; deals won/),
      moved_by: null,
    });
    expect(total).toMatchObject({
      total: true,
      partners: 5,
      won_amount: '14350.7500',
      unplaced: 0,
      method: 'matrix',
      as_of: '2026-03-31',
      currency: 'EUR',
      segmentation: { id: 'sides', name: 'Sides', version: 1 },
      x: { cuts: ['1000'] },
    });
    const sizes = total.segments as Rows;
    expect(sizes.map(({ segment, partners, won_amount }) => [segment, partners, won_amount])).toEqual([
      ['small', 2, '50.0000'],
      ['lucky', 1, '8000.0000'],
      ['busy', 1, '300.2500'],
      ['star', 1, '6000.5000'],
    ]);
    expect(sizes[3]).toMatchObject({ advice: 'invest', payout_amount: '300.0000', cell: [1, 1] });
  });

  it('the same rows as CSV', async () => {
    const lines = (await sides('--format', 'csv')).out.trim().split('\r\n');
    expect(lines[0]).toMatch(/^partner,partner_name,segment,segment_name,level,owner,won_amount,.*won_count,why/);
    expect(lines).toHaveLength(6);
    expect(lines[2]).toMatch(/^P2,Brandt,lucky,Lucky,Gold,Kim,8000\.0000,/);
  });

  it('tables with the basis, the sizes, the matrix, and what to do', async () => {
    const { code, out, err } = await sides();
    expect(code, err).toBe(0);
    for (const part of [
      'Sides, version 1, by a matrix\n31 Mar 2026; 5 partners; EUR, data version',
      'from 1.5',
      'Lucky: One large deal. Help them to a second one.',
    ])
      expect(out).toContain(part);
    expect(out).toMatch(/\nStars +invest +1 +20\.0\s% +6,000\.50 +300\.00 +6,000\.50 +2\n/);
    expect(out).toMatch(/\nfrom 1\.50 +Busy: 1, 300 +Stars: 1, 6\.00\sk\nunder 1\.50 +Small: 2/);
    expect(err).toBe('');
  });

  it('the members of one segment, of none, and of those not placed', async () => {
    const small = await json(sides('--members', 'small', '--format', 'json'));
    expect(placed(small.rows)).toEqual([
      ['P4', 'small'],
      ['P5', 'small'],
    ]);
    expect(small.total).toMatchObject({ partners: 2, won_amount: '50.0000' });
    expect((await sides('--members', 'Stars')).out).toMatch(/P1 +Adler +Stars +Gold +Kim +6,000\.50/);
    expect((await sides('--members', 'none')).out).toContain('Nobody is in this segment.');
    expect((await sides('--members')).out.trim().split('\n')).toHaveLength(5 + 5);
    const { code, err } = await sides('--members', 'starr');
    expect(code).toBe(1);
    expect(err).toMatch(/no segment “starr”. Did you mean “star”/);
  });

  it('chosen partners, by the cuts of all', async () => {
    const { rows } = await json(sides('--where', 'region=South', '--format', 'json'));
    expect(placed(rows)).toEqual(IN_SIDES.slice(2));
  });
});

describe('methods without a document', () => {
  it.each(['matrix', 'rfm', 'kmeans', 'rules'])('%s places everybody or says why not', async (method) => {
    const { rows, total } = await json(segments('--method', method, '--format', 'json'));
    expect(total.method).toBe(method);
    expect(rows).toHaveLength(5);
    const nobody = rows.filter(({ segment }) => segment === null);
    expect(nobody).toHaveLength(Number(total.unplaced));
    for (const { why } of rows) expect(why).toMatch(/\w/);
    if (nobody.length > 0) expect(total.unplaced_why).toMatch(/\.$/);
    expect((await segments('--method', method)).code).toBe(0);
  });

  it('RFM of few partners says that ranks are coarse', async () => {
    expect((await segments('--method', 'rfm')).err).toMatch(/Only 4 partners to rank/);
  });

  it('clusters of one seed are the same, in the number asked for', async () => {
    const clusters = () => segments('--method', 'kmeans', '--k', '3', '--seed', '11', '--format', 'json');
    const [one, other] = [await clusters(), await clusters()];
    expect(one.out).toBe(other.out);
    const { total } = await json(Promise.resolve(one));
    expect(total.clusters).toMatchObject({ k: 3, seed: 11 });
    expect((total.segments as Rows).map(({ segment }) => segment)).toHaveLength(3);
  });

  it('a document of another method', async () => {
    const { code, err } = await sides('--method', 'rfm');
    expect([code, err]).toEqual([2, '“Sides” segments by matrix, not by rfm. Leave --method out.\n']);
    const clusters = await sides('--k', '3');
    expect([clusters.code, clusters.out]).toEqual([2, '']);
    expect(clusters.err).toContain('--method kmeans');
  });
});

describe('what segments tell', () => {
  it('two beside each other', async () => {
    const { rows, total } = await json(sides('--compare', 'star,small', '--format', 'json'));
    expect(rows.find(({ key }) => key === 'won_count')).toMatchObject({ kind: 'mean', a: 2, b: 0.5 });
    expect(rows.filter(({ kind, key }) => kind === 'partners' && key === 'level')).toEqual([
      { kind: 'partners', key: 'level', label: 'Silver', a: 0, b: 2, apart: null },
      { kind: 'partners', key: 'level', label: 'Gold', a: 1, b: 0, apart: null },
    ]);
    expect(total).toMatchObject({ a: { segment: 'star', partners: 1 }, b: { segment: 'small', partners: 2 } });
    expect((await sides('--compare', 'STARS,small')).out).toMatch(/Stars +invest +1/);
  });

  it('who moved', async () => {
    const { rows, total } = await json(sides('--movement', '--format', 'json'));
    const quarters = total.quarters as { quarter: string; as_of: string; sizes: Record<string, number> }[];
    expect(quarters.at(-1)).toMatchObject({ as_of: '2026-03-31', sizes: { star: 1, lucky: 1, busy: 1, small: 2 } });
    for (const { sizes } of quarters) expect(Object.values(sizes).reduce((sum, size) => sum + size, 0)).toBe(5);
    expect(total.quarter).toBe(quarters.at(-1)!.quarter);
    const earlier = quarters.at(-2)!.quarter;
    const looked = await json(segments('--movement', '--quarter', earlier, '--format', 'json'));
    expect(looked.total.quarter).toBe(earlier);
    const last = rows.filter(({ as_of }) => as_of === '2026-03-31');
    expect(last.reduce((sum, { partners }) => sum + Number(partners), 0)).toBe(5);
    expect(last).toContainEqual(
      expect.objectContaining({ segment_before: 'small', segment: 'lucky', partners: 1, won_amount: '8000.0000' }),
    );
    type Quarter = { won_amount: Record<string, string>; overlap: string | null };
    const { won_amount: booked, overlap } = (total.quarters as Quarter[]).at(-1)!;
    expect([booked, overlap]).toMatchObject([{ star: '6000.5000', lucky: '8000.0000', small: '50.0000' }, null]);
    const { out } = await sides('--movement');
    expect(out).toMatch(/Bookings of the year[\s\S]+Lucky .* 8,000\.00\n/);
    expect(out).toMatch(/Brandt +P2 +Small +Lucky +8,000\.00 +\w/);
  });

  it('what they bring, to the cent of the scorecard', async () => {
    const { rows, total } = await json(sides('--returns', '--format', 'json'));
    expect(
      rows
        .slice(0, 4)
        .map(({ segment, won_amount, payout_rebate, payout_mdf }) => [segment, won_amount, payout_rebate, payout_mdf]),
    ).toEqual([
      ['small', '50.0000', '0.0000', '0.0000'],
      ['lucky', '8000.0000', '0.0000', '0.0000'],
      ['busy', '300.2500', '0.0000', '20.0000'],
      ['star', '6000.5000', '300.0000', '0.0000'],
    ]);
    const scorecard = await terminal(
      ...['scorecard', '-w', workspace, '--by', 'level', '--metrics', 'won_amount,payout_amount'],
      ...['--period', '2025-04-01..2026-03-31', '--format', 'json'],
    );
    const network = (JSON.parse(scorecard.out) as Rows).at(-1)!;
    expect([total.won_amount, total.spend]).toEqual([network.won_amount, network.payout_amount]);
    const partners = await json(sides('--returns', '--members', '--format', 'json'));
    expect(partners.rows.map(({ partner }) => partner).sort()).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
    // Nothing costs anything here: what is assumed is a share of the bookings, and said so.
    const assumed = await json(sides('--returns', '--assume-margin', '0.4', '--format', 'json'));
    expect([assumed.total.margin, assumed.total.margin_assumed]).toEqual(['5740.3000', '5740.3000']);
    expect((await sides('--returns', '--assume-margin', '40')).err).toContain('write a value between 0 and 1');
    const { out } = await sides('--returns');
    expect(out).toMatch(/Stars +1 +6,000\.50/);
    expect(out).toMatch(/Total +5 +14,350\.75/);
  });

  it('whether a profile holds, and how near prospects come to it', async () => {
    const { rows, total } = await json(segments('--fit', PROFILE_FILE, '--format', 'json'));
    expect(total).toMatchObject({ verdict: 'too little data', scored_on: '2025-03-31', profile: { id: 'fit' } });
    expect(rows).toHaveLength(5);
    expect((await segments('--fit', PROFILE_FILE)).out).toContain(String(total.sentence));
    expect((await segments('--method', 'matrix', '--fit')).code).toBe(0);
    const none = await sides('--fit');
    expect([none.code, none.err]).toEqual([2, '“Sides” scores nobody by a profile. Name a profile: --fit FILE.\n']);
    // Cells parted by tabs as on a clipboard, and by commas as in a file, where a quoted name may hold one.
    for (const list of ['name\tdeals\nFalk, Bo\t2\nGerst\t4\n', 'name,deals\r\n"Falk, Bo",2\r\nGerst,4\r\n']) {
      const file = write('list.csv', list);
      const prospects = await json(
        terminal('segments', '-w', workspace, '--fit', PROFILE_FILE, '--prospects', file, '--format', 'json'),
      );
      expect(prospects.rows.map(({ name, score }) => [name, score])).toEqual([
        ['Gerst', 100],
        ['Falk, Bo', 50],
      ]);
    }
  });
});

describe('the network, whatever its segments', () => {
  it('coverage sums to the scorecard by family', async () => {
    const { rows, total } = await json(segments('--coverage', '--format', 'json'));
    const sums = (product: string) =>
      rows.filter((row) => row.product === product).reduce((sum, row) => sum + Number(row.won_amount), 0);
    expect([sums('Cloud'), sums('Backup')]).toEqual([10_150.5, 4_200.25]);
    expect(total).toMatchObject({ products: ['Cloud', 'Backup'], population: 5, as_of: '2026-03-31' });
    expect((await segments('--coverage', 'category')).out).toContain('Transacting');
  });

  it('capacity for a plan, by region', async () => {
    const { rows, total } = await json(segments('--capacity', '--plan', '20000', '--format', 'json'));
    const byRegion = Object.fromEntries(rows.map((row) => [row.value, row]));
    expect([byRegion.North!.expected, byRegion.South!.expected]).toEqual(['14000.5000', '350.2500']);
    const sum = (key: string) => rows.reduce((whole, row) => whole + Number(row[key]), 0);
    expect(sum('plan')).toBeCloseTo(20_000, 3);
    expect(sum('gap')).toBeCloseTo(20_000 - 14_350.75, 3);
    for (const { activate_low, activate, activate_high, sentence } of rows) {
      expect(Number(activate_low)).toBeLessThanOrEqual(Number(activate));
      expect(Number(activate)).toBeLessThanOrEqual(Number(activate_high));
      expect(sentence).toMatch(/\.$/);
    }
    expect(total.period).toMatch(/\w/);
    expect((await segments('--capacity', 'country', '--plan', '20000')).out).toContain('or recruit');
  });

  it('white space, every row with why', async () => {
    const { rows, total } = await json(segments('--whitespace', '--format', 'json'));
    expect(total.rows).toBe(rows.length);
    expect(rows.reduce((sum, { gap }) => sum + Number(gap), 0)).toBeCloseTo(Number(total.gap), 4);
    for (const { why } of rows) expect(why).toMatch(/\w/);
    expect((await segments('--whitespace', 'category')).out).toContain('a potential, not a forecast');
  });
});

describe('what if', () => {
  const amounts = (rows: Rows) => Object.fromEntries(rows.map((row) => [row.metric, [row.before, row.after]]));

  it('the weakest leave: bookings go with them but for what others keep', async () => {
    const weakest = ['--prune', '1', '--in', 'Busy', '--spare', '0'];
    const { rows, total } = await json(sides(...weakest, '--format', 'json'));
    expect(amounts(rows)).toMatchObject({
      won_amount: ['14350.7500', '14050.5000'],
      payout_amount: ['320.0000', '300.0000'],
      enrolled_partners: [5, 4],
    });
    expect(total).toMatchObject({
      partners: 1,
      evidence: expect.stringContaining('Assumed: nobody keeps any of their sales.'),
    });
    const kept = await json(sides(...weakest, '--kept', '0.2..0.5..1', '--format', 'json'));
    expect(kept.rows.find(({ metric }) => metric === 'won_amount')).toMatchObject({
      after: '14200.6250',
      low: '14110.5500',
      high: '14350.7500',
    });
    const partners = await json(sides(...weakest, '--members', '--format', 'json'));
    expect(partners.rows).toMatchObject([{ partner: 'P3', won_amount_before: '300.2500', won_amount_after: '0.0000' }]);
    const byCount = await json(sides('--prune', '2', '--weakest-by', 'won_count', '--members', '--format', 'json'));
    expect(byCount.rows.map(({ partner }) => partner).sort()).toEqual(['P4', 'P5']);
    const { out } = await sides(...weakest);
    expect(out).toMatch(/Bookings \(closed-won\) +14,350\.75 +14,050\.50 +−300\.25 +–/);
    // Every change has its sign and the digits of its unit, whether or not it reads as a bare number.
    expect(out).toMatch(/Payouts +320\.00 +300\.00 +−20\.00 +–/);
    expect(out).toMatch(/Gini coefficient +0\.\d+ +0\.\d+ +[+−]0\.\d/);
    expect(out).toMatch(/P3 +Calder +300\.25 +0\.00 +Bookings/);
  });

  it('spend moves: what it loses and wins is as assumed, within the range', async () => {
    const shift = ['--shift', 'Stars:lucky:100', '--response', '1:2..3..4'];
    const { rows, total } = await json(sides(...shift, '--format', 'json'));
    // 100 lost where it is taken, 200 to 400 won where it is given; what is paid stays the same.
    expect(rows.find(({ metric }) => metric === 'won_amount')).toMatchObject({
      before: '14350.7500',
      after: '14550.7500',
      low: '14450.7500',
      high: '14650.7500',
    });
    expect(amounts(rows).payout_amount).toEqual(['320.0000', '320.0000']);
    expect(total.sentence).toMatch(/spend moves from Stars to Lucky/);
    const csv = (await sides(...shift, '--format', 'csv')).out.trim().split('\r\n');
    expect(csv[0]).toBe('metric,metric_name,unit,before,after,low,high');
    expect(csv[1]).toBe('won_amount,Bookings (closed-won),money,14350.7500,14550.7500,14450.7500,14650.7500');
    const much = await sides('--shift', 'star:lucky:1000', '--response', '1:1');
    expect([much.code, much.out]).toEqual([2, '']);
    expect(much.err).toContain('Stars cannot give');
  });

  it('growth needs peers', async () => {
    const { code, err } = await sides('--grow', '2', '--in', 'small');
    expect(code).toBe(2);
    expect(err).toMatch(/Nobody of Small is below the median of peers.*Choose another segment\.\n$/);
  });

  it.each([
    ['a term without its question', ['--kept', '0.2'], "'--kept <share>' needs '--prune <n>'"],
    ['a term of another question', ['--grow', '2', '--kept', '0.2'], "needs '--prune <n>'"],
    ['a question without its term', ['--shift', 'a:b:5'], "needs '--response <lost:won>'"],
    ['two questions', ['--grow', '2', '--movement'], 'cannot be used with'],
    ['a share that is none', ['--prune', '2', '--kept', 'half'], 'write one figure such as 0.2'],
    ['a range downwards', ['--prune', '2', '--kept', '0.4..0.2..0.1'], 'Write the range upwards'],
    ['spend without an amount', ['--shift', 'a:b', '--response', '1:1'], 'such as Tail:Rising:100000'],
    ['one segment of many', ['--prune', '2', '--members', 'star'], 'leave the segment out'],
    ['peers of nothing', ['--whitespace', '--peers', 'type,planet'], 'Partners have no “planet”'],
    ['a margin of nothing', ['--movement', '--assume-margin', '0.3'], "needs '--returns' or '--prune <n>'"],
    ['ramp without capacity', ['--ramp', '3'], "needs '--capacity [by]'"],
  ])('refuses %s', async (_, options, sentence) => {
    const { code, out, err } = await segments(...options);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });

  it('names a segment that it does not know', async () => {
    const { code, err } = await sides('--prune', '1', '--in', 'starr');
    expect([code, err]).toEqual([1, 'There is no segment “starr”. Did you mean “Stars”?\n']);
  });
});

describe('what is changed', () => {
  const kept = folder.file('kept.quarterdeck');
  const work = (...more: string[]) => terminal('segments', '-w', kept, ...more);
  const list = async (...more: string[]) => {
    const { code, out, err } = await work(...more, '--format', 'json');
    expect(code, err).toBe(0);
    return JSON.parse(out) as Rows;
  };
  const inForce = async () =>
    Object.fromEntries((await json(work('--format', 'json'))).rows.map(({ partner, segment }) => [partner, segment]));
  const undo = () => asked((api) => api.call('history.undo', {}), kept);

  beforeAll(() => copyFileSync(workspace, kept));

  it('a segmentation is saved, saved again and put in force, and undo takes each back', async () => {
    expect(await list('--document', SIDES_FILE, '--save', 'Plan FY26')).toMatchObject([
      { name: 'Plan FY26', method: 'matrix', version: 1, in_force: false },
    ]);
    const again = await work('--document', write('size.json', RULES), '--save', 'plan fy26', '--assign');
    expect(again.code, again.err).toBe(0);
    expect(again.err).toContain('is in force');
    expect(await list('--list')).toMatchObject([{ method: 'rules', version: 2, in_force: true }]);
    expect(await inForce()).toMatchObject({ P1: 'large', P3: 'small' });
    await undo();
    expect(await list('--list')).toMatchObject([{ version: 2, in_force: false }]);
    await undo();
    expect(await list('--list')).toMatchObject([{ method: 'matrix', version: 1 }]);
    expect(await list('--saved', 'Plan FY26', '--assign')).toMatchObject([{ version: 1, in_force: true }]);
    expect(await inForce()).toEqual(Object.fromEntries(IN_SIDES));
  });

  it('partners are moved by hand, listed, and taken back', async () => {
    const moved = ['--move', 'dorn', '--move', 'P3', '--to', 'Stars', '--reason', 'Strategic account'];
    const moves = await list(...moved, '--decided-by', 'R. Vance', '--until', '2027-03-31');
    expect(moves.map(({ partner, segment, until }) => [partner, segment, until])).toEqual([
      ['P3', 'star', '2027-03-31'],
      ['P4', 'star', '2027-03-31'],
    ]);
    expect(await list('--moves')).toEqual(moves);
    expect(await inForce()).toMatchObject({ P3: 'star', P4: 'star' });
    expect((await work('--moves')).out).toMatch(
      /P4 +Dorn +star +31 Mar 2026 +31 Mar 2027 +R\. Vance +Strategic account/,
    );
    expect((await work('--export')).out).toMatch(/\r\nStars,invest,P3,Calder,.*R\. Vance: Strategic account/);
    expect(await list('--take-back', String(moves[0]!.id))).toMatchObject([{ partner: 'P3' }]);
    expect(await inForce()).toMatchObject({ P3: 'busy', P4: 'star' });
    await undo();
    await undo();
    expect(await list('--moves')).toEqual([]);
  });

  it.each([
    [
      'nobody',
      ['--move', 'Braundt', '--to', 'star', '--reason', 'x'],
      1,
      'no enrolled partner “Braundt”. Did you mean “Brandt”?',
    ],
    ['nowhere', ['--move', 'P3', '--to', 'Sun', '--reason', 'x'], 1, 'There is no segment “Sun”.'],
    ['without a reason', ['--move', 'P3', '--to', 'star'], 2, "needs '--reason <text>'"],
    [
      'to end before it begins',
      ['--move', 'P3', '--to', 'star', '--reason', 'x', '--until', '2020-01-01'],
      2,
      'before it begins',
    ],
    ['what was never moved', ['--take-back', '4711'], 1, 'There is no move 4711'],
    ['in force what is not kept', ['--method', 'rfm', '--assign'], 2, 'Save it as well: --save NAME --assign.'],
  ])('does not put %s', async (_, options, code, sentence) => {
    const before = await list('--list');
    const ended = await work(...options);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(sentence);
    expect([await list('--list'), await list('--moves')]).toEqual([before, []]);
  });
});

describe('what the workspace keeps', () => {
  it('nothing yet', async () => {
    expect((await segments('--list')).out).toBe(
      'The workspace keeps no segmentations yet. Save one with --save NAME, or on the Segments screen.\n',
    );
    for (const saved of ['Sides', 'in-force']) {
      const { code, err } = await segments('--saved', saved);
      expect(code, err).toBe(1);
      expect(err).toMatch(
        saved === 'Sides' ? /no segmentations yet. Save one with --save NAME/ : /in force with --assign/,
      );
    }
  });

  it('one in force: a dimension of every scorecard, and what is asked when nothing else is', async () => {
    const scorecard = (...more: string[]) =>
      json(
        terminal(
          ...['scorecard', '-w', workspace, '--metrics', 'won_amount,won_count', '--period', '2026-Q1'],
          ...[...more, '--format', 'json'],
        ),
      );
    expect((await scorecard('--by', 'segment')).rows.map(({ segment }) => segment)).toEqual([null]);
    const id = await asked(async (api) => {
      const { id } = await api.call('segment.save', { name: 'FY26 sides', segmentation: SIDES });
      await api.call('segment.save', { name: 'Size', segmentation: RULES });
      await api.call('segment.assign', { id });
      return id;
    });
    const bySegment = await scorecard('--by', 'segment');
    const amounts = () =>
      Object.fromEntries(bySegment.rows.map((row) => [row.segment, [row.segment_name, row.won_amount]]));
    expect(amounts()).toEqual({
      lucky: ['Lucky', '8000.0000'],
      star: ['Stars', '4000.0000'],
      busy: ['Busy', '200.2500'],
      small: ['Small', '50.0000'],
    });
    expect(bySegment.total.won_amount).toBe('12250.2500');
    const stars = await scorecard('--by', 'partner', '--where', 'segment=star|lucky');
    expect(stars.rows.map(({ partner }) => partner).sort()).toEqual(['P1', 'P2']);
    expect((await scorecard('--by', 'partner', '--where', 'segment!=star|lucky')).total.won_amount).toBe('250.2500');

    const move = { id, partners: ['P4'], segment: 'star', reason: 'Strategic account', by: 'R. Vance' };
    await asked((api) => api.call('segment.move', move));
    expect((await scorecard('--by', 'segment', '--where', 'segment=star')).total.won_amount).toBe('4050.0000');
    const inForce = await json(segments('--format', 'json'));
    expect(inForce.total).toMatchObject({ segmentation: { id: 'sides' } });
    expect(inForce.rows.find(({ partner }) => partner === 'P4')).toMatchObject({
      segment: 'star',
      moved_by: 'R. Vance',
      moved_reason: 'Strategic account',
    });
    for (const saved of ['FY26 sides', 'fy26 SIDES', String(id), 'in-force'])
      expect((await json(segments('--saved', saved, '--format', 'json'))).rows, saved).toEqual(inForce.rows);
    expect(placed((await json(sides('--format', 'json'))).rows)).toEqual(IN_SIDES);
    const chosen = await json(sides('--where', 'segment=star', '--format', 'json'));
    expect(chosen.rows.map(({ partner }) => partner)).toEqual(['P1', 'P4']);
    const list = JSON.parse((await segments('--list', '--format', 'json')).out) as Rows;
    expect(list.map(({ name, method, in_force }) => [name, method, in_force])).toEqual([
      ['Size', 'rules', false],
      ['FY26 sides', 'matrix', true],
    ]);
    const missing = await segments('--saved', 'FY26 side');
    expect(missing.err).toContain('Did you mean “FY26 sides”?');
  });
});

describe('a segmentation that cannot be', () => {
  function expectSentences({ code, out, err }: Ended, ...parts: string[]): void {
    expect(code, err).toBe(1);
    expect(out).toBe('');
    expect(err).not.toMatch(/Error:| {4}at |undefined|\[object/);
    for (const line of err.trim().split('\n')) expect(line).toMatch(/[.!?]( \([\w.,]+\))?$/);
    for (const part of parts) expect(err).toContain(part);
  }
  const withAxis = (x: object) => ({ ...SIDES, by: { ...SIDES.by, matrix: { ...SIDES.by.matrix, x } } });
  const nested = `${'{"not":'.repeat(200)}{"metric":"won_count"}${'}'.repeat(200)}`;

  const cases: readonly [string, unknown, string[]][] = [
    ['text that is not JSON', '{\n  "id": "sides",,\n}', ['line 2, column 17']],
    ['a list', '[]', ['not an object']],
    ['nothing of a segmentation', {}, ['by']],
    ['a way that does not exist', { ...SIDES, by: { astrology: {} } }, ['by']],
    ['an axis without a cut', withAxis({ measure: { metric: 'won_amount', window: YEAR } }), ['by.matrix.x.cut']],
    [
      'a metric that does not exist',
      withAxis({ measure: { metric: 'planet', window: YEAR }, cut: { median: true } }),
      ['planet', 'by.matrix.x.measure'],
    ],
    [
      'no window for a dated metric',
      withAxis({ measure: { metric: 'won_amount' }, cut: { median: true } }),
      ['window', 'by.matrix.x.measure'],
    ],
    ['two segments of one name', { ...RULES, by: { ...RULES.by, otherwise: { id: 'large' } } }, ['large']],
    [
      'conditions nested too deep',
      `{"id":"deep","name":"Deep","by":{"rules":[{"id":"a","when":${nested}}],"otherwise":{"id":"b"}}}`,
      ['nested'],
    ],
    ['a name that no message can carry', '{ "by": { "__proto__": {} } }', ['__proto__']],
  ];

  it.each(cases)('%s', async (_, document, parts) => {
    expectSentences(await segments('--document', write('bad.json', document)), 'bad.json', ...parts);
  });

  it('a profile that cannot be', async () => {
    const file = write('bad.json', { ...PROFILE, criteria: [{ id: 'x', weight: 9, by: {} }] });
    expectSentences(await segments('--fit', file), 'bad.json', 'criteria.0.weight');
  });

  it('files that are missing', async () => {
    const none = folder.file('none.json');
    for (const option of ['--document', '--fit']) expectSentences(await segments(option, none), 'none.json');
    expectSentences(
      await terminal('segments', '-w', workspace, '--method', 'matrix', '--prospects', none),
      'none.json',
    );
  });

  it('a workspace that is missing', async () => {
    const { code, out } = await terminal('segments', '-w', folder.file('none.quarterdeck'), '--method', 'rfm');
    expect([code, out]).toEqual([1, '']);
  });
});

describe('templates', () => {
  it('are listed, and printed as segmentations that are whole', async () => {
    const list = await terminal('segments', '--template');
    expect(list).toMatchObject({ code: 0, err: '' });
    for (const { id, segmentation: document } of segmentationTemplates()) {
      expect(list.out).toContain(id);
      const printed = await terminal('segments', '--template', id);
      expect(printed.code, printed.err).toBe(0);
      expect(segmentation.parse(JSON.parse(printed.out))).toEqual(document);
      const file = write('template.json', printed.out);
      const { code, err } = await segments('--document', file);
      expect(code, err).toBe(0);
    }
  });

  it('that do not exist are asked for in vain', async () => {
    const { code, err } = await terminal('segments', '--template', 'performance');
    expect(code).toBe(2);
    expect(err).toMatch(/no template “performance”/);
  });
});

// Guards against documentation that shows what is refused.
it('docs/segments.md shows a segmentation and a profile that run', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/segments.md'), 'utf8');
  const [, example] = /```json\n(\{\n {2}"id": "invest-or-not"[\s\S]*?)```/.exec(page) ?? [];
  const { total } = await json(segments('--document', write('documented.json', example), '--format', 'json'));
  expect(total.segmentation).toMatchObject({ id: 'invest-or-not' });
  const ways = [...page.matchAll(/^\| `(\{ "(?:rules|rfm|kmeans|matrix)"[^`]*\})` \|/gm)].map(
    ([, text]) => JSON.parse(text!) as object,
  );
  expect(ways).toHaveLength(4);
  for (const by of ways) {
    const { code, err } = await segments('--document', write('way.json', { id: 'way', name: 'Way', by }));
    expect(code, `${JSON.stringify(by)}: ${err}`).toBe(0);
  }
  const [, profile] = /```json\n(\{\n {2}"id": "ideal-partner"[\s\S]*?)```/.exec(page) ?? [];
  expect(partnerProfile.parse(JSON.parse(profile!)).id).toBe('ideal-partner');
  expect((await segments('--fit', write('profile.json', profile))).code).toBe(0);
});

describe('usage errors', () => {
  it.each([
    [['--method', 'astrology']],
    [['--as-of', '2026-02-30']],
    [['--where', 'planet=Mars']],
    [['--k', '1']],
    [['--k', 'many']],
    [['--seed', '-1']],
    [['--compare', 'star']],
    [['--compare', 'a,b,c']],
    [['--document', 'x.json', '--saved', 'x']],
    [['--movement', '--returns']],
    [['--members', '--compare', 'a,b']],
    [['--returns', '--members', 'star']],
    [['--list', '--fit']],
    [['--coverage', '--capacity']],
    [['--coverage', '--method', 'rfm']],
    [['--whitespace', 'planet']],
    [['--plan', '1000']],
    [['--capacity', '--plan', 'much']],
    [['--format', 'xml']],
    [['--explode']],
  ])('%j end with code 2', async (argv) => {
    const { code, out, err } = await terminal('segments', '-w', workspace, ...argv);
    expect([code, out], err).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it('without a workspace', async () => {
    const { code, out, err } = await terminal('segments', '--method', 'rfm');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("required option '-w, --workspace <file>' not specified");
  });
});

// Guards against an option that only those find who read the help.
it('docs/segments.md names every option', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/segments.md'), 'utf8');
  const table = page.slice(page.indexOf('| Option of `segments` |'));
  const rows = table.slice(0, table.indexOf('\n\n'));
  const { out } = await terminal('segments', '--help');
  const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option!);
  expect(options.length).toBeGreaterThan(35);
  const everywhere = ['--workspace', '--format', '--help'];
  expect(options.filter((option) => !everywhere.includes(option) && !rows.includes(option))).toEqual([]);
  // And says nothing of others.
  const named = [...rows.matchAll(/(?<=`)--[\w-]+/g)].map(([option]) => option);
  expect(named.filter((option) => !options.includes(option))).toEqual([]);
});
