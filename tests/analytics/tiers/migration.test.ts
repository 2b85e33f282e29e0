/**
 * The levels of a real reseller network in two years, against SQL written by hand on its CSV files. Guards the whole way
 * from an imported order to a cell of the matrix: a wrong year, a lost partner, a threshold on the wrong side.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import { Engine } from '../../../analytics/engine/engine.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { openNetwork } from '../../../analytics/network/network.ts';
import { simulate } from '../../../analytics/tiers/simulate.ts';
import { tierRows } from '../../../analytics/tiers/tierRows.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { hasSharedData, RESELLER_NETWORK } from '../../fixtures/sharedData.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const NAMES = ['partners', 'deals', 'payouts'];
const csv = (name: string) => join(RESELLER_NETWORK, `${name}.csv`);
const map = (name: string) => join(import.meta.dirname, '../../fixtures/reseller-network', `${name}.json`);

const YEARLY = { metric: 'won_amount', window: 'trailing-12-months' };
const program: TierProgramInput = {
  id: 'yearly-sales',
  name: 'Yearly sales',
  levels: [
    { id: 'Bronze', requirement: { ...YEARLY, value: 25_000 } },
    { id: 'Silver', requirement: { ...YEARLY, value: 100_000 } },
    { id: 'Gold', requirement: { ...YEARLY, value: 250_000 } },
  ],
};
const request = tierCase.parse({ program, asOf: '2013-12-31', against: { kind: 'date', on: '2012-12-31' } });
const registers = { exceptions: [], attestations: [] };

const LEVEL = (amount: string) =>
  `CASE WHEN ${amount} >= 250000 THEN 'Gold' WHEN ${amount} >= 100000 THEN 'Silver' WHEN ${amount} >= 25000 THEN 'Bronze' ELSE '(no level)' END`;

describe.runIf(hasSharedData)('levels of the reseller network, 2012 to 2013', () => {
  let workspace: Workspace;
  let context: QueryContext;
  let byHand: { before: string; after: string; partners: number; amount: string }[];

  beforeAll(async () => {
    const file = folder.file('net.quarterdeck');
    const maps = NAMES.flatMap((name) => ['--map', map(name)]);
    expect((await terminal('import', ...NAMES.map(csv), '-w', file, ...maps)).code).toBe(0);
    workspace = await Workspace.open(file);
    const { version, policy } = await workspace.policy();
    const dataVersion = await workspace.dataVersion();
    const network = await openNetwork(workspace.engine, policy, '2014-06-30');
    context = { reader: workspace.engine, network, policyVersion: version, dataVersion };

    const engine = await Engine.open({ path: ':memory:', directory: RESELLER_NETWORK, temp: folder.path });
    const year = (number: number) => `(SELECT "Account ID" AS id, sum("Sales Amount") AS amount
      FROM read_csv('${csv('deals')}', types = {'Sales Amount': 'DECIMAL(18,4)'}) WHERE year("Order Date") = ${number} GROUP BY 1)`;
    byHand = await engine.rows(
      `SELECT ${LEVEL('coalesce(b.amount, 0)')} AS before, ${LEVEL('coalesce(a.amount, 0)')} AS after, count(*) AS partners,
         coalesce(sum(a.amount), 0)::DECIMAL(38,4) AS amount
       FROM read_csv('${csv('partners')}') p LEFT JOIN ${year(2012)} b ON b.id = p."Account ID"
       LEFT JOIN ${year(2013)} a ON a.id = p."Account ID" GROUP BY 1, 2`,
    );
    await engine.close();
  });
  afterAll(() => workspace?.close());

  it.each([
    ['the kernel', false],
    ['SQL, the record', true],
  ])('is the matrix that the files give, by %s', async (_, record) => {
    const found = await simulate(context, new Lab(), { ...request, record }, registers);
    expect(found.fromLevels).toEqual(['(no level)', 'Bronze', 'Silver', 'Gold']);
    expect(found.toLevels).toEqual(found.fromLevels);
    const cells = found.fromLevels.flatMap((before, row) =>
      found.toLevels.map((after, column) => ({
        before,
        after,
        partners: found.matrix[row]![column]!,
        amount: found.amounts[row]![column]!,
      })),
    );
    const key = ({ before, after }: { before: string; after: string }) => `${before} to ${after}`;
    const inOrder = <T extends { before: string; after: string }>(list: readonly T[]) =>
      [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(inOrder(cells.filter(({ partners }) => partners > 0))).toEqual(inOrder(byHand));
    expect(byHand.length).toBeGreaterThan(8);
    expect(found.basis.population).toBe(701);
    const rank = (name: string) => found.fromLevels.indexOf(name);
    const count = (holds: (cell: (typeof byHand)[number]) => boolean) =>
      byHand.filter(holds).reduce((sum, { partners }) => sum + partners, 0);
    expect([found.up, found.down, found.stay]).toEqual([
      count(({ before, after }) => rank(after) > rank(before)),
      count(({ before, after }) => rank(after) < rank(before)),
      count(({ before, after }) => after === before),
    ]);
  });

  it('lists the partners of every cell', async () => {
    const lab = new Lab();
    for (const { before: from, after: to, partners } of byHand) {
      const { rows, total } = await tierRows(
        context,
        lab,
        { ...request, select: { from, to }, limit: 1_000 },
        registers,
      );
      expect([total, rows.length], `${from} to ${to}`).toEqual([partners, partners]);
      expect(rows.every((row) => row.from === from && row.to === to)).toBe(true);
    }
  });
});
