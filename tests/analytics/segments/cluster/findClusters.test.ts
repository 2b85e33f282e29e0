/** Clusters are as good as a second implementation finds them, the same in every run, and sensible on figures that are not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteText } from '../../../../analytics/engine/sql.ts';
import type { ClusterRequest } from '../../../../analytics/segments/cluster/findClusters.ts';
import { findClusters } from '../../../../analytics/segments/cluster/findClusters.ts';
import type { ClusterFeature } from '../../../../analytics/segments/cluster/points.ts';
import { hurriedClock } from '../../../fixtures/clock.ts';
import { runs } from '../../../fixtures/properties.ts';
import { byHand, resellerCsv } from '../../../fixtures/resellerWorkspace.ts';
import { hasSharedData } from '../../../fixtures/sharedData.ts';
import { blobs, featuresOf, idsOf, randoms, referenceInertia, referenceSilhouette, standardised } from './figures.ts';

const request = (features: readonly ClusterFeature[], parts: Partial<ClusterRequest> = {}): ClusterRequest => ({
  ids: idsOf(features[0]?.values.length ?? 0),
  features,
  k: 'auto',
  seed: 7,
  restarts: 10,
  ...parts,
});

/** The same rows in another order. */
function shuffled({ ids, features, ...rest }: ClusterRequest, seed: number): ClusterRequest & { order: number[] } {
  const random = randoms(seed);
  const order = ids.map((_, row) => [random(), row] as const).sort(([a], [b]) => a - b);
  const rows = order.map(([, row]) => row);
  return {
    ...rest,
    order: rows,
    ids: rows.map((row) => ids[row]!),
    features: features.map((one) => ({ ...one, values: Float64Array.from(rows, (row) => one.values[row]!) })),
  };
}

const FOUR = [
  [0, 0, 0],
  [9, 0, 0],
  [0, 9, 0],
  [0, 0, 9],
];

describe('on figures with clusters in them', () => {
  const rows = blobs(FOUR, 40, 11);

  it('finds the number of clusters and which rows belong together', async () => {
    const { k, labels, centroids, silhouette } = await findClusters(request(featuresOf(rows)));
    expect(k).toBe(4);
    expect(centroids.map((centroid) => centroid.rows)).toEqual([40, 40, 40, 40]);
    for (let blob = 0; blob < 4; blob++) expect(new Set(labels.slice(blob * 40, blob * 40 + 40)).size).toBe(1);
    expect(silhouette).toBeGreaterThan(0.7);
  });

  it('puts the cluster with the largest first feature first, and gives centroids in real units', async () => {
    const { labels, centroids } = await findClusters(request(featuresOf(rows)));
    expect(labels[40]).toBe(0);
    const own = rows.filter((_, row) => labels[row] === 0);
    for (let dim = 0; dim < 3; dim++) {
      const mean = own.reduce((sum, row) => sum + row[dim]!, 0) / own.length;
      expect(centroids[0]!.real[dim]).toBeCloseTo(mean, 9);
    }
  });

  it('says how good every number of clusters is, as the definition of the silhouette has it', async () => {
    const features = featuresOf(rows);
    const { tried, labels, silhouette, judgedOn } = await findClusters(request(features));
    expect(tried.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(silhouette).toBe(Math.max(...tried.map((one) => one.silhouette)));
    expect(silhouette).toBeCloseTo(referenceSilhouette(standardised(features), labels), 10);
    expect(judgedOn).toBe(160);
  });

  it('centroids of logged features come back in the units they had', async () => {
    const money = featuresOf(
      rows.map(([a]) => [10 ** (a! + 3)]),
      true,
    );
    const { centroids, labels } = await findClusters(request(money, { k: 2 }));
    const own = [...money[0]!.values].filter((_, row) => labels[row] === 0);
    const geometric = Math.expm1(own.reduce((sum, value) => sum + Math.log1p(value), 0) / own.length);
    expect(centroids[0]!.real[0]! / geometric).toBeCloseTo(1, 9);
  });
});

describe('the same answer', () => {
  const even = Array.from({ length: 300 }, (_, row) => {
    const random = randoms(row + 1);
    return [random(), random(), random()];
  });

  it('in every run, where rows have no clusters and a start decides much', async () => {
    const asked = request(featuresOf(even), { k: 5 });
    expect(await findClusters(asked)).toEqual(await findClusters(asked));
  });

  it('for rows in any order, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 6 }), async (seed, k) => {
        const asked = request(featuresOf(even), { k, restarts: 3 });
        const other = shuffled(asked, seed);
        const [plain, mixed] = [await findClusters(asked), await findClusters(other)];
        expect([...mixed.labels]).toEqual(other.order.map((row) => plain.labels[row]));
        expect({ ...mixed, labels: null }).toEqual({ ...plain, labels: null });
      }),
      runs(15),
    );
  });

  it('not for another seed where starts matter', async () => {
    const asked = request(featuresOf(even), { k: 7, restarts: 1 });
    const inertias = await Promise.all([1, 2, 3, 4, 5].map((seed) => findClusters({ ...asked, seed })));
    expect(new Set(inertias.map(({ inertia }) => inertia)).size).toBeGreaterThan(1);
  });
});

