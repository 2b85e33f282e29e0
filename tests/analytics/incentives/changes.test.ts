/** Guards the list of what a scenario changes in a plan, and the sentence of a line: figures that lead somewhere else. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IncentivePlanInput, incentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import { planDifferences, withPlanChanges } from '../../../analytics/incentives/changes.ts';
import { checkPlan } from '../../../analytics/incentives/check.ts';
import { lineSentence } from '../../../analytics/incentives/sentence/lineSentence.ts';
import { planTemplates } from '../../../analytics/incentives/templates/index.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { NARROW } from '../../../analytics/present/numbers.ts';
import { sentenceParts, sentenceText } from '../../../analytics/present/planSentence.ts';
import { valueAt } from '../../../analytics/rules/documents/edit.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = await net.open();
});
afterAll(() => net.close());

type LineInput = IncentivePlanInput['lines'][number];
const volume = (bands: readonly (readonly [number, number])[], more: Partial<LineInput> = {}): LineInput => ({
  id: 'volume',
  label: 'Volume rebate',
  kind: 'rebate',
  rate: {
    how: 'retroactive',
    pays: 'share',
    bands: bands.map(([from, rate]) => ({ from: `${from}`, rate: `${rate}` })),
  },
  ...more,
});
const spiff: LineInput = {
  id: 'spiff',
  label: 'Cloud SPIFF',
  kind: 'spiff',
  scope: 'line',
  period: 'month',
  on: { base: 'quantity', filter: [{ dim: 'family', values: ['Cloud'] }] },
  rate: { perUnit: '200' },
};
const BASE = [
  [0, 0.01],
  [400_000, 0.015],
] as const;
const plan = (lines: readonly LineInput[], more: object = {}) =>
  incentivePlan.parse({ id: 'p', name: 'Plan', lines, ...more });
const plain = (text: string) => text.replaceAll(NARROW, ' ');

/** The changes from the base plan, as a sentence each. */
function changes(after: readonly LineInput[], before: readonly LineInput[] = [volume(BASE)], more: object = {}) {
  return planDifferences(plan(before), plan(after, more), network).map(({ change }) => plain(change.sentence));
}

