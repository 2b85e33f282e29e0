/** Guards against a misspelt country that quietly leaves everybody below the level. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { faultText } from '../../../analytics/rules/documents/faults.ts';
import { adviseOnData } from '../../../analytics/tiers/check/data.ts';
import { needProgram } from '../../../analytics/tiers/check.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({
    partner: [
      { partner_id: 'A', country: 'Germany', level: 'Gold', agreement_start: '2020-01-01' },
      { partner_id: 'B', country: 'France', agreement_start: '2020-01-01' },
    ],
    enrollment: [{ partner_id: 'B', program: 'main', level: 'Bronze', from_on: '2021-01-01', to_on: '2021-12-31' }],
    deal: [{ deal_id: '1', partner_id: 'A', outcome: 'won', amount: '1', closed_on: '2026-01-05', motion: 'new' }],
    certification: [{ partner_id: 'A', person: 'One', certification: 'Architect', earned_on: '2026-01-01' }],
  });
});
afterAll(() => net.close());

const won = (more: object = {}) => ({ metric: 'won_amount', window: 'trailing-12-months', value: 1, ...more });
async function advice(requirement: unknown, more: object = {}, context?: Awaited<ReturnType<TestNetwork['context']>>) {
  const known = context ?? (await net.context());
  const raw = { id: 'p', name: 'P', levels: [{ id: 'Base' }, { id: 'Gold', requirement }], ...more };
  const found = await adviseOnData(known, new Lab(), needProgram(raw, known.network));
  return found.map(faultText);
}
const by = (dim: string, ...values: (string | null)[]) => [{ dim, values }];

it('names the value that was probably meant, at its place', async () => {
  expect(await advice(won(), { where: by('country', 'France', 'Germny') })).toEqual([
    'filter, 1st, values, 2nd (where.0.values.1) – Nothing in the data has the country “Germny”. Did you mean “Germany”?',
  ]);
  expect(await advice(won({ filter: by('motion', 'upsell') }))).toEqual([
    expect.stringMatching(
      /\(levels\.1\.requirement\.filter\.0\.values\.0\) – Nothing .* motion “upsell”. It has “new”\.$/,
    ),
  ]);
});

it.each([
  ['country', 'Germany'],
  ['level', 'Gold'],
  // Nobody has it today: it was held in 2021.
  ['level', 'Bronze'],
])('takes %s %s as known', async (dim, value) => {
  expect(await advice(won(), { where: by(dim, value, null) })).toEqual([]);
});

it('knows what only measures filter by', async () => {
  const people = (value: string) => ({ metric: 'certified_people', value: 1, filter: by('certification', value) });
  expect(await advice(people('Architect'))).toEqual([]);
  expect(await advice(people('Architct'))).toEqual([
    expect.stringMatching(/certification “Architct”. Did you mean “Architect”/),
  ]);
  expect(await advice(won({ filter: by('stage', 'Won') }))).toEqual([expect.stringMatching(/The data names no stage/)]);
});

it('lets a group list countries without partners, but not only such', async () => {
  const groups = (...values: string[]) => ({ regionGroups: { north: { values } } });
  const grouped = { ...won(), value: undefined, valueByRegion: { north: 1, else: 2 } };
  expect(await advice(grouped, groups('Norway', 'France'))).toEqual([]);
  expect(await advice(grouped, groups('Norway', 'Frence'))).toEqual([
    expect.stringMatching(
      /\(regionGroups\.north\.values\) – Nobody is in this group\. .*“Frence”. Did you mean “France”/,
    ),
  ]);
});

it('reads the values of a dimension once', async () => {
  const context = await net.context();
  let statements = 0;
  const counting = {
    ...context,
    reader: {
      ...context.reader,
      rows: (...args: Parameters<typeof context.reader.rows>) => {
        statements++;
        return context.reader.rows(...args);
      },
    },
  } as typeof context;
  const lab = new Lab();
  const filter = [...by('country', 'X'), ...by('country', 'Y')];
  const raw = { id: 'p', name: 'P', levels: [{ id: 'Gold', requirement: won({ filter }) }] };
  const program = needProgram(raw, context.network);
  await adviseOnData(counting, lab, program);
  expect(await adviseOnData(counting, lab, program)).toHaveLength(2);
  expect(statements).toBe(1);
});
