/** Random lines on random ledgers: the record, the kernel and the rows against an evaluator of plain loops. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanLine } from '../../../analytics/api/documents/incentivePlan.ts';
import { paySide } from '../../../analytics/incentives/paySide.ts';
import type { PaySide, SideLine } from '../../../analytics/incentives/side.ts';
import { deskOn } from '../../fixtures/incentiveDesk.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { naivePay } from './naive.ts';
import { naiveCap } from './naiveCap.ts';
import {
  ledgerOf,
  randomDocument,
  randomEntry,
  randomLine,
  randomReturns,
  randomRows,
  randomTerms,
} from './randomLines.ts';
import { type LineInput, plan, rateBoth } from './readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

const named = (naive: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(naive).map(([key, value]) => {
      const [partner, quarter] = key.split(' ') as [string, string];
      return [`${partner} ${2025 + Math.floor(Number(quarter) / 4)}-Q${(Number(quarter) % 4) + 1}`, value];
    }),
  );

it('pay what plain loops pay', async () => {
  await fc.assert(
    fc.asyncProperty(randomLine, fc.array(randomEntry, { minLength: 1, maxLength: 12 }), async (random, entries) => {
      const ledger = ledgerOf(entries);
      const document = randomDocument(random);
      await store.replace(randomRows(ledger));
      const [paid] = await rateBoth(await store.context(), document);
      expect(paid).toEqual(named(naivePay(document.lines[0]!, ledger)));
    }),
    runs(40),
  );
}, 600_000);

it('take back, true up and ask for claims as plain loops do', async () => {
  await fc.assert(
    fc.asyncProperty(randomLine, randomTerms, randomReturns, async (random, terms, ledger) => {
      const document = randomDocument({ ...random, terms });
      await store.replace(randomRows(ledger));
      const [paid] = await rateBoth(await store.context(), document);
      expect(paid).toEqual(named(naivePay(document.lines[0]!, ledger)));
    }),
    runs(60),
  );
}, 600_000);

const amount = fc.integer({ min: 0, max: 40 }).map((step) => step * 25);
const randomCap = fc
  .record({
    cap: fc.option(amount, { nil: undefined }),
    share: fc.constantFrom('0', '0.02', '0.105'),
    shared: fc.boolean(),
    period: fc.constantFrom('quarter' as const, 'half-year' as const, 'year' as const),
    how: fc.constantFrom('in-order' as const, 'in-proportion' as const),
    lines: fc.constantFrom<string[]>([], ['line 0'], ['line 1', 'line 0']),
  })
  .map(({ cap, share, shared, ...rest }) => ({
    ...rest,
    ...(cap === undefined ? {} : { cap }),
    ...(shared || cap === undefined ? { share: { of: 'line 1', share } } : {}),
  }));

it('hold a payee to a cap over all lines as plain loops do, by the record and by the kernel', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomLine, { minLength: 2, maxLength: 3 }),
      randomCap,
      fc.array(randomEntry, { minLength: 1, maxLength: 12 }),
      async (random, partnerCap, entries) => {
        const ledger = ledgerOf(entries);
        const document = plan(random.map((one) => randomDocument(one).lines[0]!).map(withoutId), { partnerCap });
        await store.replace(randomRows(ledger));
        const desk = deskOn(await store.context());
        const bases: Record<string, bigint> = {};
        for (const { partner, quarter, cents } of ledger) {
          const key = `${partner} ${quarter}`;
          bases[key] = (bases[key] ?? 0n) + BigInt(cents);
        }
        const earned = document.lines.map((line) => centsOf(naivePay(line, ledger)));
        const expected = naiveCap(document, earned, bases);
        const period = { label: 'all', from: '2025-01-01', to: '2026-12-31' };
        for (const record of [true, false]) {
          const { currency = 'EUR' } = document;
          const side = await paySide(desk, { plans: [document], period, where: [], record, currency });
          expect(side.lines.map((line) => paidBy(side, line))).toEqual(expected);
        }
      },
    ),
    runs(60),
  );
}, 600_000);

function withoutId({ id: _, ...line }: PlanLine): Partial<LineInput> {
  return line as Partial<LineInput>;
}

function centsOf(paid: Record<string, string>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(paid).map(([key, text]) => [key, BigInt(text.replace('.', ''))]));
}

function paidBy(side: PaySide, { periods, payeeOf, periodOf, pay }: SideLine): Record<string, bigint> {
  const quarterOf = ({ to }: { readonly to: string }) =>
    (Number(to.slice(0, 4)) - 2025) * 4 + Number(to.slice(5, 7)) / 3 - 1;
  return Object.fromEntries(
    [...pay].map((amount, row) => [
      `${side.payees[payeeOf[row]!]} ${quarterOf(periods[periodOf[row]!]!)}`,
      BigInt(amount) / 100n,
    ]),
  );
}
