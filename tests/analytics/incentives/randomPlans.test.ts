/** Random lines on random ledgers: the record, the kernel and the rows against an evaluator of plain loops. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanLine } from '../../../analytics/api/documents/incentivePlan.ts';
import { compileLine } from '../../../analytics/incentives/compile.ts';
import { netUnits } from '../../../analytics/incentives/lab/netUnits.ts';
import { paySide } from '../../../analytics/incentives/paySide.ts';
import { LineKernel } from '../../../analytics/incentives/rateKernel.ts';
import type { PaySide, SideLine } from '../../../analytics/incentives/side.ts';
import { readUnits } from '../../../analytics/incentives/units.ts';
import { deskOn } from '../../fixtures/incentiveDesk.ts';
import { runs } from '../../fixtures/properties.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
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

const paidAlike = fc.constantFrom(0, 10_000, 33_333, 100_000, -33_333);
const stackedEntry = fc.oneof(
  randomEntry,
  fc.tuple(randomEntry, paidAlike).map(([entry, cents]) => ({ ...entry, cents })),
);
/** The lines that come off the second and the third line, and who has which part of the credit. */
const randomStack = fc.record({
  second: fc.constantFrom<string[]>(['line 0'], []),
  third: fc.constantFrom<string[]>(['line 1'], ['line 0'], ['line 0', 'line 1']),
  credit: fc.constantFrom('full', 'share'),
  parts: fc.array(fc.constantFrom(null, 0.3, 0.333333, 0.5), { minLength: 24, maxLength: 24 }),
  lines: fc.array(fc.constantFrom(0, 0, 2, 3), { minLength: 24, maxLength: 24 }),
});

/** Some deals as lines of several families, which are rated together where deals are rated alone. */
function withLines(rows: Rows, lines: readonly number[]): Rows {
  const linesOf = (index: number) => lines[index % lines.length]!;
  return {
    ...rows,
    deal: rows.deal!.map((deal, index) => ({ ...deal, has_lines: linesOf(index) > 0 })),
    deal_line: rows.deal!.flatMap(({ deal_id, amount }, index) => {
      const cents = Math.round(Number(amount) * 100);
      return Array.from({ length: linesOf(index) }, (_, line) => ({
        deal_id: deal_id!,
        line_id: `L${line}`,
        product_id: ['F', 'G', 'H'][(index + line) % 3]!,
        amount: (line === 0 ? cents - (linesOf(index) - 1) * 3_333 : 3_333) / 100,
      }));
    }),
  };
}

// Guards what moves while a rate of an earlier line is dragged: the share-out of its pay among rows, and the later line's bases.
it('take off what earlier lines paid as the record does', async () => {
  let byKernel = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(randomLine, randomTerms), { minLength: 2, maxLength: 3 }),
      randomStack,
      fc.oneof(fc.array(stackedEntry, { minLength: 1, maxLength: 14 }).map(ledgerOf), randomReturns),
      fc.boolean(),
      async (random, { second, third, credit, parts, lines: split }, ledger, withTerms) => {
        const less = [[], random.length === 2 && second.length === 0 ? ['line 0'] : second, third];
        const lines = random.map(([one, terms], index) => {
          const { id: _, ...line } = randomDocument(withTerms ? { ...one, terms } : one).lines[0]!;
          return { ...line, on: { ...line.on, less: less[index]!, credit } } as Partial<LineInput>;
        });
        const document = plan(lines);
        const rows = withLines(randomRows(ledger), split);
        // The other partner has a part of some deals.
        const deal_party = ledger.flatMap(({ partner }, index) => {
          const part = parts[index % parts.length]!;
          return part === null
            ? []
            : [{ deal_id: `D${index}`, partner_id: partner === 'P' ? 'Q' : 'P', role: 'sourced', credit_share: part }];
        });
        await store.replace({ ...rows, ...(deal_party.length > 0 ? { deal_party } : {}) });
        const desk = deskOn(await store.context());
        for (const index of document.lines.keys()) {
          const compiled = compileLine(document, index);
          if (compiled.line.on.less.length === 0) continue;
          const net = await netUnits(desk, document, compiled, { where: [] }, {});
          if (net === null) continue;
          byKernel++;
          const record = await readUnits(desk.context, document, index);
          for (const { name } of LineKernel.columns(compiled)) {
            expect([name, ...net.table.column(name)]).toEqual([name, ...record.table.column(name)]);
          }
        }
        const period = { label: 'all', from: '2025-01-01', to: '2026-12-31' };
        const [kernel, record] = [false, true].map((byRecord) =>
          paySide(desk, { plans: [document], period, where: [], record: byRecord, currency: 'EUR' }),
        );
        expect((await kernel)!.lines.map((line) => [...line.pay])).toEqual(
          (await record)!.lines.map((line) => [...line.pay]),
        );
      },
    ),
    runs(30),
  );
  expect(byKernel).toBeGreaterThan(10);
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
