/** What a segmentation is refused for: guards against a document that places nobody or the wrong ones without a word. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSegmentation, needDocument, segmentCheck } from '../../../analytics/segments/check.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { segmentationTemplates } from '../../../analytics/segments/templates/index.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { deskOf } from './desk.ts';

let net: TestNetwork;
let desk: SegmentDesk;
beforeAll(async () => {
  net = await testNetwork({
    partner: [{ partner_id: 'P1', country: 'Germany', agreement_start: '2020-01-01' }],
    deal: [{ deal_id: 'D1', partner_id: 'P1', outcome: 'won', amount: 10, closed_on: '2026-06-01' }],
  });
  desk = await deskOf(net);
});
afterAll(() => net.close());

const YEAR = 'trailing-12-months';
const BOOKINGS = { metric: 'won_amount', window: YEAR };
const document = (by: unknown, more: object = {}) => ({ id: 'test', name: 'Test', by, ...more });
const rule = (when: unknown, id = 'A') => ({ rules: [{ id, when }], otherwise: { id: 'Rest' } });
const faultsOf = (by: unknown, more: object = {}) =>
  checkSegmentation(document(by, more), desk.context.network).faults.map(({ place, sentence }) => [place, sentence]);
const matrix = (x: object, more: object = {}) => ({
  matrix: { x, y: { measure: { metric: 'won_count', window: YEAR }, cut: { median: true } } },
  ...more,
});

describe('a segmentation is refused', () => {
  const cases: [what: string, by: unknown, place: string, sentence: RegExp][] = [
    ['without a way to segment', {}, 'by', /“rules”, “rfm”, “kmeans”, “matrix”/],
    [
      'for a metric that is not there',
      rule({ metric: 'bookings', window: YEAR, value: 1 }),
      'by.rules.0.when.metric',
      /bookings/,
    ],
    ['for a missing window', rule({ metric: 'won_amount', value: 1 }), 'by.rules.0.when.window', /needs a window/],
    [
      'for an attribute that is no partner’s, deep inside',
      rule({ all: [{ not: { is: 'family', values: ['Cloud'] } }] }),
      'by.rules.0.when.all.0.not.is',
      /not a property of a partner/,
    ],
    [
      'when it is made of the segments in force',
      rule({ is: 'segment', values: ['Stars'] }),
      'by.rules.0.when.is',
      /cannot be made of the segments/,
    ],
    [
      'for two segments of one id',
      rule({ ...BOOKINGS, value: 1 }, 'Rest'),
      'by.otherwise.id',
      /Two segments are called “Rest”/,
    ],
    [
      'for scores that run backwards',
      { rfm: {}, patterns: [{ id: 'A', recency: [5, 4] }], otherwise: { id: 'B' } },
      'by.patterns.0.recency',
      /No score is from 5 to 4/,
    ],
    [
      'for breaks that do not go upwards',
      {
        rfm: { scores: { recency: [7, 30, 30, 365], frequency: [1, 2, 3, 4], money: [1, 2, 3, 4] } },
        patterns: [{ id: 'A' }],
        otherwise: { id: 'B' },
      },
      'by.rfm.scores.recency.2',
      /30 follows 30/,
    ],
    [
      'for an axis of two things',
      matrix({ measure: BOOKINGS, profile: { id: 'p', name: 'P', criteria: [] }, cut: { median: true } }),
      'by.matrix.x.profile.criteria',
      /./,
    ],
    ['for an axis of nothing', matrix({ cut: { median: true } }), 'by.matrix.x', /“measure” or “profile”/],
    [
      'for cuts that do not go upwards',
      matrix({ measure: BOOKINGS, cut: { fixed: [500, 100] } }),
      'by.matrix.x.cut.fixed.1',
      /100 follows 500/,
    ],
    [
      'for a cell that the matrix does not have',
      matrix({ measure: BOOKINGS, cut: { median: true } }, { cells: { '2,0': { id: 'Far' } } }),
      'by.cells.2,0',
      /2 columns and 2 rows/,
    ],
    [
      'for a feature that comes twice',
      { kmeans: { features: [BOOKINGS, { ...BOOKINGS, log: true }] } },
      'by.kmeans.features.1',
      /weigh twice/,
    ],
    [
      'for more names than clusters',
      { kmeans: { features: [BOOKINGS], k: 2 }, names: [{ id: 'A' }, { id: 'B' }, { id: 'C' }] },
      'by.names',
      /3 names for 2 clusters/,
    ],
    [
      'for a profile that has no answer',
      matrix({
        profile: { id: 'p', name: 'P', criteria: [{ id: 'c', weight: 1, by: { metric: 'nonsense', from: 0, to: 1 } }] },
        cut: { median: true },
      }),
      'by.matrix.x.profile',
      /nonsense/,
    ],
  ];
  for (const [what, by, place, sentence] of cases) {
    it(what, () => {
      const faults = faultsOf(by);
      expect(faults.map(([at]) => at)).toContain(place);
      expect(faults.map(([, said]) => said).join(' ')).toMatch(sentence);
    });
  }

  it('with every fault at once, each with its place as people say it', () => {
    const by = {
      rules: [
        {
          id: 'Big',
          label: 'Big ones',
          when: {
            any: [
              { metric: 'won_amount', value: 1 },
              { is: 'month', values: ['x'] },
            ],
          },
        },
      ],
      otherwise: { id: 'Rest' },
    };
    const { faults } = checkSegmentation(
      document(by, { where: [{ dim: 'family', values: ['x'] }] }),
      desk.context.network,
    );
    expect(faults.map(({ where }) => where)).toEqual([
      'Big ones, any of, 1st: window',
      'filter, 1st: dim',
      'Big ones, any of, 2nd: is',
    ]);
    expect(() => needDocument(document(by), desk.context.network)).toThrow(
      /Big ones, any of, 1st: window .*by\.rules\.0/,
    );
  });

  it('nested deeper than anybody would', () => {
    let when: unknown = { ...BOOKINGS, value: 1 };
    for (let depth = 0; depth < 80; depth++) when = { not: when };
    expect(faultsOf(rule(when))[0]![1]).toMatch(/nested more than 60 deep/);
  });
});

describe('advice', () => {
  const adviceOn = async (by: unknown) => {
    const { advice } = await segmentCheck(desk, { segmentation: document(by) as Record<string, unknown> });
    return advice.map(({ place, sentence }) => `${place}: ${sentence}`).join('\n');
  };

  it('names values that nothing in the data has', async () => {
    expect(await adviceOn(rule({ is: 'country', values: ['Germani'] }))).toMatch(
      /by\.rules\.0\.when\.values\.0: .*Did you mean “Germany”/,
    );
  });

  it('tells of patterns that nobody can come to', async () => {
    const by = {
      rfm: {},
      patterns: [{ id: 'A', recency: [3, 5] }, { id: 'B', recency: [4, 5], money: [5, 5] }, { id: 'C' }],
      otherwise: { id: 'D' },
    };
    const advice = await adviceOn(by);
    expect(advice).toMatch(/by\.patterns\.1: Patterns before this one take all/);
    expect(advice).toMatch(/by\.otherwise: The patterns take every score/);
    expect(advice).not.toMatch(/by\.patterns\.2: Patterns/);
  });

  it('tells of figures that nobody has, and of axes that are one', async () => {
    const people = { measure: { metric: 'certified_people' }, cut: { median: true } };
    const advice = await adviceOn({ matrix: { x: people, y: people } });
    expect(advice).toMatch(/no certificates loaded/);
    expect(advice).toMatch(/by\.matrix\.y: Both axes show the same/);
    const criteria = [{ id: 'people', weight: 1, by: { metric: 'certified_people', from: 0, to: 4 } }];
    const profile = { profile: { id: 'p', name: 'P', criteria }, cut: { fixed: [50] } };
    expect(await adviceOn(matrix(profile))).toMatch(
      /x\.profile\.criteria\.0\.by: Nobody has a figure here: no certificates/,
    );
  });
});

describe('templates', () => {
  it('begin with performance × potential in nine cells, each with what to do', () => {
    const [first] = segmentationTemplates();
    expect(first!.id).toBe('performance-potential');
    const { by } = first!.segmentation;
    if (!('matrix' in by)) throw new Error('no matrix');
    expect(Object.keys(by.cells)).toHaveLength(9);
    for (const { advice, meaning } of Object.values(by.cells))
      expect([typeof advice, typeof meaning]).toEqual(['string', 'string']);
    expect(new Set(Object.values(by.cells).map(({ colour }) => colour)).size).toBe(9);
  });

  it('put the published names of capability × performance where they belong', () => {
    const { by } = segmentationTemplates().find(({ id }) => id === 'capability-performance')!.segmentation;
    if (!('matrix' in by)) throw new Error('no matrix');
    expect(by.matrix.x.label).toBe('Capability');
    // High capability and low performance is a potential star; the other way round a question mark.
    expect(Object.fromEntries(Object.entries(by.cells).map(([cell, { id }]) => [cell, id]))).toEqual({
      '1,1': 'High performers',
      '1,0': 'Potential stars',
      '0,1': 'Question marks',
      '0,0': 'Underperformers',
    });
  });

  it('are sound, carry their source and the day it was read, and leave no pattern without partners', () => {
    for (const { segmentation, source, on } of segmentationTemplates()) {
      const { faults, advice } = checkSegmentation(segmentation, desk.context.network);
      expect(faults).toEqual([]);
      expect(advice.filter(({ sentence }) => !/loaded/.test(sentence))).toEqual([]);
      expect(segmentation.source).toEqual({ text: source, on });
      expect(on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});
