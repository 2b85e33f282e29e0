/** The tiers command on a small network: what it prints, and what it says to programs that cannot be. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type Ended, terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');

const amount = (value: number, more: object = {}) => ({
  metric: 'won_amount',
  window: 'trailing-12-months',
  value,
  ...more,
});
const GOLD = amount(250);
const PROGRAM = {
  id: 'main',
  name: 'Main program',
  levels: [
    { id: 'Registered' },
    { id: 'Silver', requirement: amount(100), benefits: [{ id: 'fund', amount: 10.5 }] },
    { id: 'Gold', requirement: GOLD, benefits: [{ id: 'fund', amount: 100 }] },
  ],
};

function write(name: string, content: unknown): string {
  const path = folder.file(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

beforeAll(async () => {
  const partners = write(
    'partners.csv',
    'Partner ID,Partner Name,Level,Status,Since\nP1,Adler,Silver,active,\nP2,Brandt,Gold,active,2010-01-01\nP3,Calder,Gold,active,\nP4,Dorn,,active,\n',
  );
  const deals = write(
    'deals.csv',
    [
      'Deal ID,Partner ID,Outcome,Amount,Currency,Closed On',
      'D1,P1,won,249.9999,EUR,2026-01-15',
      'D2,P1,won,0.0001,EUR,2026-03-31',
      'D3,P2,won,249.99,EUR,2026-02-01',
      'D4,P3,won,300,EUR,2025-03-31',
      'D5,P4,won,99,EUR,2026-03-01',
      '',
    ].join('\n'),
  );
  const maps = [
    {
      as: 'partners',
      columns: {
        partner_id: 'Partner ID',
        partner_name: 'Partner Name',
        level: 'Level',
        status: 'Status',
        agreement_start: 'Since',
      },
    },
    {
      as: 'deals',
      columns: {
        deal_id: 'Deal ID',
        partner_id: 'Partner ID',
        outcome: 'Outcome',
        amount: 'Amount',
        currency: 'Currency',
        closed_on: 'Closed On',
      },
    },
  ].map((map, index) => write(`map${index}.json`, map));
  const { code, err } = await terminal(
    'import',
    partners,
    deals,
    '-w',
    workspace,
    '--map',
    maps[0]!,
    '--map',
    maps[1]!,
  );
  expect(code, err).toBe(0);
});

const tiers = (...more: string[]) =>
  terminal('tiers', '-w', workspace, '--as-of', '2026-03-31', '--program', write('main.json', PROGRAM), ...more);

describe('levels on a day against those in force', () => {
  const RUN = ['--run', 'date', '--against', 'in-force'];

  // The edge belongs to the level (249.9999 + 0.0001 reaches 250), and the window ends on the day, a year long.
  it('one object per partner, and the total last', async () => {
    const { code, out, err } = await tiers(...RUN, '--format', 'json');
    expect(code, err).toBe(0);
    const rows = JSON.parse(out) as Record<string, unknown>[];
    expect(rows.slice(0, -1)).toMatchObject([
      {
        partner: 'P1',
        partner_name: 'Adler',
        level_before: 'Silver',
        level: 'Gold',
        direction: 'up',
        amount: '250.0000',
      },
      { partner: 'P2', partner_name: 'Brandt', level_before: 'Gold', level: 'Silver', direction: 'down' },
      { partner: 'P3', partner_name: 'Calder', level_before: 'Gold', level: 'Registered', direction: 'down' },
      { partner: 'P4', partner_name: 'Dorn', level_before: '(no level)', level: 'Registered', direction: 'up' },
    ]);
    for (const row of rows.slice(0, 3)) expect(row.reason, String(row.partner)).toMatch(/\w/);
    expect(rows.at(-1)).toMatchObject({
      total: true,
      partners: 4,
      up: 2,
      down: 2,
      stay: 0,
      levels: { Registered: 2, Silver: 1, Gold: 1 },
      levels_before: { '(no level)': 1, Registered: 0, Silver: 1, Gold: 2 },
      matrix: { '(no level)': { Registered: 1 }, Silver: { Gold: 1 }, Gold: { Registered: 1, Silver: 1 } },
      run: 'date',
      as_of: '2026-03-31',
      currency: 'EUR',
    });
    expect(Number((rows.at(-1) as { benefit_cost: string }).benefit_cost)).toBe(110.5);
    expect(Number((rows.at(-1) as { benefit_cost_before: string }).benefit_cost_before)).toBe(210.5);
  });

  it('the same rows as CSV', async () => {
    const { out } = await tiers(...RUN, '--format', 'csv');
    const lines = out.trim().split('\r\n');
    expect(lines[0]).toMatch(/^partner,partner_name,level_before,level,direction,reason,amount/);
    expect(lines).toHaveLength(5);
    expect(lines[2]).toMatch(/^P2,Brandt,Gold,Silver,down,/);
  });

  it('tables with the basis, the counts, the moves, the cost', async () => {
    const { code, out } = await tiers(...RUN);
    expect(code).toBe(0);
    for (const part of [
      'Main program, version 1',
      '31 Mar 2026',
      '4 partners',
      'EUR',
      '2 up, 2 down, 0 stay',
      'Brandt',
      'close to the next level',
      '110.50',
    ])
      expect(out).toContain(part);
    const totals = out.split('\n').filter((line) => line.startsWith('Total'));
    expect(totals[0]!.split(/\s+/).slice(1)).toEqual(['4', '4']);
  });

  // Guards against “before” that leaves open before what, and a remark on a list that is not there.
  it('says what the levels before are, and keeps remarks on lists with the lists', async () => {
    const { out, err } = await tiers(...RUN);
    expect(out.split('\n')).toContainEqual(expect.stringMatching(/^Level +In force, 31 Mar 2026 +After$/));
    expect(out).toMatch(/^To protect: 1 /m);
    expect(err).toMatch(/^To protect: partners who fall/m);
    for (const format of ['csv', 'json']) {
      expect((await tiers(...RUN, '--format', format)).err).not.toMatch(/To protect|Rule of thumb/);
    }
  });

  it('another program as the baseline', async () => {
    const softer = {
      ...PROGRAM,
      name: 'Softer',
      levels: [PROGRAM.levels[0], PROGRAM.levels[1], { id: 'Gold', requirement: amount(200) }],
    };
    const { out } = await tiers('--run', 'date', '--against', write('softer.json', softer), '--format', 'json');
    expect(JSON.parse(out).at(-1)).toMatchObject({
      up: 0,
      down: 1,
      stay: 3,
      against: expect.stringContaining('Softer'),
    });
  });
});

describe('an explanation', () => {
  it('each test with value, threshold, verdict and window, and the sentence', async () => {
    const { code, out, err } = await tiers('--run', 'date', '--explain', 'brandt', '--format', 'json');
    expect(code, err).toBe(0);
    const rows = JSON.parse(out) as Record<string, unknown>[];
    expect(rows).toMatchObject([
      { level: 'Silver', to: 'reach', sign: '>=', met: true },
      { level: 'Gold', to: 'reach', sign: '>=', met: false },
      { total: true, partner: 'P2', partner_name: 'Brandt', level_before: 'Gold', level: 'Silver' },
    ]);
    expect([Number(rows[1]!.value), Number(rows[1]!.needs)]).toEqual([249.99, 250]);
    expect(rows[1]!.window).toMatch(/2025.*2026/);
    expect(rows.at(-1)!.sentence).toMatch(/\w/);
    const table = await tiers('--run', 'date', '--explain', 'P2');
    expect(table.out).toContain('249.99');
    expect(table.out).toMatch(/^Brandt \(P2\)\nIn force, 31 Mar 2026: Gold\nMain program, 31 Mar 2026: Silver\n/);
    expect(table.out).toContain(String(rows.at(-1)!.sentence));
  });

  it('of nobody', async () => {
    const { code, out, err } = await tiers('--explain', 'Nobody Ltd');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Nobody Ltd');
  });
});

// Guards against documentation that shows a program which is refused.
it.each(['main', 'shapes'])('the program %s of docs/tiers.md runs', async (id) => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/tiers.md'), 'utf8');
  const [, example] = new RegExp(`\`\`\`json\\n(\\{\\n {2}"id": "${id}"[\\s\\S]*?)\`\`\``).exec(page) ?? [];
  const { code, out, err } = await tiers('--program', write('documented.json', example), '--format', 'json');
  expect(code, err).toBe(0);
  expect(JSON.parse(out).at(-1).partners).toBe(4);
});

describe('a program that cannot be', () => {
  function expectSentences({ code, out, err }: Ended, ...parts: string[]): void {
    expect(code, err).toBe(1);
    expect(out).toBe('');
    expect(err).not.toMatch(/Error:| {4}at |undefined|\[object/);
    for (const line of err.trim().split('\n')) expect(line).toMatch(/[.!?]( \([\w.]+\))?$/);
    for (const part of parts) expect(err).toContain(part);
  }
  const withLevels = (...levels: object[]) => ({ ...PROGRAM, levels });

  const cases: readonly [string, unknown, string[]][] = [
    ['text that is not JSON', '{\n  "id": "main",,\n}', ['line 2, column 16']],
    ['a comma after the last level', '{\n  "levels": [\n    { "id": "A" },\n  ]\n}', ['line 4, column 3']],
    ['an opened text', '{\n  "id": "main', ['line 2, column 14']],
    ['a word', '{ "value": lots }', ['line 1, column 12']],
    ['a list', '[]', ['not an object']],
    ['a name that no message can carry', '{ "definitions": { "__proto__": {} }, "levels": [] }', ['__proto__']],
    ['a requirement nested too deep', `{ "levels": ${'['.repeat(500)}${']'.repeat(500)} }`, ['nested too deep']],
    ['nothing of a program', {}, ['levels']],
    [
      'a metric that does not exist',
      withLevels({ id: 'Gold', requirement: { ...GOLD, metric: 'planet' } }),
      ['planet', 'Gold', 'levels.0.requirement'],
    ],
    [
      'definitions that go in a circle',
      {
        ...withLevels({ id: 'Gold', requirement: { use: 'a' } }),
        definitions: { a: { use: 'b' }, b: { all: [GOLD, { use: 'a' }] } },
      },
      ['definitions.', 'a', 'b'],
    ],
    ['a definition that is missing', withLevels({ id: 'Gold', requirement: { use: 'elsewhere' } }), ['elsewhere']],
    [
      'two levels of one name',
      withLevels({ id: 'Gold', requirement: GOLD }, { id: 'Gold', requirement: amount(500) }),
      ['Gold', 'levels.1'],
    ],
    [
      'levels that overlap: nobody can be Silver',
      withLevels({ id: 'Silver', requirement: amount(100) }, { id: 'Gold', requirement: amount(50) }),
      ['Silver', 'Gold', 'levels.1.requirement.value'],
    ],
    [
      'a window without a date',
      withLevels({ id: 'Gold', requirement: { ...GOLD, window: { kind: 'between', to: '2026-12-31' } } }),
      ['first day', 'levels.0.requirement.window'],
    ],
    [
      'no window for a dated metric',
      withLevels({ id: 'Gold', requirement: { metric: 'won_amount', value: 1 } }),
      ['window', 'levels.0.requirement'],
    ],
    [
      'a negative cap',
      {
        ...withLevels({ id: 'Gold', requirement: { score: 'points', value: 10 } }),
        scores: [
          {
            id: 'points',
            terms: [
              {
                id: 'sales',
                measure: { metric: 'won_amount', window: 'trailing-12-months' },
                points: { each: 1 },
                cap: -5,
              },
            ],
          },
        ],
      },
      ['negative', 'scores.0.terms.0.cap'],
    ],
  ];

  it.each(cases)('%s', async (_, document, parts) => {
    const file = write('bad.json', document);
    expectSentences(await tiers('--program', file), 'bad.json', ...parts);
    expectSentences(await tiers('--against', file), 'bad.json', ...parts);
  });

  it('a file that is missing', async () => {
    expectSentences(await tiers('--program', folder.file('none.json')), 'none.json');
    expectSentences(await tiers('--against', folder.file('none.json')), 'none.json');
  });
});

describe('templates', () => {
  it('are listed, and printed as programs that are whole', async () => {
    const list = await terminal('tiers', '--template');
    expect(list).toMatchObject({ code: 0, err: '' });
    const { out } = await terminal('tiers', '--template', '--format', 'json');
    const templates = JSON.parse(out) as { id: string }[];
    expect(templates.map(({ id }) => id)).toEqual(programTemplates().map(({ id }) => id));
    for (const { id, program } of programTemplates()) {
      expect(list.out).toContain(id);
      const printed = await terminal('tiers', '--template', id);
      expect(printed.code, printed.err).toBe(0);
      expect(tierProgram.parse(JSON.parse(printed.out))).toEqual(program);
      expect(printed.out).not.toMatch(/\[\]|\{\}/);
    }
  });

  it('that do not exist are asked for in vain', async () => {
    const { code, out, err } = await terminal('tiers', '--template', 'quartile-renewl');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/no template “quartile-renewl”. Did you mean “quartile-renewal”/);
  });
});

describe('usage errors', () => {
  it.each([
    [['--run', 'yesterday']],
    [['--as-of', '2026-02-30']],
    [['--as-of', 'today']],
    [['--where', 'planet=Mars']],
    [['--explain', '']],
    [['--explain', ' ']],
    [['--against', '2026-02-30']],
    [['--format', 'xml']],
    [['--explode']],
  ])('%j end with code 2', async (argv) => {
    const { code, out, err } = await tiers(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it.each([
    [['--as-of', '2026-02-30'], '2026-02-30 is no day of the calendar.'],
    [['--against', '2026-02-30'], '2026-02-30 is no day of the calendar.'],
    [['--against', '2026-2-3'], 'Write a date like 2026-09-30.'],
    [['--explain', ''], 'Name the partner to explain, by id or name.'],
  ])('%j says what is wrong', async (argv, sentence) => {
    expect((await tiers(...argv)).err).toContain(sentence);
  });

  it('without a program', async () => {
    const { code, out, err } = await terminal('tiers', '-w', workspace);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("required option '--program <file>' not specified");
    expect(await terminal('tiers', '--program', 'x.json')).toMatchObject({ code: 2, out: '' });
  });
});
