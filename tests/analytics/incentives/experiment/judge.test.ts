/**
 * An experiment of history must find an effect that is there, must not find one that is not, and must give no figure where
 * its design carries none. The panels are simulated with a known answer; the estimate is checked by sums written out here.
 */
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../../analytics/incentives/chance/normal.ts';
import { estimateEffect } from '../../../../analytics/incentives/experiment/estimate.ts';
import { followsSales } from '../../../../analytics/incentives/experiment/follows.ts';
import { judgePanel } from '../../../../analytics/incentives/experiment/judge.ts';
import { matchPeers } from '../../../../analytics/incentives/experiment/match.ts';
import type { Panel, PanelPartner, Window } from '../../../../analytics/incentives/experiment/panel.ts';
import { diceOf, streamOf } from '../../../../analytics/rules/dice/dice.ts';

const QUARTERS = 16;
const AT = 10;

interface Simulated {
  readonly partners: number;
  /** Share of the partners whose rate moves from 3 % to 5 %. */
  readonly treated: number;
  readonly effect?: number;
  /** What the treated grow by a quarter more than others before the change. */
  readonly drift?: number;
  readonly noise?: number;
  readonly ratesOf?: Panel['ratesOf'];
  /** Rates move on three days, half a year apart, a third of the treated each; the last day is the one above. */
  readonly days?: 1 | 3;
  /** The rate of a quarter rises with its sales. */
  readonly following?: boolean;
  readonly seed?: number;
}

/** Two types and regions, a season that all share, sizes from small to thirty times as large. */
function simulated(asked: Simulated): Panel {
  const {
    partners,
    treated,
    effect = 0,
    drift = 0,
    noise = 0.15,
    ratesOf = 'payouts',
    following,
    seed = 1,
    days = 1,
  } = asked;
  const season = [1, 0.9, 1.05, 1.3];
  const made = Array.from({ length: partners }, (_, number): PanelPartner => {
    const dice = diceOf(seed, `P${number}`);
    const uniform = new Float64Array(QUARTERS + 1);
    dice.uniforms(streamOf('noise'), uniform);
    const isTreated = number < partners * treated;
    const start = AT - (number % days) * 2;
    const size = 20_000 * Math.exp(3.4 * uniform[QUARTERS]!);
    const revenue = Float64Array.from({ length: QUARTERS }, (_, at) => {
      const shock = Math.exp(noise * normalQuantile(uniform[at]!));
      const lift = isTreated && at >= start ? 1 + effect : 1;
      return size * season[at % 4]! * shock * lift * (isTreated ? (1 + drift) ** at : 1);
    });
    const rate = Float64Array.from({ length: QUARTERS }, (_, at) => {
      if (following) return 0.02 + 0.004 * uniform[at]! + (isTreated && at >= start ? 0.02 : 0);
      return isTreated && at >= start ? 0.05 : 0.03;
    });
    return {
      id: `P${number}`,
      type: number % 2 ? 'MSP' : 'reseller',
      region: number % 3 ? 'DACH' : 'Nordics',
      revenue,
      rate,
    };
  });
  const quarters = Array.from({ length: QUARTERS }, (_, at) => ({
    label: `${2020 + (at >> 2)}-Q${(at % 4) + 1}`,
    from: `${2020 + (at >> 2)}-${String((at % 4) * 3 + 1).padStart(2, '0')}-01`,
  }));
  return { quarters, partners: made, ratesOf };
}

const judge = (asked: Simulated) => judgePanel(simulated(asked), 7, 'en-GB');

