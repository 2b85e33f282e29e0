/**
 * Any program on any roster. Guards what must hold whatever people write: nobody is lost or counted twice, money adds up
 * to the cent, and the kernel that follows a dragged threshold says what the record says.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { RegisteredException } from '../../../analytics/api/tiers.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { checkProgram } from '../../../analytics/tiers/check.ts';
import { simulate } from '../../../analytics/tiers/simulate.ts';
import { runs } from '../../fixtures/properties.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';

const REGIONS = ['North', 'South', null];
const HELD = ['Bronze', 'silver', 'GOLD', 'Friends of the house', 'Platinum', null];
const LEVELS = ['Bronze', 'Silver', 'Gold', 'Elite'];

const partner = fc.record({
  region: fc.constantFrom(...REGIONS),
  held: fc.constantFrom(...HELD),
  start: fc.constantFrom('2015-01-01', '2024-03-01', '2026-05-01', null),
  deals: fc.array(fc.record({ amount: fc.integer({ min: -50, max: 900_000 }), month: fc.nat(23) }), { maxLength: 5 }),
  people: fc.nat(4),
});

const threshold = fc.oneof(
  fc.integer({ min: 0, max: 8_000 }).map((value) => ({ metric: 'won_amount', window: 'trailing-12-months', value })),
  fc.integer({ min: 0, max: 4 }).map((value) => ({ metric: 'certified_people', value })),
  fc
    .record({ value: fc.integer({ min: 0, max: 4 }), exitValue: fc.integer({ min: 0, max: 2 }) })
    .map((values) => ({ metric: 'won_count', window: 'trailing-4-quarters', ...values })),
  fc.record({ North: fc.nat(9_000), else: fc.nat(3_000) }).map((valueByRegion) => ({
    metric: 'won_amount',
    window: 'calendar-year',
    valueByRegion,
  })),
);
const requirement = fc.letrec<{ tree: object }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2 },
    threshold,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
})).tree;

const program = fc
  .record({
    levels: fc.array(
      fc.record({
        requirement: fc.option(requirement, { nil: undefined }),
        fund: fc.integer({ min: -500, max: 20_000 }),
        rate: fc.integer({ min: 0, max: 900 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    review: fc.option(
      fc.record({
        cadence: fc.constantFrom('quarterly', 'annual', 'anniversary'),
        maxDropPerReview: fc.constantFrom(undefined, 1),
        afterConsecutive: fc.constantFrom(1, 2),
      }),
      { nil: undefined },
    ),
    requireLower: fc.boolean(),
  })
  .map(({ levels, review, requireLower }) => ({
    id: 'any',
    name: 'Any program',
    requireLower,
    regionGroups: { North: { dim: 'region', values: ['North'] } },
    ...(review && { review }),
    levels: levels.map(({ requirement: asked, fund, rate }, index) => ({
      id: LEVELS[index],
      ...(asked && { requirement: asked }),
      benefits: [
        { id: 'fund', amount: fund },
        { id: 'rebate', rate: rate / 10_000, of: { metric: 'won_amount', window: 'trailing-12-months' } },
      ],
    })),
  }));

const question = fc.record({
  program,
  other: program,
  against: fc.constantFrom('in-force', 'program', 'date'),
  run: fc.constantFrom('date', 'review', 'history'),
  where: fc.constantFrom([], [{ dim: 'region', values: ['North', null] }]),
});

const exception = fc
  .record({
    partner: fc.nat(8).map((index) => `P${index}`),
    about: fc.oneof(
      fc.record({ effect: fc.constantFrom('hold', 'place'), level: fc.constantFrom(...LEVELS) }),
      fc.record({
        effect: fc.constant('waive'),
        requirement: fc.constantFrom('won_amount', 'Certified people', 'won_count'),
      }),
    ),
    to: fc.constantFrom('2026-06-30', '2026-12-31'),
    enabled: fc.boolean(),
  })
  .map(({ partner, about, to, enabled }) => ({
    ...(about as Pick<RegisteredException, 'effect'>),
    partner,
    from: '2026-01-01',
    to,
    enabled,
    reason: 'Agreed',
    approver: 'Head of channel',
    name: null,
    daysLeft: 0,
  }));

function rowsOf(roster: readonly (typeof partner extends fc.Arbitrary<infer P> ? P : never)[]): Rows {
  const id = (index: number) => `P${index}`;
  return {
    partner: roster.map(({ region, held, start }, index) => ({
      partner_id: id(index),
      region,
      level: held,
      agreement_start: start,
    })),
    deal: roster.flatMap(({ deals }, index) =>
      deals.map(({ amount, month }, number) => ({
        deal_id: `D${index}-${number}`,
        partner_id: id(index),
        outcome: 'won',
        amount: amount / 100,
        closed_on: `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-28`,
      })),
    ),
    certification: roster.flatMap(({ people }, index) =>
      Array.from({ length: people }, (_, person) => ({
        partner_id: id(index),
        person: `person ${person}`,
        certification: 'Sales',
        earned_on: '2025-06-01',
      })),
    ),
  };
}

const roster = fc.array(partner, { maxLength: 9 });
const exceptions = fc.array(exception, { maxLength: 3 });

describe('any program on any roster', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork();
  });
  afterAll(() => net.close());

  it('has a place for every partner and every cent, by the kernel as by SQL', async () => {
    await fc.assert(
      fc.asyncProperty(roster, question, exceptions, async (roster, { other, against, ...asked }, agreed) => {
        await net.replace(rowsOf(roster));
        const context = await net.context();
        // Checks refuse what contradicts itself, such as an exit above the entry.
        fc.pre([asked.program, other].every((one) => checkProgram(one, context.network).program !== null));
        const compared = { 'in-force': {}, program: { program: other }, date: { on: '2025-12-31' } }[against];
        const request = tierCase.parse({ ...asked, against: { kind: against, ...compared }, asOf: '2026-09-30' });
        const registers = { exceptions: agreed.map((one, id) => ({ ...one, id })), attestations: [] };
        const found = await simulate(context, new Lab(), request, registers);
        const members = roster.filter(
          ({ region, start }) =>
            (asked.where.length === 0 || region !== 'South') && (start === null || start <= '2026-09-30'),
        );
        const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
        expect(found.basis.population).toBe(members.length);
        expect(sum(found.matrix.flat())).toBe(members.length);
        expect(found.up + found.down + found.stay + found.unranked).toBe(members.length);
        expect(sum(found.levels.map(({ after }) => after))).toBe(members.length);
        expect(found.moversTotal).toBe(found.up + found.down);
        const cents = (amount: string) => BigInt(amount.replace('.', ''));
        const booked = members
          .flatMap(({ deals }) => deals.filter(({ month }) => month >= 9 && month <= 20))
          .reduce((all, { amount }) => all + BigInt(amount) * 100n, 0n);
        expect(found.amounts.flat().reduce((all, amount) => all + cents(amount), 0n)).toBe(booked);
        const costs = found.figures.reduce((all, { benefitsAfter }) => all + cents(benefitsAfter), 0n);
        expect(cents(found.costs.after)).toBe(costs);
        expect(await simulate(context, new Lab(), { ...request, record: true }, registers)).toEqual(found);
        const without = await simulate(context, new Lab(), { ...request, exceptions: false }, registers);
        expect(cents(found.exceptions.cost)).toBe(cents(found.costs.after) - cents(without.costs.after));
      }),
      runs(15),
    );
  }, 300_000);
});
