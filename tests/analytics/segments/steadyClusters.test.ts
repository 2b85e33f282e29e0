/**
 * Clusters over the quarters of a history: guards against clusters that are found anew on every day, so that names move
 * instead of partners, and against a history that depends on the order of its rows.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentMovement } from '../../../analytics/api/segments.ts';
import { placeHistory } from '../../../analytics/segments/assign.ts';
import { findClusters } from '../../../analytics/segments/cluster/findClusters.ts';
import { nearestClusters } from '../../../analytics/segments/cluster/nearest.ts';
import { segmentMovement } from '../../../analytics/segments/movement.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { blobs, featuresOf, idsOf } from './cluster/figures.ts';
import { deskOf, documentBy, textBy } from './desk.ts';

const QUARTER = { kind: 'trailing' as const, count: 1, unit: 'quarter' as const };

/** Hundreds won in the first, second and third quarter of 2026: ten small partners, five large ones, and two that change. */
const SOLD: Readonly<Record<string, readonly [number, number, number]>> = {
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`small ${index}`, [2 + index / 10, 3, 2 + index / 10]]),
  ),
  ...Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`large ${index}`, [900, 950 + index, 900 + index]])),
  // The year begins with a partner beyond all others, which would have a cluster of its own then.
  falls: [90_000, 1_000, 3],
  rises: [2, 2, 940],
};
const BY = {
  kmeans: { features: [{ metric: 'won_amount', window: QUARTER }], k: 2 },
  names: [{ id: 'large' }, { id: 'small' }],
};

describe('over quarters', () => {
  let net: TestNetwork;
  const load = (names: readonly string[]) =>
    net.replace({
      partner: names.map((id) => ({ partner_id: id, partner_name: id, agreement_start: '2020-01-01' })),
      deal: names.flatMap((id) =>
        SOLD[id]!.map((hundreds, quarter) => ({
          deal_id: `${id}-${quarter}`,
          partner_id: id,
          amount: hundreds * 100,
          outcome: 'won',
          created_on: '2026-01-01',
          closed_on: ['2026-03-31', '2026-06-30', '2026-09-30'][quarter]!,
        })),
      ),
    });
  const movement = async (): Promise<SegmentMovement> =>
    segmentMovement(await deskOf(net), { segmentation: textBy(BY), where: [], quarters: 3 });
  beforeAll(async () => {
    net = await testNetwork();
  });
  afterAll(() => net.close());

  it('partners move, and clusters stay where they were found', async () => {
    await load(Object.keys(SOLD));
    const moved = await movement();
    expect(moved.segments.map(({ id }) => id)).toEqual(['large', 'small']);
    // Found anew, the partner beyond all others would be alone in March.
    expect(moved.quarters.map(({ asOf, sizes }) => [asOf, sizes])).toEqual([
      ['2026-03-31', [6, 11]],
      ['2026-06-30', [6, 11]],
      ['2026-09-30', [6, 11]],
    ]);
    expect(moved.movers.map(({ partner, from, to }) => [partner, from, to])).toEqual([
      ['falls', 'large', 'small'],
      ['rises', 'small', 'large'],
    ]);
    expect(moved.basis.notes.join(' ')).toMatch(
      /The clusters are those of .*2026: at the end of every other quarter partners are in the one whose centre they are nearest to\./,
    );
  });

  it('is kept as it is shown', async () => {
    await load(Object.keys(SOLD));
    const moved = await movement();
    const { spans } = await placeHistory(await deskOf(net), documentBy(BY));
    for (const { asOf, sizes } of moved.quarters) {
      const on = spans.filter(({ from, to }) => from <= asOf && (to === null || to >= asOf));
      expect(['large', 'small'].map((id) => on.filter(({ segment }) => segment === id).length)).toEqual(sizes);
    }
    expect(spans.filter(({ partner }) => partner === 'rises')).toEqual([
      { partner: 'rises', segment: 'small', from: '2026-03-31', to: '2026-09-29' },
      { partner: 'rises', segment: 'large', from: '2026-09-30', to: null },
    ]);
  });

  it('does not depend on the order of the rows', async () => {
    await load(Object.keys(SOLD));
    const moved = await movement();
    await load(Object.keys(SOLD).reverse());
    expect(await movement()).toEqual({ ...moved, basis: { ...moved.basis, dataVersion: expect.any(Number) } });
  });
});

it('the rows that clusters were found among are nearest to their own, in whatever order they come', async () => {
  const rows = blobs(
    [
      [0, 0],
      [6, 0],
      [0, 9],
    ],
    40,
    7,
  );
  const ids = idsOf(rows.length);
  const features = featuresOf(rows);
  const asked = { k: 3, seed: 5, restarts: 3 };
  const found = await findClusters({ ids, features, ...asked });
  expect(nearestClusters(found, features)).toEqual(found.labels);
  const other = await findClusters({ ids: ids.toReversed(), features: featuresOf(rows.toReversed()), ...asked });
  expect(nearestClusters(other, features)).toEqual(found.labels);
});

it('a figure that is the same for all decides nothing elsewhere, and a missing one leaves out', async () => {
  const ids = ['a', 'b', 'c', 'd'];
  const feature = (values: readonly number[]) => ({ label: 'x', values: Float64Array.from(values), log: false });
  const features = [feature([1, 2, 101, 102]), feature([7, 7, 7, 7])];
  const found = await findClusters({ ids, features, k: 2, seed: 1, restarts: 2 });
  const others = [feature([99, 3, Number.NaN]), feature([-1_000, 1_000, 7])];
  expect([...nearestClusters(found, others)]).toEqual([0, 1, -1]);
});