describe('an experiment of history', () => {
  it('recovers a planted effect within its interval', () => {
    const found = judge({ partners: 300, treated: 0.25, effect: 0.2 });
    expect(found.effect).not.toBeNull();
    const { share, low, high } = found.effect!;
    expect(low).toBeLessThan(0.2);
    expect(high).toBeGreaterThan(0.2);
    expect(low).toBeGreaterThan(0);
    expect(share).toBeGreaterThan(low);
    expect(share).toBeLessThan(high);
    expect(found.evidence).toBe('own history');
    // 5 % against 3 % is two points: k = ln(1.2) / 0.02 would be 9.1 for the planted effect.
    expect(found.semiElasticity).toBeCloseTo(Math.log(1 + share) / 0.02, 1);
    expect(found.design).toBe('The rate paid to the partner rose by 0.50\u202fpp or more on 1 Jul 2022');
    expect(found.quarters.map(({ after }) => after)).toEqual([false, false, false, false, true, true, true, true]);
  });

  it('proves nothing where nothing is', () => {
    const found = judge({ partners: 300, treated: 0.25 });
    expect(found.effect!.low).toBeLessThan(0);
    expect(found.effect!.high).toBeGreaterThan(0);
    expect(found.semiElasticity).toBeNull();
    expect(found.evidence).toBe('assumed');
    expect(found.notes.join(' ')).toContain('Not proven');
  });

  it('cries wolf no more often than its interval allows', () => {
    const runs = Array.from({ length: 40 }, (_, seed) => judge({ partners: 120, treated: 0.3, seed: seed + 100 }));
    const given = runs.filter(({ effect }) => effect !== null);
    const wrong = given.filter(({ effect }) => effect!.low > 0 || effect!.high < 0);
    // One in ten is expected; of 40 runs more than ten would come up once in a thousand.
    expect(given.length).toBeGreaterThan(20);
    expect(wrong.length).toBeLessThanOrEqual(10);
  });

  it('takes the changes of several days together where no day has enough', () => {
    const found = judge({ partners: 160, treated: 0.25, effect: 0.25, days: 3 });
    expect(found.design).toMatch(/on 1 Jul 2021, 1 Jan 2022 and 1 Jul 2022$/);
    expect(found.treated).toBeGreaterThanOrEqual(15);
    expect(found.effect!.low).toBeLessThan(0.25);
    expect(found.effect!.high).toBeGreaterThan(0.25);
    expect(found.quarters.map(({ label }) => label)).toEqual([
      '\u22124',
      '\u22123',
      '\u22122',
      '\u22121',
      '+1',
      '+2',
      '+3',
      '+4',
    ]);
    // Nobody counts twice: 160 partners make 80 pairs at most, and 40 are treated.
    expect(found.treated).toBeLessThanOrEqual(40);
  });

  it('refuses a figure with few partners', () => {
    const found = judge({ partners: 40, treated: 0.2, effect: 0.5 });
    expect(found.effect).toBeNull();
    expect(found.notes[0]).toMatch(/^Too few for a figure/);
  });

  it('refuses a figure where the groups went apart before the change', () => {
    const found = judge({ partners: 300, treated: 0.25, effect: 0.2, drift: 0.08, noise: 0.05 });
    expect(found.effect).toBeNull();
    expect(found.notes.join(' ')).toMatch(/went apart|not alike|Too few/);
  });

  it('refuses a figure where rates follow each partner’s own sales', () => {
    const found = judge({ partners: 300, treated: 0.25, effect: 0.2, following: true });
    expect(found.effect).toBeNull();
    expect(found.notes[0]).toContain('moved with their own sales');
  });

  it('refuses a figure where sales vary so much that nothing would show', () => {
    const found = judge({ partners: 80, treated: 0.4, effect: 0.2, noise: 1.6 });
    expect(found.effect).toBeNull();
  });

  it('says of levels that they follow sales, and calls the evidence weak', () => {
    const found = judge({ partners: 300, treated: 0.25, effect: 0.25, ratesOf: 'levels' });
    expect(found.effect!.low).toBeGreaterThan(0);
    expect(found.evidence).toBe('own history, weak');
    expect(found.notes.join(' ')).toContain('regression to the mean');
  });

  it('says what is missing where nobody’s rate moved', () => {
    const found = judge({ partners: 50, treated: 0 });
    expect(found).toMatchObject({ effect: null, treated: 0, evidence: 'assumed' });
    expect(found.notes[0]).toContain('A pilot');
  });

  it('gives the same figures for the same seed and no others', () => {
    const panel = simulated({ partners: 200, treated: 0.25, effect: 0.1 });
    expect(judgePanel(panel, 7, 'en-GB')).toEqual(judgePanel(panel, 7, 'en-GB'));
    expect(judgePanel(panel, 8, 'en-GB').effect!.low).not.toBe(judgePanel(panel, 7, 'en-GB').effect!.low);
  });
});

