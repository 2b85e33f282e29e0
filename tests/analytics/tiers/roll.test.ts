/** Guards the program of the next year: a threshold forgotten or a day off is sold to partners before anybody notices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierProgram, type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { type Roll, rollProgram } from '../../../analytics/tiers/roll.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = (await net.context()).network;
});
afterAll(() => net.close());

const bookings = { metric: 'won_amount', window: 'trailing-12-months' } as const;
const PROGRAM = {
  id: 'main',
  name: 'Partner program',
  version: 3,
  effectiveFrom: '2025-10-01',
  effectiveTo: '2026-09-30',
  scores: [
    {
      id: 'capability',
      terms: [{ id: 'sales', measure: bookings, points: { full: 20, at: 1_000_000 } }],
    },
  ],
  levels: [
    { id: 'registered' },
    {
      id: 'silver',
      requirement: {
        all: [
          { ...bookings, valueByRegion: { emea: 150_000, else: 100_000 }, exitValue: 90_000 },
          { metric: 'certified_people', value: 2 },
        ],
      },
    },
    {
      id: 'gold',
      requirement: { any: [{ not: { ...bookings, op: '<', value: 603_000 } }, { score: 'capability', value: 70 }] },
      benefits: [{ id: 'mdf', amount: 20_000, rate: 0.02, of: bookings }],
    },
  ],
} satisfies TierProgramInput;

function rolled(more: Partial<TierProgramInput> = {}, roll: Partial<Roll> = {}): TierProgram {
  const program = tierProgram.parse({ ...PROGRAM, ...more });
  const next = rollProgram(program, { effectiveFrom: '2026-10-01', factor: 1, ...roll }, network);
  // What comes out is a program that can go in.
  expect(tierProgram.parse(structuredClone(next))).toEqual(next);
  return next;
}

describe('rollProgram', () => {
  it('changes version, days and source only, at a factor of 1', () => {
    expect(rolled()).toEqual({
      ...tierProgram.parse(PROGRAM),
      version: 4,
      effectiveFrom: '2026-10-01',
      effectiveTo: '2027-09-30',
      source: { text: 'Rolled forward from version 3 of “Partner program”.' },
    });
  });

  it('multiplies thresholds of money and points, and nothing else', () => {
    const { levels, scores, source } = rolled({}, { factor: 1.1 });
    // 165,000 and 110,000; 99,000 is said as 100,000; 663,300 as 675,000; 77 points as 77.5.
    expect(levels[1]!.requirement).toMatchObject({
      all: [{ valueByRegion: { emea: '165000', else: '110000' }, exitValue: '100000' }, { value: '2' }],
    });
    expect(levels[2]!.requirement).toMatchObject({ any: [{ not: { value: '675000' } }, { value: '77.5' }] });
    expect(levels[2]!.benefits).toEqual(tierProgram.parse(PROGRAM).levels[2]!.benefits);
    expect(scores).toEqual(tierProgram.parse(PROGRAM).scores);
    expect(source?.text).toContain('× 1.1');
  });

  it('scales up for joiners what grows with its window', () => {
    const { levels, scores } = rolled({}, { proRateFromDays: 90 });
    expect(levels[1]!.requirement).toMatchObject({ all: [{ proRateJoiners: { fromDays: 90 } }, {}] });
    expect((levels[1]!.requirement as { all: object[] }).all[1]).not.toHaveProperty('proRateJoiners');
    expect(scores[0]!.terms[0]!.measure.proRateJoiners).toEqual({ fromDays: 90 });
    expect(levels[2]!.benefits[0]!.of).not.toHaveProperty('proRateJoiners');
  });

  it('honours the levels of the last day until a day, under an id of its own', () => {
    const rule = { id: 'honour-3', until: '2027-01-31' };
    expect(rolled({ grandfather: [rule] }, { honourUntil: '2027-03-31' }).grandfather[1]).toEqual({
      id: 'honour-3-2',
      label: 'Levels of version 3 honoured',
      where: [],
      heldOn: '2026-09-30',
      keepLevel: 'held',
      until: '2027-03-31',
      enabled: true,
    });
  });

  it('leaves out what has ended', () => {
    const review = { floors: ['2026-09-30', '2026-10-01'].map((floorUntil) => ({ level: 'silver', floorUntil })) };
    const grandfather = ['2026-09-30', '2026-10-01'].map((until) => ({ id: until, until }));
    const next = rolled({ review, grandfather });
    expect(next.review?.floors.map(({ floorUntil }) => floorUntil)).toEqual(['2026-10-01']);
    expect(next.grandfather.map(({ id }) => id)).toEqual(['2026-10-01']);
  });

  it('moves windows between fixed days along', () => {
    const fixed = { kind: 'between', from: '2025-10-01', to: '2026-02-28' } as const;
    const test = { metric: 'won_amount', window: fixed, value: 1 };
    const levels = [{ id: 'gold', requirement: { anyDay: test, within: fixed } }];
    const moved = { kind: 'between', from: '2026-10-01', to: '2027-02-28' };
    expect(rolled({ levels }).levels[0]!.requirement).toMatchObject({ anyDay: { window: moved }, within: moved });
    expect(rolled({ levels }, { effectiveFrom: '2026-10-04' }).levels[0]!.requirement).toMatchObject({
      within: { from: '2026-10-04', to: '2027-03-03' },
    });
    const { effectiveFrom: _, ...unknownStart } = PROGRAM;
    const next = rollProgram(
      tierProgram.parse({ ...unknownStart, levels }),
      { effectiveFrom: '2026-10-01', factor: 1 },
      network,
    );
    expect(next.levels[0]!.requirement).toMatchObject({ within: fixed });
    expect(next.effectiveTo).toBe('2027-09-30');
  });

  it('refuses days that do not follow each other', () => {
    expect(() => rolled({}, { effectiveFrom: '2025-10-01' })).toThrow(/begins on 2025-10-01. Choose a later day/);
    expect(() => rolled({}, { honourUntil: '2026-09-30' })).toThrow(/honoured until 2026-09-30/);
  });
});