describe('planDifferences', () => {
  it('names a moved rate by its line and band', () => {
    const [found] = planDifferences(plan([volume(BASE)]), plan([volume([BASE[0], [400_000, 0.02]])]), network);
    expect({ ...found!.change, sentence: plain(found!.change.sentence) }).toEqual({
      place: 'lines.0.rate.bands.1.rate',
      label: 'Volume rebate, from 400,000',
      from: '0.015',
      to: '0.02',
      unit: 'ratio',
      sentence: 'Volume rebate, from 400,000: 1.5 % → 2 %',
    });
  });

  it('takes a moved edge, a new band and a removed one for one change each', () => {
    expect(changes([volume([BASE[0], [500_000, 0.015]])])).toEqual([
      'Volume rebate, band: 1.5 % from 400,000 → 1.5 % from 500,000',
    ]);
    // A bridge parts what an edge brings from what a rate does.
    expect(changes([volume([BASE[0], [500_000, 0.02]])])).toEqual([
      'Volume rebate, band, from: 400,000 → 500,000',
      'Volume rebate, from 500,000: 1.5 % → 2 %',
    ]);
    expect(changes([volume([...BASE, [2_000_000, 0.03]])])).toEqual(['Volume rebate, band: new, 3 % from 2 M']);
    expect(changes([volume([BASE[0]])])).toEqual(['Volume rebate, band: removed, was 1.5 % from 400,000']);
  });

  it('says how bands pay, limits and terms', () => {
    const after = volume(BASE, {
      rate: {
        how: 'marginal',
        pays: 'share',
        bands: BASE.map(([from, rate]) => ({ from: `${from}`, rate: `${rate}` })),
      },
      limits: { capPartner: 25_000 },
      terms: { holdBack: { share: 0.1, days: 90 }, dueDays: 45 },
      on: { registered: true, filter: [{ dim: 'family', values: ['Cloud'] }] },
    });
    expect(changes([after])).toEqual([
      'Volume rebate, chosen by: none → family Cloud',
      'Volume rebate, registered deals only: new, yes',
      'Volume rebate, how bands pay: retroactive → marginal',
      'Volume rebate, cap per partner: new, 25,000',
      'Volume rebate, due after: 30 d → 45 d',
      'Volume rebate, held back: new, share 10 %, 90 d',
    ]);
  });

  it('says another way to pay, a new line and a removed one in a sentence', () => {
    expect(changes([volume([], { rate: { flat: 0.05 } })])).toEqual([
      'Volume rebate, rate: 1 % of bookings up to 400,000, 1.5 % above, first-dollar, a quarter → 5 % of bookings, a quarter',
    ]);
    expect(changes([volume(BASE), spiff])).toEqual([
      'Cloud SPIFF: new, 200 per unit, a month, by line of a deal, family Cloud',
    ]);
    expect(changes([spiff], [volume(BASE), spiff])).toEqual([
      'Volume rebate: removed, was 1 % of bookings up to 400,000, 1.5 % above, first-dollar, a quarter',
    ]);
  });

  it('says a new order of lines and a pool', () => {
    const pool = { pool: { cap: 800_000 } };
    expect(changes([spiff, volume(BASE)], [volume(BASE), spiff], pool)).toEqual([
      'Order of lines: Volume rebate, Cloud SPIFF → Cloud SPIFF, Volume rebate',
      'Pool: new, cap 800,000, period year',
    ]);
  });

  it('makes all changes, in any choice of plans, and knows no change between equals', () => {
    const plans = planTemplates().map((template) => template.plan);
    for (const before of plans) {
      expect(planDifferences(before, before, network)).toEqual([]);
      for (const after of plans) {
        const found = planDifferences(before, after, network);
        const { lines, pool, rounding, regionGroups } = withPlanChanges(before, found);
        expect({ lines, pool, rounding, regionGroups }).toEqual({
          lines: after.lines,
          pool: after.pool,
          rounding: after.rounding,
          regionGroups: after.regionGroups,
        });
        for (const { change } of found) expect(change.sentence).not.toMatch(/undefined|\[object|NaN/);
      }
    }
  });

  it('makes and undoes bands that come, go and move, still from the lowest up', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 99 }),
        (edges, others, rate) => {
          const of = (list: readonly number[]) =>
            plan([volume([...list].sort((a, b) => a - b).map((edge) => [edge * 1000, rate / 1000] as const))]);
          const [before, after] = [of(edges), of(others)];
          const found = planDifferences(before, after, network);
          expect(withPlanChanges(before, found)).toEqual(after);
          expect(withPlanChanges(after, planDifferences(after, before, network))).toEqual(before);
        },
      ),
      runs(60),
    );
  });
});

