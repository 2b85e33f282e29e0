/** Guards the words of a refused plan, and that no document, however wrong, is answered by anything but words. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPlan, needPlan } from '../../../analytics/incentives/check.ts';
import { planTemplates } from '../../../analytics/incentives/templates/index.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { NARROW } from '../../../analytics/present/numbers.ts';
import { faultText } from '../../../analytics/rules/documents/faults.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = await net.open();
});
afterAll(() => net.close());

const LINE = { id: 'volume', label: 'Volume rebate', kind: 'rebate', rate: { flat: 0.05 } };
const plan = (lines: readonly unknown[], more: object = {}) => ({
  id: 'p',
  name: 'Plan',
  source: { text: 'Agreement' },
  lines,
  ...more,
});
const line = (more: object, of: object = {}) => plan([{ ...LINE, ...more }], of);
const bands = (edges: readonly (readonly [number, number])[], more: object = {}) =>
  line({ rate: { how: 'retroactive', bands: edges.map(([from, rate]) => ({ from, rate })), ...more } });

const plain = (text: string) => text.replaceAll(NARROW, ' ');
/** Each fault as a reader sees it. */
const faults = (raw: unknown) => checkPlan(raw, network).faults.map((fault) => plain(faultText(fault)));
const advice = (raw: unknown, levels?: readonly string[]) =>
  checkPlan(raw, network, levels ? { levels } : {}).advice.map((fault) => plain(faultText(fault)));

describe('a plan that the grammar does not allow', () => {
  it.each([
    [
      'nothing',
      {},
      [
        'The plan: id (id) – It is missing. Give a text.',
        'The plan: name (name) – It is missing. Give a text.',
        'The plan: lines (lines) – It is missing. Give a list.',
      ],
    ],
    ['no lines', plan([]), ['The plan: lines (lines) – List at least one line.']],
    [
      'a negative cap',
      line({ limits: { capPartner: -1 } }),
      ['Volume rebate, limits: capPartner (lines.0.limits.capPartner) – This must not be negative: write 0 or more.'],
    ],
    [
      'a rate in percent far above',
      line({ rate: { flat: 50 } }),
      ['Volume rebate: flat (lines.0.rate.flat) – A rate is a share: write 0.05 for five percent.'],
    ],
    [
      'a misspelt kind of rate',
      line({ rate: { falt: 0.05 } }),
      [
        'Volume rebate: rate (lines.0.rate) – A rate is an object with one of “flat”, “perUnit”, “lump”, “apportion”, “bands”, “growth”, “every”, “linear”, “points”, “byLevel”, “byRegion”. Did you mean “flat”?',
      ],
    ],
    [
      'a misspelt kind',
      line({ kind: 'rebat' }),
      [
        'Volume rebate: kind (lines.0.kind) – Did you mean “rebate”? Write one of “rebate”, “mdf”, “spiff”, “commission”, “co-op”, “discount”, “other”.',
      ],
    ],
    [
      'a plan that ends before it begins',
      plan([LINE], { effectiveFrom: '2026-10-01', effectiveTo: '2026-09-30' }),
      ['The plan: effectiveTo (effectiveTo) – The plan ends before it begins.'],
    ],
  ])('%s', (_, raw, sentences) => {
    expect(faults(raw)).toEqual(sentences);
  });

  it('takes growth with one rate and with bands', () => {
    expect(faults(line({ rate: { growth: 'year-ago', rate: 0.03, payOnlyGrowth: true } }))).toEqual([]);
    const edges = [{ from: 0.05, rate: 0.02 }];
    expect(faults(line({ rate: { growth: 'year-ago', bands: edges, payOnlyGrowth: true } }))).toEqual([]);
  });
});

