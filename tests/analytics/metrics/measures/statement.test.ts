/** Every measure over every window is SQL that the engine takes, whatever the network holds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Measure, measure, WINDOW_KINDS } from '../../../../analytics/api/documents/measure.ts';
import { QuarterdeckError } from '../../../../analytics/api/errors.ts';
import { DICTIONARY } from '../../../../analytics/metrics/dictionary.ts';
import type { PlannedMeasure } from '../../../../analytics/metrics/measures/measureTable.ts';
import { canSlice, planMeasure, SLICES } from '../../../../analytics/metrics/measures/planMeasure.ts';
import { measureRelation } from '../../../../analytics/metrics/measures/readMeasures.ts';
import { measureStatement } from '../../../../analytics/metrics/measures/statement.ts';
import type { Network } from '../../../../analytics/network/network.ts';
import { type TestNetwork, testNetwork } from '../network.ts';

let net: TestNetwork;
let plain: Network;
let rich: Network;
beforeAll(async () => {
  net = await testNetwork();
  plain = await net.open();
  const evidence = Object.fromEntries(Object.keys(plain.profile.has).map((key) => [key, true]));
  rich = {
    ...plain,
    profile: {
      ...plain.profile,
      has: evidence as typeof plain.profile.has,
      lines: true,
      parties: true,
      mainProgram: 'main',
      foreign: ['USD'],
      otherBases: true,
      rates: { from: '2026-01-01', to: '2026-02-01' },
    },
  };
});
afterAll(() => net.close());

const WINDOWS = [
  ...WINDOW_KINDS.filter((kind) => kind !== 'trailing' && kind !== 'between'),
  'trailing-12-months',
  'trailing-4-quarters',
  { kind: 'between', from: '2026-01-01', to: '2026-03-31' },
];
const AGGREGATES: Measure['agg'][] = [undefined, 'sum', 'count', 'distinct', 'avg', 'median', 'max', 'min'];

/** What planning accepts of all that can be written. */
function accepted(more: object = {}): PlannedMeasure[] {
  const documents = [...DICTIONARY.metrics.keys()].flatMap((metric) =>
    WINDOWS.flatMap((window) => AGGREGATES.map((agg) => ({ metric, window, agg, ...more }))),
  );
  return documents.flatMap((document) => {
    try {
      return [planMeasure(measure.parse(document), plain)];
    } catch (thrown) {
      if (thrown instanceof QuarterdeckError) return [];
      throw thrown;
    }
  });
}

/** In statements of the size that programs have. */
async function bindAll(
  measures: readonly PlannedMeasure[],
  statementOf: (few: PlannedMeasure[]) => { sql: string; bindings: Record<string, string> },
) {
  for (let first = 0; first < measures.length; first += 40) {
    const { sql, bindings } = statementOf(measures.slice(first, first + 40));
    await net.engine.run(`EXPLAIN ${sql}`, bindings);
  }
}

const asOfs = ['2026-06-30', '2026-03-31', '2024-02-29'];

/** One of every so many: all would take minutes. */
const some = (measures: readonly PlannedMeasure[], every: number) => measures.filter((_, index) => index % every === 0);

describe('statements of measures', () => {
  it('bind for every metric, aggregate and window', async () => {
    const measures = accepted();
    expect(measures.length).toBeGreaterThan(500);
    await bindAll(some(measures, 9), (few) => measureStatement({ network: plain, measures: few, asOfs }));
    await bindAll(some(measures, 4), (few) =>
      measureStatement({ network: rich, measures: few, asOfs, partners: ['P1'] }),
    );
  }, 120_000);

  it('bind in other currencies and for joiners', async () => {
    for (const rates of ['plan', 'dated', 'constant'] as const) {
      await bindAll(some(accepted({ dealFrom: 10 }), 23), (few) =>
        measureRelation(rich, { measures: few, asOf: '2026-06-30', currency: 'USD', rates }),
      );
    }
    const joining = accepted({ proRateJoiners: { fromDays: 30 } });
    expect(joining.length).toBeGreaterThan(50);
    await bindAll(some(joining, 9), (few) => measureStatement({ network: rich, measures: few, asOfs }));
  }, 120_000);

  it.each(SLICES)(
    'bind by %s',
    async (slice) => {
      const measures = accepted().filter((one) => canSlice(one, slice));
      await bindAll(some(measures, 23), (few) => measureStatement({ network: rich, measures: few, asOfs, slice }));
    },
    120_000,
  );

  it('bind with nothing to read', async () => {
    for (const slice of [undefined, 'motion'] as const) {
      const { sql, bindings } = measureStatement({ network: plain, measures: [], asOfs, slice });
      await net.engine.run(`EXPLAIN ${sql}`, bindings);
    }
  });
});
