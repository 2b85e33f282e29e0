import { copyFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { installationRoot, sampleWorkspace } from '../../../analytics/service/places.ts';
import { fitLadder } from '../../../analytics/tiers/infer/ladder.ts';
import { roundestWithin } from '../../../analytics/tiers/infer/round.ts';
import { bestSplit, ranked } from '../../../analytics/tiers/infer/split.ts';
import { inferProgram } from '../../../analytics/tiers/infer.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { THRESHOLDS } from '../../../samples/program.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

/** Whole numbers of 10^-4, as measures are. */
const units = (...figures: number[]) => Float64Array.from(figures, (figure) => Math.round(figure * 10_000));
const money = (...figures: number[]) => ({ values: units(...figures), step: 1 });
const counts = (...figures: number[]) => ({ values: units(...figures), step: 10_000 });
/** The same figures in every run. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('round thresholds', () => {
  it.each([
    [431_200, 512_900, 500_000],
    [138_000, 163_000, 150_000],
    [1_230_000, 1_262_000, 1_250_000],
    [499_990, 500_000, 500_000],
    [96, 104, 100],
    [6.5, 8, 8],
    [0, 3, 2],
  ])('of what lies above %d and up to %d, %d is the one that people would choose', (low, high, expected) => {
    expect(roundestWithin(low, high)).toBe(expected);
  });

  it('stays within the range and keeps to multiples', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(1, 10, 10_000),
        (low, width, step) => {
          const high = Math.ceil((low + width) / step) * step;
          const found = roundestWithin(low, high, step);
          expect(found).toBeGreaterThan(low);
          expect(found).toBeLessThanOrEqual(high);
          expect(found % step).toBe(0);
        },
      ),
    );
  });
});

describe('one threshold', () => {
  it('is as good as the best of all figures, tried one by one', () => {
    const partner = fc.record({
      figure: fc.oneof(fc.nat(30), fc.constant(Number.NaN)),
      high: fc.boolean(),
      passes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(partner, { minLength: 1, maxLength: 25 }), (partners) => {
        const measure = ranked({ values: Float64Array.from(partners, ({ figure }) => figure), step: 1 });
        const high = Uint8Array.from(partners, (one) => Number(one.high));
        const passing = Uint8Array.from(partners, (one) => Number(one.passes));
        const least = Number.NEGATIVE_INFINITY;
        const { threshold, gain } = bestSplit({ measure, high, passing, floor: least, slack: 0, least });
        const gainAt = (at: number | null) =>
          partners.reduce((sum, one) => {
            const passes = one.passes && (at === null || one.figure >= at);
            return sum + (passes ? (one.high ? 1 : -1) : 0);
          }, 0);
        expect(gainAt(threshold)).toBe(gain);
        for (let at = 1; at <= 30; at++)
          if (partners.some(({ figure, passes }) => passes && figure >= at))
            expect(gain).toBeGreaterThanOrEqual(gainAt(at));
      }),
    );
  });
});

describe('the thresholds behind the levels held', () => {
  const random = series(7);
  const bookings = Array.from({ length: 400 }, () => Math.round(10 ** (3.5 + 3.2 * random())));
  const levelOf = (figure: number) =>
    [40_000, 150_000, 500_000, 1_500_000].filter((threshold) => figure >= threshold).length;
  const noise = () => Array.from({ length: 400 }, () => Math.floor(12 * random()));

  it('are found exactly where one measure decides', () => {
    const held = Int8Array.from(bookings, levelOf);
    const fit = fitLadder(held, 5, [money(...bookings), counts(...noise()), counts(...noise())]);
    expect(fit).toMatchObject({ measures: [0], explained: 400 });
    expect(fit.thresholds).toEqual([
      [null],
      ...[40_000, 150_000, 500_000, 1_500_000].map((figure) => [figure * 10_000]),
    ]);
  });

  it('are found with some partners misplaced, who are told apart and not explained away', () => {
    const held = Int8Array.from(bookings, (figure, partner) =>
      partner % 20 === 0 ? (levelOf(figure) + 2) % 5 : levelOf(figure),
    );
    const fit = fitLadder(held, 5, [money(...bookings), counts(...noise()), counts(...noise())]);
    expect(fit.measures).toEqual([0]);
    expect(fit.explained).toBe(380);
    expect(fit.thresholds.map(([threshold]) => threshold)).toEqual([null, 40_000e4, 150_000e4, 500_000e4, 1_500_000e4]);
  });

  it('join two measures where both decide', () => {
    const people = noise();
    const needs = [0, 1, 3, 6, 9];
    const both = (figure: number, partner: number) => {
      let level = levelOf(figure);
      while (people[partner]! < needs[level]!) level--;
      return level;
    };
    const fit = fitLadder(Int8Array.from(bookings, both), 5, [
      money(...bookings),
      counts(...noise()),
      counts(...people),
    ]);
    expect(fit).toMatchObject({ measures: [0, 2], explained: 400 });
    expect(fit.thresholds[4]).toEqual([1_500_000e4, 9e4]);
    expect(fit.thresholds[3]).toEqual([500_000e4, 6e4]);
  });

  it('are not made up where levels follow nothing: the count of those explained says so', () => {
    const held = Int8Array.from(bookings, () => Math.floor(5 * random()));
    const fit = fitLadder(held, 5, [money(...bookings), counts(...noise()), counts(...noise()), counts(...noise())]);
    expect(fit.measures).toHaveLength(1);
    expect(fit.explained).toBeLessThan(160);
  });

  it('never fall from a level to the next, and count whom they explain', () => {
    const partner = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.nat(20), fc.oneof(fc.nat(5), fc.constant(Number.NaN)));
    fc.assert(
      fc.property(fc.array(partner, { minLength: 2, maxLength: 40 }), (partners) => {
        const held = Int8Array.from(partners, ([level]) => level);
        const fit = fitLadder(held, 4, [
          money(...partners.map(([, figure]) => figure)),
          counts(...partners.map(([, , figure]) => figure)),
        ]);
        fit.measures.forEach((_, at) => {
          const rising = fit.thresholds.map((level) => level[at] ?? Number.NEGATIVE_INFINITY);
          expect([...rising].sort((a, b) => a - b)).toEqual(rising);
        });
        expect(fit.explained).toBe(partners.filter(([level], index) => fit.predicted[index] === level).length);
      }),
    );
  });
});

describe('inferProgram', () => {
  let net: TestNetwork;
  /** What the review of 1 July 2026 saw, and what the partners brought after it. */
  const bookings = [5, 12, 30, 45, 60, 90, 140, 160, 240, 310, 420, 480, 520, 610, 700, 850, 990, 1_400, 1_600, 2_200];
  beforeAll(async () => {
    const partner: Record<string, Value>[] = [];
    const enrollment: Record<string, Value>[] = [];
    const deals: Record<string, Value>[] = [];
    bookings.forEach((thousands, index) => {
      const id = `P${String(index).padStart(2, '0')}`;
      const level = thousands >= 500 ? 'Gold' : thousands >= 150 ? 'Silver' : 'Bronze';
      // One partner was placed by hand.
      const given = id === 'P04' ? 'Gold' : level;
      partner.push({ partner_id: id, partner_name: `Partner ${id}`, agreement_start: '2020-01-01' });
      enrollment.push({ partner_id: id, program: 'main', level: 'Bronze', from_on: '2024-01-01' });
      enrollment.push({ partner_id: id, program: 'main', level: given, from_on: '2026-07-01' });
      deals.push({ deal_id: `${id}-1`, amount: thousands * 1_000, closed_on: '2026-06-30', partner_id: id });
      // In the next quarter the small ones bring more, which blurs what the review saw.
      deals.push({ deal_id: `${id}-2`, amount: 700_000 - 35_000 * index, closed_on: '2026-09-30', partner_id: id });
    });
    net = await testNetwork({
      partner,
      enrollment,
      deal: deals.map(({ partner_id: _, ...deal }) => ({ ...deal, outcome: 'won', currency: 'EUR' })),
      deal_line: deals.map(({ deal_id, amount }) => ({ deal_id: deal_id!, line_id: '1', amount: amount! })),
      deal_party: deals.map(({ deal_id, partner_id }) => ({
        deal_id: deal_id!,
        partner_id: partner_id!,
        role: 'sourced',
      })),
    });
  });
  afterAll(() => net.close());

  it('finds the day of the review, the thresholds behind the levels, and who was placed by hand', async () => {
    const { program, explained, of, misfits, fits, notes } = await inferProgram(await net.context(), {});
    expect(tierProgram.parse(JSON.parse(JSON.stringify(program)))).toEqual(program);
    expect(
      program.levels.map(({ id, requirement }) => [id, requirement && 'value' in requirement && requirement.value]),
    ).toEqual([
      ['Bronze', undefined],
      ['Silver', '150000'],
      ['Gold', '500000'],
    ]);
    expect([explained, of]).toEqual([19, 20]);
    expect(misfits).toEqual([
      expect.objectContaining({
        partner: 'P04',
        level: 'Gold',
        given: 'Bronze',
        reason: expect.stringMatching(/^bookings of .* 60\.0\sk under 500\sk$/),
      }),
    ]);
    expect(fits[2]!.sentence).toMatch(/^bookings of .* from 500\sk$/);
    expect(notes.join()).toContain('The levels that the review of 2026-07-01 gave are explained best');
  });

  it('refuses a network without levels with what to do', async () => {
    await expect(inferProgram(await net.context(), { asOf: '2026-05-31' })).rejects.toThrow(
      /All partners hold the same level, “Bronze”, on 2026-05-31/,
    );
  });
});

const sample = sampleWorkspace(installationRoot(import.meta.url));
describe.skipIf(sample === undefined)('the levels of the sample network', () => {
  it('are explained by the thresholds that it was made with', async () => {
    const copy = temporaryFolder().file('sample.quarterdeck');
    copyFileSync(sample!, copy);
    const workspace = await Workspace.open(copy);
    try {
      const { program, explained, of } = await inferProgram(await queryContext(workspace), {});
      const found = program.levels.map(({ id, requirement }) => [
        id,
        requirement && 'value' in requirement ? Number(requirement.value) : 0,
      ]);
      expect(Object.fromEntries(found)).toEqual(THRESHOLDS);
      expect(explained / of).toBeGreaterThan(0.95);
    } finally {
      await workspace.close();
    }
  }, 60_000);
});