describe('a plan that makes no sense', () => {
  const spiff = { id: 'spiff', label: 'SPIFF', kind: 'spiff', rate: { flat: 0.01 } };
  it.each([
    [
      'two lines of one id',
      plan([LINE, { ...LINE, id: 'Volume', label: 'Other' }]),
      ['Other: id (lines.1.id) – Another line has the id “volume” already. Give this one another id.'],
    ],
    [
      'an unknown line to take off',
      plan([LINE, { ...spiff, on: { less: ['volum'] } }]),
      [
        'SPIFF, rows that count, paid before, 1st (lines.1.on.less.0) – There is no line “volum”. Did you mean “volume”?',
      ],
    ],
    [
      'a later line to take off',
      plan([{ ...LINE, on: { less: ['spiff'] } }, spiff]),
      [
        'Volume rebate, rows that count, paid before, 1st (lines.0.on.less.0) – “SPIFF” is paid after this line, and only what was paid before can come off. Move “SPIFF” above “Volume rebate”, or remove it here.',
      ],
    ],
    [
      'lines that take each other off',
      plan([
        { ...LINE, on: { less: ['spiff'] } },
        { ...spiff, on: { less: ['volume'] } },
      ]),
      [
        'Volume rebate, rows that count, paid before, 1st (lines.0.on.less.0) – “Volume rebate” and “SPIFF” come off each other’s base, so neither can be computed first. Keep one of the two.',
      ],
    ],
    [
      'a line that takes itself off',
      line({ on: { less: ['volume'] } }),
      [
        'Volume rebate, rows that count, paid before, 1st (lines.0.on.less.0) – A line cannot come off its own base. Remove it here.',
      ],
    ],
    [
      'bands out of order',
      bands([
        [400_000, 0.02],
        [200_000, 0.01],
        [200_000, 0.03],
      ]),
      [
        'Volume rebate, bands, 2nd: from (lines.0.rate.bands.1.from) – Bands go from the lowest up, and 200,000 is below 400,000 before it. Put them in order.',
        'Volume rebate, bands, 3rd: from (lines.0.rate.bands.2.from) – Two bands begin at 200,000. Keep one of them.',
      ],
    ],
    [
      'bands that differ beyond a float',
      line({
        rate: {
          how: 'retroactive',
          bands: [
            { from: '100000000000000.000002', rate: '0.01' },
            { from: '100000000000000.000001', rate: '0.02' },
          ],
        },
      }),
      [
        'Volume rebate, bands, 2nd: from (lines.0.rate.bands.1.from) – Bands go from the lowest up, and 100,000,000,000,000.000001 is below 100,000,000,000,000.000002 before it. Put them in order.',
      ],
    ],
    [
      'a band below 0',
      bands([
        [-1_000_000, 0.01],
        [0, 0.02],
      ]),
      [
        'Volume rebate, bands, 1st: from (lines.0.rate.bands.0.from) – The lowest band begins at −1 M, but nothing is bought below 0: the part below would be paid though nobody bought it. Begin it at 0.',
      ],
    ],
    [
      'marginal bands of sums',
      bands([[0, 100]], { how: 'marginal', pays: 'lump' }),
      [
        'Volume rebate: pays (lines.0.rate.pays) – A sum is paid once for the band reached, and marginal bands pay each part by itself. Write "how": "retroactive", or pay a share.',
      ],
    ],
    [
      'marginal bands of another measure',
      bands([[0, 0.01]], { how: 'marginal', on: { metric: 'won_amount', window: 'trailing-12-months' } }),
      [
        'Volume rebate, looked up in (lines.0.rate.on) – Marginal bands part the base itself, so they cannot be looked up in another measure. Write "how": "retroactive", or remove “on”.',
      ],
    ],
    [
      'growth in a campaign',
      line(
        { period: 'campaign', rate: { growth: 'prior-period', rate: 0.03, payOnlyGrowth: true } },
        { effectiveFrom: '2026-01-01', effectiveTo: '2026-06-30' },
      ),
      [
        'Volume rebate: growth (lines.0.rate.growth) – A campaign has no earlier one to grow from. Write the amount to grow from, or pay by month, quarter, half-year or year.',
      ],
    ],
    [
      'a deal that grows',
      line({ scope: 'deal', rate: { growth: 'year-ago', rate: 0.03, payOnlyGrowth: true } }),
      [
        'Volume rebate: scope (lines.0.scope) – A deal does not grow: partners do. Write "scope": "partner" or "group".',
      ],
    ],
    [
      'an unknown metric',
      bands([[0, 0.01]], { on: { metric: 'won_amont', window: 'trailing-12-months' } }),
      [
        'Volume rebate, looked up in: metric (lines.0.rate.on.metric) – There is no metric “won_amont”. Did you mean won_amount, won_count?',
      ],
    ],
    [
      'a certificate of a sale',
      line({ on: { filter: [{ dim: 'certification', values: ['Pro'] }] } }),
      [
        'Volume rebate, rows that count, filter, 1st: dim (lines.0.on.filter.0.dim) – Rows of sales cannot be chosen by certification. It belongs to a partner and not to a sale. Pay by “level”, or take it as an accelerator’s measure.',
      ],
    ],
    [
      'partners by product',
      line({ where: [{ dim: 'family', values: ['Cloud'] }] }),
      [
        'Volume rebate, partners, 1st: dim (lines.0.where.0.dim) – Partners cannot be chosen by family. Use one of partner, level, segment, type, country, region, city, owner, parent.',
      ],
    ],
    [
      'a share of units',
      line({ on: { base: 'quantity' } }),
      [
        'Volume rebate, rows that count: base (lines.0.on.base) – 5 % of a number of units is no money. Pay money per unit, or take another base, for instance "base": "amount".',
      ],
    ],
    [
      'money per unit of money',
      line({ rate: { perUnit: 200 } }),
      [
        'Volume rebate, rows that count: base (lines.0.on.base) – Money per unit needs a base that is counted, and this one is the amount. Write "base": "quantity" or "count", or pay a share.',
      ],
    ],
    [
      'a cap below the floor',
      line({ limits: { floor: 500_000, capBase: 400_000 } }),
      [
        'Volume rebate, limits: capBase (lines.0.limits.capBase) – The base is capped at 400,000, below the floor of 500,000 that it must reach. Raise the cap, or lower the floor.',
      ],
    ],
    [
      'expiry of what is paid out',
      line({ terms: { expiry: { months: 6 } } }),
      [
        'Volume rebate, terms, expiry (lines.0.terms.expiry) – Only what is credited to a fund can lapse, and a rebate is paid out. Write "kind": "co-op" or "mdf", or credit a part with “cashShare”.',
      ],
    ],
    [
      'a claimed discount',
      line({ kind: 'discount', scope: 'deal', terms: { claimWithinDays: 60 } }),
      [
        'Volume rebate, terms: claimWithinDays (lines.0.terms.claimWithinDays) – A discount comes off the invoice, so there is nothing to claim. Remove it, or make the line a rebate.',
      ],
    ],
    [
      'an unknown line in the pool',
      plan([LINE], { pool: { cap: 1000, lines: ['spiff'] } }),
      ['pool, 1st line (pool.lines.0) – There is no line “spiff”. There are “volume”.'],
    ],
    [
      'a pool that ends before its lines',
      plan([{ ...LINE, period: 'year' }], { pool: { cap: 1000, period: 'quarter' } }),
      [
        'pool: period (pool.period) – “Volume rebate” pays by year, which is longer than the quarter of the pool. Give the pool a period at least as long.',
      ],
    ],
    [
      'a campaign without an end',
      line({ period: 'campaign', on: { from: '2026-01-01' } }),
      [
        'Volume rebate, rows that count: to (lines.0.on.to) – A campaign has a first and a last day. Give the line “from” and “to”, or the plan its dates.',
      ],
    ],
    [
      'a line after the plan',
      line({ on: { from: '2027-01-01' } }, { effectiveTo: '2026-12-31' }),
      [
        'Volume rebate, rows that count: from (lines.0.on.from) – The line begins after the plan ends on 2026-12-31, so no row counts. Begin it earlier, or let the plan go on.',
      ],
    ],
    [
      'points of a sum',
      line({ rate: { lump: 1000 }, surcharges: [{ id: 'emea', rate: 0.01 }] }),
      [
        'Volume rebate: surcharges (lines.0.surcharges) – A surcharge adds points to a rate, and this line pays sums. Use a multiplier, or a line of its own.',
      ],
    ],
    [
      'a region without a group',
      line({ rate: { byRegion: { emea: 0.05 } } }),
      [
        'Volume rebate, region “emea” (lines.0.rate.byRegion.emea) – There are no region groups. Name the countries of “emea” under “regionGroups”, or use “else”.',
      ],
    ],
  ])('%s', (_, raw, sentences) => {
    expect(faults(raw)).toEqual(sentences);
  });

  it('is told whole when it is needed', () => {
    const raw = plan([{ ...LINE, on: { less: ['x'] }, limits: { floor: 2, capBase: 1 } }]);
    expect(() => needPlan(raw, network)).toThrow(
      expect.objectContaining({
        code: 'plan-invalid',
        message: checkPlan(raw, network).faults.map(faultText).join(' '),
      }),
    );
    expect(checkPlan(raw, network).faults).toHaveLength(2);
  });
});

