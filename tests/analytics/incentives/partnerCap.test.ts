/** The cap of a payee over all lines, from the check of the document to the bridge: what it takes must be said wherever pay is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planDifferences } from '../../../analytics/incentives/changes.ts';
import { checkPlan } from '../../../analytics/incentives/check.ts';
import { explainPay } from '../../../analytics/incentives/explain.ts';
import { payBridge } from '../../../analytics/incentives/payBridge.ts';
import { leversOf } from '../../../analytics/incentives/search/levers.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import { NARROW } from '../../../analytics/present/numbers.ts';
import { faultText } from '../../../analytics/rules/documents/faults.ts';
import { caseOf, deskOn } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { plan } from './readings.ts';
import { sales } from './workedPlans.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork(
    sales([{ amount: 1_000 }, { amount: 2_000, on: '2026-05-10' }, { amount: 500, partner: 'Q' }]),
  );
});
afterAll(() => store.close());

const LINES = [
  { label: 'Base', rate: { flat: '0.05' } },
  { label: 'SPIFF', kind: 'spiff' as const, rate: { flat: '0.03' } },
];
const capped = (partnerCap: object | undefined, lines: readonly object[] = LINES) =>
  plan(lines as typeof LINES, partnerCap === undefined ? {} : { partnerCap });
const raw = (document: ReturnType<typeof plan>) => document as unknown as Record<string, unknown>;
const plainly = (text: string) => text.replaceAll(NARROW, ' ').replaceAll('\u2212', '-');
const askedOf = (...documents: ReturnType<typeof plan>[]) => ({
  ...caseOf({
    plans: [raw(documents[0]!)],
    period: '2026',
    ...(documents[1] ? { against: { kind: 'plans' as const, plans: [raw(documents[1])] } } : {}),
  }),
});

// P earns 50 + 30 in the first quarter and 100 + 60 in the second: 80 of a year's 150, then 70 of the base alone.
const YEAR = { cap: '150', period: 'year' };

it('is told as what it took, line by line', async () => {
  const found = await simulatePay(deskOn(await store.context()), askedOf(capped(YEAR)));
  expect(
    found.lines.flatMap(({ lost }) => lost).map(({ line, limit, amount, payees }) => [line, limit, amount, payees]),
  ).toEqual([
    ['line 0', 'cap all lines', '30.0000', 1],
    ['line 1', 'cap all lines', '60.0000', 1],
  ]);
  // Q is not over it, and keeps 8 % of 500.
  expect(found.after).toBe('190.0000');
});

it('is a step of the explanation, with its rule', async () => {
  const share = { of: 'line 0', share: '0.06' };
  const { lines } = await explainPay(deskOn(await store.context()), {
    ...askedOf(capped({ ...YEAR, share })),
    partner: 'P',
    deals: 5,
  });
  const step = (line: number) => lines[line]!.periods[1]!.steps.find(({ label }) => label.includes('all lines'))!;
  expect([step(0).figures, step(1).figures, step(1).amount]).toEqual(['100.00 → 70.00', '60.00 → 0.00', '-60.0000']);
  expect(plainly(step(1).sentence)).toBe(
    'At most 150 or 6 % of what “Base” counts a year by all lines together, whichever is less. What is earned first is paid first, in the order of the lines.',
  );
  expect(lines[0]!.periods[0]!.steps.find(({ label }) => label.includes('all lines'))!.figures).toBe('not reached');
});

// P is held to 150 and then to 190; Q is paid 8 % of 500 and then 9 %.
it('is a step of the bridge, and sums to the cent with the rates of the lines that it holds', async () => {
  const after = capped({ ...YEAR, cap: '190' }, [{ ...LINES[0], rate: { flat: '0.06' } }, LINES[1]!]);
  const found = await payBridge(deskOn(await store.context()), askedOf(after, capped(YEAR)));
  expect(found.factors.map(({ label }) => plainly(label)).sort()).toEqual([
    'Base +1.00 pp',
    'Cap over all lines, sum: 150 → 190',
  ]);
  const cents = (text: string) => Math.round(Number(text) * 100);
  const sum = found.factors.reduce((total, { amount }) => total + cents(amount), 0);
  expect([cents(found.before), cents(found.after)]).toEqual([15_000 + 4_000, 19_000 + 4_500]);
  expect(sum).toBe(cents(found.after) - cents(found.before));
});

describe('the document', () => {
  const faults = async (document: object) =>
    checkPlan({ id: 'p', name: 'Plan', ...document }, await store.open()).faults.map((one) => plainly(faultText(one)));
  const lines = LINES.map((line, at) => ({ id: `line ${at}`, kind: 'rebate', ...line }));

  it.each<[string, object, string]>([
    [
      'neither a sum nor a share',
      { lines, partnerCap: {} },
      'cap over all lines: cap (partnerCap.cap) – Give the cap of a partner a sum as “cap”, a “share” of what a line counts, or both.',
    ],
    [
      'a line that is not there',
      { lines, partnerCap: { cap: 1, lines: ['other'] } },
      'cap over all lines, 1st line (partnerCap.lines.0) – There is no line “other”. There are “line 0”, “line 1”.',
    ],
    [
      'a share of units',
      {
        lines: [{ ...lines[0], rate: { perUnit: 1 }, on: { base: 'quantity' } }, lines[1]],
        partnerCap: { share: { of: 'line 0', share: '0.1' } },
      },
      'cap over all lines, share: of (partnerCap.share.of) – “Base” counts units, and a share is of money. Name a line that counts an amount, or give the cap a sum.',
    ],
    [
      'a share of what others are paid on',
      {
        lines: [lines[0], { ...lines[1], payee: 'distributor' }],
        partnerCap: { share: { of: 'line 0', share: '0.1' } },
      },
      'cap over all lines, share: of (partnerCap.share.of) – “SPIFF” pays the distributor, and “Base” counts what the partner is paid on. Name a line that pays the distributor, or leave “SPIFF” out of the cap.',
    ],
    [
      'a period that ends before the line’s',
      { lines: [{ ...lines[0], period: 'year' }], partnerCap: { cap: 1, period: 'quarter' } },
      'cap over all lines: period (partnerCap.period) – “Base” pays by year, which is longer than the quarter of the cap over all lines. Give the cap over all lines a period at least as long.',
    ],
    [
      'a campaign without its days',
      { lines, partnerCap: { cap: 1, period: 'campaign' } },
      'cap over all lines: period (partnerCap.period) – A cap over all lines for the campaign needs its days. Give the plan “effectiveFrom” and “effectiveTo”.',
    ],
  ])('is refused with %s', async (_, document, sentence) => {
    expect(await faults(document)).toEqual([sentence]);
  });

  it('says what changes of it, and what may move in a search', async () => {
    const network = await store.open();
    const [before, after] = [
      capped({ share: { of: 'line 0', share: '0.06' } }),
      capped({ cap: '10', share: { of: 'line 1', share: '0.05' }, how: 'in-proportion', lines: ['line 1'] }),
    ];
    expect(planDifferences(before, after, network).map(({ change }) => plainly(change.sentence))).toEqual([
      'Cap over all lines, sum: new, 10',
      'Cap over all lines, share, of the base of: Base → SPIFF',
      'Cap over all lines, share: 6 % → 5 %',
      'Cap over all lines, lines: none → SPIFF',
      'Cap over all lines, how it is shared: in-order → in-proportion',
    ]);
    expect(leversOf(after, [], network).map(({ place }) => place)).toEqual([
      'lines.0.rate.flat',
      'lines.1.rate.flat',
      'partnerCap.cap',
      'partnerCap.share.share',
    ]);
  });
});
