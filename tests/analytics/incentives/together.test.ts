/**
 * Partners who move together. Guards that a forecast with a rank correlation leaves every partner’s own band as it is, that the
 * correlation is the one asked for, that the band of the total is as much wider as the correlation says, and that nobody is told
 * to move together by chance.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outlookTerms } from '../../../analytics/api/documents/incentiveCase.ts';
import { mergeSlices } from '../../../analytics/incentives/chance/merge.ts';
import type { ChanceModel } from '../../../analytics/incentives/chance/model.ts';
import { normalQuantile } from '../../../analytics/incentives/chance/normal.ts';
import { DrawPool } from '../../../analytics/incentives/chance/pool.ts';
import { runSlice, slicesOf } from '../../../analytics/incentives/chance/run.ts';
import { SharedDraws } from '../../../analytics/incentives/chance/sharedDraws.ts';
import { GroupLuck } from '../../../analytics/incentives/chance/together.ts';
import { rankCorrelation } from '../../../analytics/incentives/outlook/rankCorrelation.ts';
import { payOutlook } from '../../../analytics/incentives/outlook.ts';
import { diceOf, streamOf } from '../../../analytics/rules/dice/dice.ts';
import { caseOf, deskOn } from '../../fixtures/incentiveDesk.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

const DRAWS = 20_000;

/** Spearman’s correlation by its definition: Pearson’s of ranks, ties at the mean of their ranks. */
function spearman(xs: readonly number[], ys: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map(
      (value) =>
        values.filter((other) => other < value).length + (values.filter((other) => other === value).length - 1) / 2,
    );
  const [a, b] = [ranks(xs), ranks(ys)];
  const middle = (xs.length - 1) / 2;
  const sum = (of: (at: number) => number) => xs.reduce((total, _, at) => total + of(at), 0);
  const both = sum((at) => (a[at]! - middle) * (b[at]! - middle));
  return both / Math.sqrt(sum((at) => (a[at]! - middle) ** 2) * sum((at) => (b[at]! - middle) ** 2));
}

describe('the rank correlation of a history', () => {
  it('is the mean of all pairs of a group', () => {
    const row = fc
      .array(fc.integer({ min: 0, max: 6 }), { minLength: 9, maxLength: 9 })
      .filter((one) => new Set(one).size > 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.constantFrom(0, 1, 2)), { minLength: 2, maxLength: 9 }), (members) => {
        const pairs: number[] = [];
        for (const [at, [one, group]] of members.entries()) {
          for (const [two, other] of members.slice(at + 1)) if (group === other) pairs.push(spearman(one, two));
        }
        const found = rankCorrelation(
          members.map(([one]) => Float64Array.from(one)),
          members.map(([, group]) => group),
        );
        if (pairs.length === 0) expect(found).toBeNull();
        else expect(found!.rank).toBeCloseTo(pairs.reduce((sum, one) => sum + one, 0) / pairs.length, 9);
      }),
      runs(100),
    );
  });

  it('leaves out who always sold the same', () => {
    expect(rankCorrelation([Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 5, 5, 5)], [0, 0])).toBeNull();
  });
});