describe('advice on a plan that can be rated', () => {
  it.each([
    [
      'five for five percent',
      line({ rate: { flat: 5 } }),
      ['Volume rebate: flat (lines.0.rate.flat) – This is 500 %. For 5 % write 0.05.'],
    ],
    [
      'a band of three for three percent',
      bands([[0, 3]]),
      ['Volume rebate, bands, 1st: rate (lines.0.rate.bands.0.rate) – This is 300 %. For 3 % write 0.03.'],
    ],
    [
      'a cap that never binds',
      line({ scope: 'deal', limits: { capDeal: 30_000, capPartner: 25_000 } }),
      [
        'Volume rebate, limits: capDeal (lines.0.limits.capDeal) – The cap for a partner, 25,000, is reached before that for a deal. Lower this one, or remove it.',
      ],
    ],
    [
      'a yearly sum in quarters paid each month',
      line({ period: 'month', rate: { apportion: 40_000, over: 4 } }),
      [
        'Volume rebate: over (lines.0.rate.over) – A year has 12 of these periods and the sum is parted in 4, so a year does not pay it once. Write "over": 12.',
      ],
    ],
    [
      'a discount after the fact',
      line({ kind: 'discount' }),
      [
        'Volume rebate: scope (lines.0.scope) – A discount is known when the deal is quoted, but “Volume rebate” adds up the deals of a period first. Write "scope": "deal".',
      ],
    ],
    [
      'a base that is not loaded',
      line({ on: { base: 'margin' } }),
      [
        'Volume rebate, rows that count: base (lines.0.on.base) – No costs are loaded, so this pays nothing here. Load them, or take this out.',
      ],
    ],
    [
      'a rate below nothing',
      line({ rate: { flat: -0.02 }, surcharges: [{ id: 'emea', label: 'EMEA', rate: 0.03 }] }),
      [
        'Volume rebate: flat (lines.0.rate.flat) – At −2 % the partner pays: what is sold is charged for. Write it without the minus, if that is not meant.',
      ],
    ],
    [
      'no source',
      plan([LINE], { source: undefined }),
      [
        'The plan: source (source) – Rule of thumb: every rate needs a source that a reader can check. Say in “source” where the plan comes from and when.',
      ],
    ],
  ])('%s', (_, raw, sentences) => {
    expect(faults(raw)).toEqual([]);
    expect(advice(raw)).toEqual(sentences);
  });

  it('names the level that was meant, in rates and in filters', () => {
    const raw = line({
      rate: { byLevel: { gold: 0.05, Platin: 0.07 } },
      where: [{ dim: 'level', values: ['Steel', null] }],
    });
    expect(advice(raw, ['Silver', 'Gold', 'Platinum'])).toEqual([
      'Volume rebate, level “Platin” (lines.0.rate.byLevel.Platin) – No partner has the level “Platin”. Did you mean “Platinum”?',
      'Volume rebate, partners, 1st, values, 1st (lines.0.where.0.values.0) – No partner has the level “Steel”. There are “Silver”, “Gold”, “Platinum”.',
    ]);
    expect(advice(raw)).toEqual([]);
  });
});