const WINDOW: Window = { first: 0, at: 4, end: 6 };
const partner = (id: string, revenue: number[], more: Partial<PanelPartner> = {}): PanelPartner => ({
  id,
  type: 'MSP',
  region: 'DACH',
  revenue: Float64Array.from(revenue),
  rate: new Float64Array(revenue.length),
  ...more,
});

describe('the estimate', () => {
  it('is the ratio of the ratios of four sums', () => {
    const pairs = [
      {
        treated: partner('a', [100, 110, 90, 100, 150, 160]),
        peer: partner('b', [80, 90, 100, 90, 95, 90]),
        window: WINDOW,
      },
      { treated: partner('c', [40, 50, 60, 50, 70, 60]), peer: partner('d', [30, 50, 40, 40, 45, 40]), window: WINDOW },
    ];
    // Treated: 600 in four quarters, 440 in two. Peers: 520 in four, 270 in two.
    const byHand = 440 / 2 / (600 / 4) / (270 / 2 / (520 / 4)) - 1;
    const found = estimateEffect(pairs, 2, 7)!;
    expect(found.share).toBeCloseTo(byHand, 12);
    expect(found.share).toBeCloseTo(0.41235, 4);
    // 150 a quarter before are 100: 220 of the first quarter after are 146.67.
    expect(found.index[4]!.treated).toBeCloseTo((220 / 150) * 100, 9);
    // The quotients 140/110, 160/140, 150/140, 150/130 by least squares over −1.5 … 1.5.
    const quotients = [140 / 110, 160 / 140, 150 / 140, 150 / 130].map(Math.log);
    const slope = (-1.5 * quotients[0]! - 0.5 * quotients[1]! + 0.5 * quotients[2]! + 1.5 * quotients[3]!) / 5;
    expect(found.trend.slope).toBeCloseTo(Math.exp(slope) - 1, 12);
  });

  it('is none where a group sold nothing', () => {
    const pairs = [
      { treated: partner('a', [1, 1, 1, 1, 0, 0]), peer: partner('b', [1, 1, 1, 1, 1, 1]), window: WINDOW },
    ];
    expect(estimateEffect(pairs, 2, 7)).toBeNull();
  });
});

describe('matching', () => {
  it('pairs only what is alike, the nearest first, and nobody twice', () => {
    const flat = (id: string, amount: number, more: Partial<PanelPartner> = {}) =>
      partner(id, [amount, amount, amount * 1.1, amount * 1.1, amount, amount], more);
    const treated = [flat('t1', 100), flat('t2', 104), flat('t3', 1_000)];
    const others = [
      flat('near', 103),
      flat('next', 130),
      flat('elsewhere', 100, { region: 'Nordics' }),
      flat('other', 100, { type: 'SI' }),
      flat('large', 210),
      partner('grown', [50, 50, 150, 150, 100, 100]),
    ];
    const pairs = matchPeers(treated, others, WINDOW);
    expect(pairs.map(({ treated: own, peer }) => [own.id, peer.id])).toEqual([
      ['t1', 'next'],
      ['t2', 'near'],
    ]);
  });
});

describe('rates that follow sales', () => {
  it('are told by the order of their changes, and steady ones are not', () => {
    const rising = Array.from({ length: 20 }, (_, number) => {
      const revenue = [1, 2 + (number % 3), 1, 3, 2];
      return partner(`P${number}`, revenue, { rate: Float64Array.from(revenue, (value) => value / 100) });
    });
    expect(followsSales({ partners: rising }, 5)).toBeGreaterThan(0.9);
    const steady = rising.map((one) => ({ ...one, rate: new Float64Array(5).fill(0.03) }));
    expect(followsSales({ partners: steady }, 5)).toBeNull();
  });
});
