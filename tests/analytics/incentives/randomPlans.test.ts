/** Random lines on random ledgers: the record, the kernel and the rows against an evaluator of plain loops. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { naivePay } from './naive.ts';
import {
  ledgerOf,
  randomDocument,
  randomEntry,
  randomLine,
  randomReturns,
  randomRows,
  randomTerms,
} from './randomLines.ts';
import { rateBoth } from './readings.ts';

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
