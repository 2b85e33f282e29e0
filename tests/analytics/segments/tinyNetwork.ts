/** A network small enough to be worked out by hand: two resellers of DACH, an MSP of the Nordics, and one that left. */
import type { Rows } from '../metrics/network.ts';

export const TINY: Rows = {
  partner: [
    {
      partner_id: 'A',
      partner_name: 'Alder',
      type: 'Reseller',
      region: 'DACH',
      country: 'Germany',
      agreement_start: '2020-01-01',
    },
    {
      partner_id: 'B',
      partner_name: 'Birch',
      type: 'Reseller',
      region: 'DACH',
      country: 'Austria',
      agreement_start: '2020-01-01',
    },
    {
      partner_id: 'C',
      partner_name: 'Cedar',
      type: 'MSP',
      region: 'Nordics',
      country: 'Norway',
      agreement_start: '2026-06-01',
    },
    {
      partner_id: 'D',
      partner_name: 'Dogwood',
      type: 'Reseller',
      region: 'DACH',
      country: 'Germany',
      agreement_start: '2020-01-01',
      agreement_end: '2026-01-31',
    },
  ],
  deal: [
    won('d1', 'A', 1_000, '2026-01-10', { cost: 600, list_amount: 1_250, product_id: 'cloud' }),
    won('d2', 'A', 500, '2026-02-01', { product_id: 'edge' }),
    won('d3', 'B', 300, '2026-03-01', { cost: 240, product_id: 'cloud' }),
    won('d4', 'C', 200, '2026-04-01', { cost: 100, product_id: 'cloud' }),
    won('d5', null, 900, '2026-05-01', { cost: 450, route: 'direct', product_id: 'edge' }),
    won('d6', null, 50, '2026-06-01', {}),
    won('d7', 'D', 100, '2025-12-01', { cost: 50, product_id: 'cloud' }),
    won('d8', 'A', 999, '2025-09-30', { cost: 1 }),
    { ...won('d9', 'A', 777, '2026-03-03', {}), outcome: 'lost' },
  ],
  deal_party: [{ deal_id: 'd3', partner_id: 'C', role: 'influenced', event_on: '2026-02-20' }],
  product: [
    { product_id: 'cloud', family: 'Cloud', category: 'Software' },
    { product_id: 'edge', family: 'Edge', category: 'Hardware' },
  ],
  payout: [
    paid('p1', 'A', 'rebate', 40),
    paid('p2', 'A', 'discount', 25),
    paid('p3', 'B', 'mdf', 30),
    paid('p4', 'C', 'spiff', 10),
    { ...paid('p5', 'A', 'rebate', 500), status: 'refused' },
    paid('p6', 'D', 'rebate', 5),
  ],
  program_cost: [
    {
      period_start: '2026-01-01',
      period_end: '2026-03-31',
      category: 'headcount',
      scope: 'network',
      amount: 120,
      currency: 'EUR',
    },
    {
      period_start: '2026-01-01',
      period_end: '2026-03-31',
      category: 'events',
      scope: 'dach',
      amount: 33,
      currency: 'EUR',
    },
    {
      period_start: '2025-07-01',
      period_end: '2025-09-30',
      category: 'headcount',
      scope: 'network',
      amount: 999,
      currency: 'EUR',
    },
  ],
};

export function won(
  id: string,
  partner: string | null,
  amount: number,
  on: string,
  more: Readonly<Record<string, string | number>> = {},
) {
  const plain = {
    deal_id: id,
    partner_id: partner,
    outcome: 'won',
    basis: 'bookings',
    route: 'one-tier',
    currency: 'EUR',
  };
  return { ...plain, amount, closed_on: on, ...more };
}

export function paid(id: string, partner: string, kind: string, amount: number) {
  return { payout_id: id, partner_id: partner, kind, amount, currency: 'EUR', status: 'paid', earned_on: '2026-03-01' };
}