describe('the sentence of a line', () => {
  const said = (line: LineInput) => plain(sentenceText(lineSentence(plan([line]), 0, network)));

  it.each<[string, LineInput, string]>([
    [
      'bands from nothing, with a cap',
      volume(
        [
          [0, 0.03],
          [2_000_000, 0.05],
          [4_000_000, 0.07],
        ],
        { limits: { capPartner: 25_000 } },
      ),
      '3 % of bookings up to 2 M, 5 % up to 4 M, 7 % above, first-dollar, a quarter, at most 25,000 per partner',
    ],
    [
      'bands from a target on',
      volume(
        [
          [2_000_000, 0.03],
          [4_000_000, 0.05],
        ],
        { period: 'year' },
      ),
      '3 % of bookings from 2 M, 5 % from 4 M, first-dollar, a year',
    ],
    ['units', spiff, '200 per unit, a month, by line of a deal, family Cloud'],
    [
      'growth',
      volume([], { rate: { growth: 'year-ago', rate: '0.03', atLeast: '0.05', payOnlyGrowth: true } }),
      '3 % of the growth of bookings over the same period a year before, from 5 % growth on, a quarter',
    ],
    [
      'growth from an amount, by bands',
      volume([], {
        rate: {
          growth: '621238',
          bands: [
            { from: '0.05', rate: '0.02' },
            { from: '0.1', rate: '0.03' },
          ],
          atLeast: '0',
          payOnlyGrowth: false,
        },
      }),
      '2 % from 5 %, 3 % from 10 % growth, of all bookings over 621,238, a quarter',
    ],
    [
      'a sum',
      volume([], { rate: { lump: '1000', atLeast: '100000' } }),
      '1,000 once bookings reach 100,000, a quarter',
    ],
    [
      'so much for every',
      volume([], { rate: { every: '10000', pays: '500', above: '100000' } }),
      '500 for every 10,000 of bookings above 100,000, a quarter',
    ],
    [
      'between two targets',
      volume([], {
        rate: {
          linear: [
            { at: '100000', rate: '0.02' },
            { at: '500000', rate: '0.05' },
          ],
        },
      }),
      'from 2 % of bookings at 100,000 up to 5 % at 500,000, a quarter',
    ],
    [
      'points',
      volume([], { rate: { points: '3', per: '100', worth: '1' } }),
      '3 points for every 100 of bookings, 1 each, a quarter',
    ],
    [
      'levels, with what comes on top',
      volume([], {
        rate: { byLevel: { Gold: '0.05', Silver: '0.03' } },
        surcharges: [{ id: 'emea', label: 'EMEA', rate: 0.01 }],
        multipliers: [{ id: 'cloud', label: 'cloud products', factor: 1.5 }],
        terms: { cashShare: 0.7, claimWithinDays: 60, expiry: { months: 6 } },
      }),
      '5 % of bookings for Gold, 3 % for Silver, a quarter, plus 1 % for EMEA, times 1.5 for cloud products, claimed within 60 d, 70 % in cash and the rest to the co-op fund, lapses after 6 months',
    ],
  ])('says %s', (_, line, sentence) => {
    expect(said(line)).toBe(sentence);
  });

  it('gives every value its place and what else can stand there', () => {
    const document = plan([volume(BASE, { limits: { capPartner: 25_000 } })]);
    const sentence = lineSentence(document, 0, network);
    const { place, label } = sentence;
    const parts = sentenceParts(sentence);
    expect([place, label]).toEqual(['lines.0', 'Volume rebate']);
    const values = parts.flatMap((part) => (part.kind === 'value' ? [[part.place, part.value, part.unit]] : []));
    expect(values).toEqual([
      ['lines.0.rate.bands.0.rate', '0.01', 'ratio'],
      ['lines.0.on.base', 'amount', 'text'],
      ['lines.0.rate.bands.1.from', '400000', 'money'],
      ['lines.0.rate.bands.1.rate', '0.015', 'ratio'],
      ['lines.0.rate.how', 'retroactive', 'text'],
      ['lines.0.period', 'quarter', 'text'],
      ['lines.0.limits.capPartner', '25000', 'money'],
    ]);
    const how = parts.find((part) => part.kind === 'value' && part.place === 'lines.0.rate.how');
    expect(how).toMatchObject({
      choices: [
        { value: 'retroactive', text: 'first-dollar' },
        { value: 'marginal', text: 'each part at its own rate' },
      ],
    });
  });

  it('holds values of the document only, and choices that the grammar allows, for every template', () => {
    for (const { plan: document } of planTemplates()) {
      for (const index of document.lines.keys()) {
        for (const part of sentenceParts(lineSentence(document, index, network))) {
          expect(part.text).not.toMatch(/undefined|NaN|\[object/);
          if (part.kind === 'words') continue;
          const path = part.place.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
          expect(valueAt(document, path)).toBe(part.value);
          for (const { value } of part.choices ?? []) {
            const edited = structuredClone(document) as unknown as Record<string, unknown>;
            const home = valueAt(edited, path.slice(0, -1)) as Record<string, unknown>;
            home[String(path.at(-1))] = value;
            const { faults } = checkPlan(edited, network);
            expect(faults.map(({ sentence }) => sentence).filter((one) => /Write one of/.test(one))).toEqual([]);
          }
        }
      }
    }
  });
});