describe('any document', () => {
  const damage = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant([]),
    fc.constant({}),
    fc.jsonValue(),
  );

  /** A copy with the part at a place, chosen by numbers, replaced or taken away. */
  function damaged(document: unknown, steps: readonly number[], by: unknown): unknown {
    const [step, ...rest] = steps;
    if (step === undefined || typeof document !== 'object' || document === null) return by;
    const keys = Object.keys(document);
    if (keys.length === 0) return by;
    const key = keys[step % keys.length]!;
    const copy = Array.isArray(document) ? [...document] : { ...document };
    const member = (document as Record<string, unknown>)[key];
    (copy as Record<string, unknown>)[key] = damaged(member, rest, by);
    return copy;
  }

  it('is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const { plan, faults } = checkPlan(raw, network);
        expect(plan === null).toBe(faults.length > 0);
      }),
      runs(100),
    );
  });

  it('is refused with a place and a sentence for every fault, when a good plan is damaged', () => {
    const good = planTemplates().map((template) => template.plan);
    fc.assert(
      fc.property(
        fc.constantFrom(...good),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
        damage,
        (plan, steps, by) => {
          const { plan: read, faults, advice } = checkPlan(damaged(plan, steps, by), network, { levels: ['Gold'] });
          expect(read === null).toBe(faults.length > 0);
          for (const { sentence, where } of [...faults, ...advice]) {
            expect(where).not.toBe('');
            expect(sentence).toMatch(/[.?]$/);
          }
          if (read) expect(checkPlan(JSON.parse(JSON.stringify(read)), network).plan).toEqual(read);
        },
      ),
      runs(300),
    );
  });
});