describe('inertia', () => {
  it('is the sum of squared distances to centroids that are the means of their rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 8,
          maxLength: 60,
        }),
        fc.integer({ min: 2, max: 6 }),
        async (rows, wanted) => {
          const features = featuresOf(rows);
          if (features.some(({ values }) => new Set(values).size === 1)) return;
          const { k, labels, centroids, inertia } = await findClusters(request(features, { k: wanted }));
          const points = standardised(features);
          let sum = 0;
          for (let cluster = 0; cluster < k; cluster++) {
            const own = points.filter((_, row) => labels[row] === cluster);
            expect(own.length).toBe(centroids[cluster]!.rows);
            expect(own.length).toBeGreaterThan(0);
            const mean = own[0]!.map((_, dim) => own.reduce((all, row) => all + row[dim]!, 0) / own.length);
            mean.forEach((value, dim) => {
              expect(centroids[cluster]!.standardised[dim]).toBeCloseTo(value, 8);
            });
            sum += own.reduce((all, row) => all + row.reduce((s, value, dim) => s + (value - mean[dim]!) ** 2, 0), 0);
          }
          expect(inertia).toBeCloseTo(sum, 7);
        },
      ),
      runs(60),
    );
  });

  it.skipIf(!hasSharedData)(
    'on the real network is within 1 % of the best of 50 runs of a plain implementation',
    async () => {
      const rows = await byHand<{ id: string; amount: number; orders: number; families: number; share: number }>(`
      SELECT "Account ID" AS id, sum("Sales Amount"::DOUBLE) AS amount, count(DISTINCT "Order Number")::DOUBLE AS orders,
        count(DISTINCT "Subcategory")::DOUBLE AS families,
        sum("Total Cost"::DOUBLE) / sum("Sales Amount"::DOUBLE) AS share
      FROM read_csv(${quoteText(resellerCsv('deals'))}, all_varchar = true) GROUP BY 1 ORDER BY 1`);
      expect(rows.length).toBeGreaterThan(600);
      const features: ClusterFeature[] = [
        { label: 'bookings', log: true, values: Float64Array.from(rows, ({ amount }) => amount) },
        { label: 'orders', log: true, values: Float64Array.from(rows, ({ orders }) => orders) },
        { label: 'families', log: false, values: Float64Array.from(rows, ({ families }) => families) },
        { label: 'cost share', log: false, values: Float64Array.from(rows, ({ share }) => share) },
      ];
      const points = standardised(features);
      for (const k of [3, 5, 8]) {
        const asked = request(features, { ids: rows.map(({ id }) => id), k });
        const { inertia } = await findClusters(asked);
        expect(inertia).toBeLessThanOrEqual(1.01 * referenceInertia(points, k, 50, k));
      }
    },
  );
});

