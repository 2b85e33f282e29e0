/** Published and worked examples of incentive rules, from rows in the store to the amount: the record, the kernel and the rows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan, rateBoth } from './readings.ts';
import { WORKED_PLANS } from './workedPlans.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

it.each(WORKED_PLANS)('$name', async ({ lines, more, rows, earns, never }) => {
  await store.replace(rows);
  const paid = await rateBoth(await store.context(), plan(lines as Partial<LineInput>[], more));
  expect(paid).toEqual(earns);
  if (never !== undefined) expect(paid.flatMap((line) => Object.values(line))).not.toContain(never);
});
