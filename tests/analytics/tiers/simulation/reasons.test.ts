/** Guards a reason that names the rule of the review and hides which test was missed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tierCase } from '../../../../analytics/api/documents/tierCase.ts';
import { Lab } from '../../../../analytics/metrics/lab.ts';
import { simulate } from '../../../../analytics/tiers/simulate.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({
    partner: [{ partner_id: 'A', partner_name: 'Adler', level: 'Gold', agreement_start: '2020-01-01' }],
    deal: [{ deal_id: '1', partner_id: 'A', outcome: 'won', amount: '90', closed_on: '2026-06-30' }],
  });
});
afterAll(() => net.close());

it('names the test that was missed, and the rule that limits the fall', async () => {
  const asks = (value: number) => ({ metric: 'won_amount', window: 'trailing-12-months', value });
  const program = {
    id: 'p',
    name: 'P',
    levels: [{ id: 'Base' }, { id: 'Silver', requirement: asks(100) }, { id: 'Gold', requirement: asks(250_000) }],
  };
  const reason = async (maxDropPerReview: number) => {
    const review = { maxDropPerReview };
    const request = tierCase.parse({ program: { ...program, review }, asOf: '2026-06-30', run: 'review' });
    const { movers } = await simulate(await net.context(), new Lab(), request, {
      exceptions: [],
      attestations: [],
    });
    return movers.map(({ to, reason }) => `${to}: ${reason.replaceAll('\u202f', ' ')}`);
  };
  expect(await reason(1)).toEqual(['Silver: bookings 90.00 under 250 k; falls at most one level a review']);
  expect(await reason(2)).toEqual(['Base: bookings 90.00 under 250 k']);
});