describe('figures that are not as one wishes', () => {
  it('nobody at all', async () => {
    const found = await findClusters(request(featuresOf([]), { ids: [], features: [] }));
    expect(found).toMatchObject({ k: 0, inertia: 0, silhouette: null, tried: [], leftOut: 0 });
    expect(found.labels).toHaveLength(0);
  });

  it('one partner is one cluster, and is told so', async () => {
    const found = await findClusters(request(featuresOf([[5, 6]])));
    expect([...found.labels]).toEqual([0]);
    expect(found).toMatchObject({ k: 1, silhouette: null, inertia: 0 });
    expect(found.centroids[0]!.real).toEqual(Float64Array.of(5, 6));
    expect(found.notes).toEqual(['There is one partner only, so there is one cluster.']);
  });

  it('two partners who differ are told apart only when that is asked for', async () => {
    const two = featuresOf([
      [1, 1],
      [9, 9],
    ]);
    expect((await findClusters(request(two))).k).toBe(1);
    expect([...(await findClusters(request(two, { k: 2 }))).labels]).toEqual([1, 0]);
  });

  it('all equal are one cluster, whatever is asked for, though 0.1 has no exact mean', async () => {
    const equal = featuresOf(Array.from({ length: 30 }, () => [0.1, 0.7]));
    for (const k of ['auto', 5] as const) {
      const found = await findClusters(request(equal, { k }));
      expect(found).toMatchObject({ k: 1, silhouette: null, inertia: 0 });
      expect(found.notes).toEqual(['All partners have the same figures, so there is one cluster.']);
      expect(found.centroids[0]!.real[0]).toBe(0.1);
    }
  });

  it('a feature that is the same for all is named and moves nobody', async () => {
    const rows = blobs(FOUR, 10, 3);
    const plain = await findClusters(request(featuresOf(rows)));
    const wider = await findClusters(request(featuresOf(rows.map((row) => [...row, 0.1]))));
    expect([...wider.labels]).toEqual([...plain.labels]);
    expect(wider.notes).toEqual(['feature 4: the same for all partners, so it tells nobody apart.']);
  });

  it('rows without a figure are left out and counted, and weigh nothing', async () => {
    const rows = blobs(FOUR, 10, 5);
    const gaps = [...rows.slice(0, 20), [Number.NaN, 1, 1], [1, Number.POSITIVE_INFINITY, 1], ...rows.slice(20)];
    const found = await findClusters(request(featuresOf(gaps)));
    const plain = await findClusters(
      request(featuresOf(rows), { ids: idsOf(gaps.length).filter((id) => id !== 'P-20' && id !== 'P-21') }),
    );
    expect([found.labels[20], found.labels[21]]).toEqual([-1, -1]);
    expect([...found.labels].filter((label) => label >= 0)).toEqual([...plain.labels]);
    expect(found.leftOut).toBe(2);
    expect(found.notes).toEqual([]);
  });

  it('all missing is no cluster and a sentence', async () => {
    const found = await findClusters(request(featuresOf([[Number.NaN], [Number.NaN]])));
    expect(found).toMatchObject({ k: 0, leftOut: 2, silhouette: null, centroids: [] });
    expect([...found.labels]).toEqual([-1, -1]);
    expect(found.notes).toEqual(['No partner has all the figures that clusters are made of. Choose others.']);
  });

  it('one giant stands alone and the others are still told apart when money is logged', async () => {
    const money = [
      ...Array.from({ length: 20 }, (_, row) => 100 + row),
      ...Array.from({ length: 20 }, (_, row) => 9_000 + row),
      5e9,
    ];
    const found = await findClusters(
      request(
        featuresOf(
          money.map((value) => [value]),
          true,
        ),
      ),
    );
    expect(found.k).toBe(3);
    expect(found.centroids.map(({ rows }) => rows)).toEqual([1, 20, 20]);
    expect(found.notes).toEqual(['One cluster is a single partner, unlike all others.']);
  });

  it('fewer different rows than clusters give as many clusters as differ', async () => {
    const rows = [...Array(5).fill([1, 1]), ...Array(5).fill([2, 2]), ...Array(5).fill([3, 1])] as number[][];
    const found = await findClusters(request(featuresOf(rows), { k: 8 }));
    expect(found).toMatchObject({ k: 3, inertia: 0, silhouette: 1 });
    expect(found.notes).toEqual(['8 clusters were asked for and 3 are found: no more partners differ.']);
  });

  it('credits larger than sales are less than nothing, also logged', async () => {
    const found = await findClusters(request(featuresOf([[-5e5], [-4e5], [3e5], [4e5]], true), { k: 2 }));
    expect([...found.labels]).toEqual([1, 1, 0, 0]);
    expect(found.centroids[1]!.real[0]).toBeCloseTo(-Math.expm1((Math.log1p(5e5) + Math.log1p(4e5)) / 2), 6);
  });

  it('says that clusters are of chance where there are none', async () => {
    const random = randoms(3);
    const rows = Array.from({ length: 400 }, () => [random(), random(), random(), random(), random()]);
    const { notes } = await findClusters(request(featuresOf(rows), { k: 4 }));
    expect(notes[0]).toMatch(/^The clusters are not clear: their silhouette is 0\.1\d, and below 0\.25/);
  });
});

describe('many partners', () => {
  const many = 12_000;
  const rows = blobs(FOUR, many / 4, 17);

  it('are judged and started on samples, which is told, and are clustered as a whole', async () => {
    const found = await findClusters(request(featuresOf(rows), { k: 4 }));
    expect(found.centroids.map((centroid) => centroid.rows)).toEqual([3_000, 3_000, 3_000, 3_000]);
    expect(found.judgedOn).toBe(5_000);
    expect(found.notes).toEqual([
      'The silhouette is of a seeded sample of 5,000 partners.',
      'Starts were tried on a seeded sample of 10,000 partners; the best went on with all.',
    ]);
  });

  it('tell how far they are, and stop when that is asked for', async () => {
    hurriedClock();
    const stop = new AbortController();
    const stages: string[] = [];
    const asked = request(featuresOf(rows));
    const options = {
      signal: stop.signal,
      progress: (stage: string) => {
        stages.push(stage);
        if (stage.startsWith('Judging')) stop.abort();
      },
    };
    await expect(findClusters(asked, options)).rejects.toMatchObject({ code: 'cancelled' });
    expect(new Set(stages)).toEqual(new Set(['Looking for 2 clusters', 'Judging 2 clusters']));
    expect(stages.at(-1)).toBe('Judging 2 clusters');
  });
});