describe('picks of a group', () => {
  const picked = (rank: number, periods: number, partner: string, group: number, seed = 7) => {
    const together = { groupOf: Int32Array.of(group), groups: ['North', 'South'], rank };
    const shared = new SharedDraws({ seed, draws: DRAWS, together });
    shared.turnTo(diceOf(seed, partner), 0);
    return [...shared.picks(streamOf('quarter 1 0'), periods)];
  };

  it.each([0.2, 0.5, 0.8])('have the rank correlation that is asked for: %d', (rank) => {
    // So many periods that ties take nothing away. Five standard errors.
    const [one, two, other] = [picked(rank, 400, 'P', 0), picked(rank, 400, 'Q', 0), picked(rank, 400, 'R', 1)];
    const some = (all: readonly number[]) => all.slice(0, 1_000);
    const error = 5 / Math.sqrt(1_000);
    expect(Math.abs(spearman(some(one), some(two)) - rank)).toBeLessThan(error);
    expect(Math.abs(spearman(some(one), some(other)))).toBeLessThan(error);
  });

  it('are each as likely as without', () => {
    for (const periods of [2, 3, 7, 12]) {
      const counts = new Array<number>(periods).fill(0);
      for (let seed = 0; seed < 10; seed++) for (const place of picked(0.9, periods, 'P', 0, seed)) counts[place]!++;
      const expected = (10 * DRAWS) / periods;
      // The group’s dice are as good as any; five standard errors of a binomial.
      for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  it('are those of the partner alone where there is no group', () => {
    const alone = new SharedDraws({ seed: 7, draws: DRAWS });
    alone.turnTo(diceOf(7, 'P'), 0);
    expect(picked(0.9, 12, 'P', -1)).toEqual([...alone.picks(streamOf('quarter 1 0'), 12)]);
  });
});

const PARTNERS = 60;
const QUARTERS = 13;
/** Thirteen quarters of 1,000 to 13,000 of each partner, paid 5 %. */
function model(rank: number): ChanceModel {
  const base = { kind: 'column', name: 'base', scale: 4, label: 'bookings' } as const;
  return {
    seed: 11,
    draws: DRAWS,
    partners: Array.from({ length: PARTNERS }, (_, index) => `P-${index}`),
    columns: [
      {
        name: 'base',
        parts: [
          {
            kind: 'history',
            stream: 'quarter',
            periods: 1,
            offsets: Uint32Array.from({ length: PARTNERS + 1 }, (_, index) => index * QUARTERS),
            values: Float64Array.from({ length: PARTNERS * QUARTERS }, (_, at) => ((at % QUARTERS) + 1) * 10_000_000),
          },
        ],
        factors: [],
      },
    ],
    together: { groupOf: Int32Array.from({ length: PARTNERS }, (_, at) => at % 3), groups: ['A', 'B', 'C'], rank },
    rules: {
      pay: { kind: 'multiply', left: base, right: { kind: 'constant', value: '0.05', scale: 2 }, scale: 4 },
    },
    inputs: {},
    sums: ['pay'],
    spread: 'pay',
    counts: [],
  };
}
const simulate = (given: ChanceModel, workers = 1) =>
  mergeSlices(
    given,
    slicesOf(given.partners.length, workers).map(({ from, to }) => runSlice(given, from, to)),
  );

describe('a simulation of partners who move together', () => {
  const [alone, half, most] = [0, 0.5, 0.9].map((rank) => simulate(model(rank))) as [
    ReturnType<typeof simulate>,
    ReturnType<typeof simulate>,
    ReturnType<typeof simulate>,
  ];

  it('leaves what each partner may be paid as it is', () => {
    for (const found of [half, most]) {
      // Thirteen equally likely values: no percentile lies near an edge of two of them.
      expect(found.spread).toEqual(alone.spread);
      const error = (50 * 3.74) / Math.sqrt(DRAWS);
      for (const mean of found.means.pay!) expect(Math.abs(mean / 10_000 - 350)).toBeLessThan(5 * error);
      expect(Math.abs(found.totals.pay!.mean / 10_000 - 350 * PARTNERS)).toBeLessThan(5 * error * PARTNERS);
    }
  });

  // Variance of a sum of n with the same variance v and correlation c within groups of m: n·v·(1 + (m − 1)·c). The
  // correlation of equally likely values is that of their ranks, but for the ties of thirteen of them.
  it('widens the band of the total by as much as the correlation says', () => {
    const widthOf = ({ totals }: typeof alone) => totals.pay!.p90 - totals.pay!.p10;
    const [own, mid, wide] = [alone, half, most].map(widthOf) as [number, number, number];
    const times = (rank: number) => Math.sqrt(1 + (PARTNERS / 3 - 1) * rank);
    expect(Math.abs(mid / own / times(0.5) - 1)).toBeLessThan(0.06);
    expect(Math.abs(wide / own / times(0.9) - 1)).toBeLessThan(0.06);
  });

  it('draws the same bytes whatever the workers', async () => {
    expect(simulate(model(0.5), 7)).toEqual(half);
    const pool = new DrawPool({ threads: 2, always: true });
    expect(await pool.run(model(0.5))).toEqual(half);
    await pool.close();
  });

  it('refuses a correlation that is none', () => {
    expect(() => runSlice(model(1))).toThrow('lies between 0 and 1');
  });
});

describe('open deals of partners who move together', () => {
  const OWNERS = 30;
  const EACH = 2;
  const deals = (rank: number, chance: number, groups = ['A', 'B', 'C']): ChanceModel => ({
    ...model(rank),
    partners: Array.from({ length: OWNERS }, (_, index) => `P-${index}`),
    columns: [
      {
        name: 'base',
        parts: [
          {
            kind: 'deals',
            stream: 'quarter',
            offsets: Uint32Array.from({ length: OWNERS + 1 }, (_, index) => index * EACH),
            ids: Array.from({ length: OWNERS * EACH }, (_, index) => `D-${index}`),
            amounts: new Float64Array(OWNERS * EACH).fill(10_000),
            chances: new Float64Array(OWNERS * EACH).fill(chance),
          },
        ],
        factors: [],
      },
    ],
    together: {
      groupOf: Int32Array.from({ length: OWNERS }, (_, at) => at % groups.length),
      groups,
      rank,
    },
    rules: { pay: { kind: 'column', name: 'base', scale: 4, label: 'won' } },
  });
  const won = (given: ChanceModel) => simulate(given).totals.pay!.byDraw.map((draw) => draw / 10_000);
  const momentsOf = (counts: Float64Array) => {
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const moment = (power: number) => counts.reduce((sum, count) => sum + (count - mean) ** power, 0) / counts.length;
    return { mean, variance: moment(2), error: Math.sqrt((moment(4) - moment(2) ** 2) / counts.length) };
  };
  /** The chance that two deals are both won: R. L. Plackett 1954, its slope in the correlation integrated (Simpson). */
  function bothWon(chance: number, correlation: number): number {
    const score = normalQuantile(1 - chance);
    const slope = (r: number) => Math.exp(-(score ** 2) / (1 + r)) / (2 * Math.PI * Math.sqrt(1 - r * r));
    const steps = 2_000;
    let sum = slope(0) + slope(correlation);
    for (let step = 1; step < steps; step++) sum += slope((correlation * step) / steps) * (step % 2 === 1 ? 4 : 2);
    return chance ** 2 + (sum * correlation) / steps / 3;
  }

  it('keeps the chance of every deal to the last word of its dice', () => {
    for (const rank of [0.03, 0.5, 0.95]) {
      for (const chance of [0, 0.001, 0.1, 0.5, 0.73, 0.999, 1]) {
        const edges = new GroupLuck(rank).edgesOf([1 - chance]);
        expect(Math.min(...edges)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...edges)).toBeLessThanOrEqual(2 ** 32);
        const lost = edges.reduce((sum, edge) => sum + edge, 0) / edges.length;
        expect(Math.abs(lost - (1 - chance) * 2 ** 32)).toBeLessThan(1);
      }
    }
  });

  it.each([
    [0.3, 0.5],
    [0.6, 0.2],
    [0.9, 0.7],
  ])('are won together as closely as a rank correlation of %d says, with a chance of %d', (rank, chance) => {
    const { mean, variance, error } = momentsOf(won(deals(rank, chance)));
    const count = OWNERS * EACH;
    const inGroup = count / 3;
    const correlation = 2 * Math.sin((Math.PI * rank) / 6);
    // Of each group: n·p·(1 − p) + n·(n − 1)·(both − p²).
    const expected =
      3 * inGroup * (chance * (1 - chance) + (inGroup - 1) * (bothWon(chance, correlation) - chance ** 2));
    expect(Math.abs(mean - count * chance)).toBeLessThan(5 * Math.sqrt(expected / DRAWS));
    expect(Math.abs(variance - expected)).toBeLessThan(5 * error);
    expect(expected).toBeGreaterThan(2 * count * chance * (1 - chance));
  });

  it('are won in the quarters in which their group sells', () => {
    const given = deals(0.8, 0.5, ['A']);
    const [{ parts }] = given.columns as [ChanceModel['columns'][number]];
    const sells = model(0.8).columns[0]!.parts[0]!;
    const only = (part: (typeof parts)[number]) => ({ ...given, columns: [{ ...given.columns[0]!, parts: [part] }] });
    if (sells.kind !== 'history') throw new Error('The model draws from histories.');
    const history = { ...sells, offsets: sells.offsets.slice(0, OWNERS + 1) };
    const [one, two] = [won(only(parts[0]!)), won(only(history))];
    expect(spearman([...one.subarray(0, 1_000)], [...two.subarray(0, 1_000)])).toBeGreaterThan(0.6);
  });

  it('are drawn as alone with a correlation of 0, and the same whatever the workers', () => {
    const { together: _, ...alone } = deals(0, 0.3);
    expect(simulate(deals(0, 0.3))).toEqual(simulate(alone));
    expect(simulate(deals(0.6, 0.3), 7)).toEqual(simulate(deals(0.6, 0.3)));
  });
});

describe('a forecast', () => {
  const nets: TestNetwork[] = [];
  afterAll(() => {
    for (const net of nets) net.close();
  });
  const plans = [{ id: 'plan', name: 'Plan', lines: [{ id: 'line', kind: 'rebate', rate: { flat: '0.05' } }] }];

  /** Twelve partners of two regions over three years; quarters of a region are good or bad for all of them by so much. */
  async function network(shared: number) {
    const noise = (key: string) => (streamOf(key) / 2 ** 32) * 2 - 1;
    const deal: Record<string, Value>[] = [];
    for (let partner = 0; partner < 12; partner++) {
      for (let quarter = 0; quarter < 12; quarter++) {
        const own = noise(`own ${partner} ${quarter}`);
        const region = noise(`region ${partner % 2} ${quarter}`);
        const year = 2023 + Math.floor(quarter / 4);
        const closed = ['02-10', '05-10', '08-10', '12-31'][quarter % 4];
        deal.push({
          deal_id: `D${partner}-${quarter}`,
          partner_id: `P${partner}`,
          outcome: 'won',
          amount: Math.round(10_000 * (1 + 0.4 * (shared * region + (1 - shared) * own))),
          currency: 'EUR',
          closed_on: `${year}-${closed}`,
        });
      }
    }
    const net = await testNetwork({
      partner: Array.from({ length: 12 }, (_, at) => ({
        partner_id: `P${at}`,
        region: at % 2 === 0 ? 'North' : 'South',
        parent: at < 2 ? 'P0' : null,
      })),
      deal,
    });
    nets.push(net);
    return deskOn(await net.context());
  }
  const ask = async (desk: Awaited<ReturnType<typeof network>>, together: object) =>
    payOutlook(desk, {
      ...caseOf({ plans }),
      terms: outlookTerms.parse({ draws: 4_000, quarters: 1, inputs: false, together }),
    });
  const width = ({ after }: Awaited<ReturnType<typeof ask>>) => Number(after.p90) - Number(after.p10);

  let moving: Awaited<ReturnType<typeof network>>;
  beforeAll(async () => {
    moving = await network(0.8);
  });

  it('draws with what closed quarters show, and says so', async () => {
    const found = await ask(moving, {});
    expect(found.together).toMatchObject({
      by: 'region',
      from: 'history',
      evidence: 'own history, weak',
      groups: 2,
      partners: 12,
    });
    expect(found.together.rank).toBeGreaterThan(0.6);
    expect(found.notes).toContain(found.together.sentence);
    const alone = await ask(moving, { rank: '0' });
    expect(alone.together).toMatchObject({ from: 'asked', evidence: 'assumed', rank: 0 });
    expect(width(found)).toBeGreaterThan(1.3 * width(alone));
    // One partner’s own band is what it was.
    const own = ({ partners }: typeof found) => partners.find(({ partner }) => partner === 'P3')!.after;
    expect([own(found).p10, own(found).p90]).toEqual([own(alone).p10, own(alone).p90]);
  });

  it('draws with what is asked for, by another thing in common', async () => {
    const found = await ask(moving, { by: 'parent', rank: '0.9' });
    expect(found.together).toMatchObject({ by: 'parent', from: 'asked', rank: 0.9, groups: 1, partners: 2 });
    const none = await ask(moving, { by: 'distributor', rank: '0.9' });
    expect(none.together).toMatchObject({ from: 'none', rank: 0, groups: 0 });
    expect(none.together.sentence).toContain('No two partners with bookings have a distributor in common');
  });

  it('does not take chance for moving together', async () => {
    const { together } = await ask(await network(0), {});
    expect(together).toMatchObject({ from: 'history', rank: 0 });
    expect(together.sentence).toContain('more than chance');
  });
});
