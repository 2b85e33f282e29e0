/** Figures that are published and wrong: the product gives what the publisher’s own numbers come to. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { breakEvenVolume } from '../../../analytics/incentives/response/worth.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { plan, rateBoth } from './readings.ts';
import { sales } from './workedPlans.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

async function total(amounts: readonly number[], metric: 'hhi' | 'gini'): Promise<number> {
  await store.replace(sales(amounts.map((amount, index) => ({ amount, partner: `P${index}` }))));
  return Number((await store.total({ metrics: [metric] }))[metric]);
}

it('20 % of 740,044.18 are 148,008.84, not the 127,850.96 of a page', async () => {
  await store.replace(sales([{ amount: 740_044.18 }]));
  expect(await rateBoth(await store.context(), plan([{ rate: { flat: '0.2' } }]))).toEqual([
    { 'P 2026-Q1': '148008.84' },
  ]);
});

it('shares of 15 and 10 that become one raise the HHI by 300, not by the 400 of a page', async () => {
  const others = [25, 20, 12.5, 7.5, 5, 5];
  const apart = await total([...others, 15, 10], 'hhi');
  const together = await total([...others, 25], 'hhi');
  expect(together - apart).toBeCloseTo(300, 8);
});

it('the Gini of 1, 2, 3, 4 is divided by n² times the mean, not by n times it', async () => {
  expect(await total([1, 2, 3, 4], 'gini')).toBeCloseTo(0.25, 12);
});

it('10 % on the price at a margin of 22 % bears a loss of 31.25 %, not of 8 %', () => {
  const { numerator, denominator } = breakEvenVolume(0.1, 0.22)!;
  expect(Number(numerator) / Number(denominator)).toBeCloseTo(-0.3125, 12);
});
