import type { PackSpec } from '../api/documents/pack.ts';
import type { QuerySpecInput } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Cell, MetricInfo } from '../api/results.ts';
import { DIRECT, UNASSIGNED } from '../network/model.ts';
import { filterWords } from '../present/labels.ts';
import { checksOf } from './checks.ts';
import { changeOf, differenceOf, toNumber } from './figures.ts';
import { type Headline, headlineOf } from './headline.ts';
import type { Mover, PackModel } from './model.ts';
import { HEADLINE_METRICS, isCut, LEADING_METRIC, metricsOf, TABLE_PLANS } from './sections.ts';
import type { PackSource } from './source.ts';
import { columnOf, type TablePage, tablePage } from './table.ts';

export interface BuildOptions {
  readonly signal?: AbortSignal | undefined;
  /** Steps done of all; the last step is the file, when one is written. */
  readonly onProgress?: ((progress: { stage: string; done: number; total: number }) => void) | undefined;
}

const LARGEST = 15;
const MOVERS = 5;
/** Rows of the partner table that are no partner. */
const NOT_PARTNERS: ReadonlySet<Cell> = new Set([UNASSIGNED, DIRECT]);

/**
 * Asks the source for every figure of the pack. The summary is always asked for: the other pages are checked against
 * it. Throws what the source throws, and `cancelled` when the signal fires between queries.
 */
export async function buildPack(
  source: PackSource,
  spec: PackSpec,
  { signal, onProgress }: BuildOptions = {},
): Promise<PackModel> {
  const known = new Map(source.metrics().map((metric) => [metric.id, metric]));
  const offered = TABLE_PLANS.filter(({ by }) => source.segmented || !by.includes('segment'));
  const filtered = spec.where.map(({ dim }) => dim);
  const plans = offered
    .filter(
      ({ section }) => spec.sections.includes(section) || (section === 'partner' && spec.sections.includes('summary')),
    )
    .map((plan) => ({ plan, metrics: metricsOf(plan, known, filtered) }))
    .filter(({ metrics }) => metrics.length > 0);
  const total = plans.length + 2;
  let done = 0;
  const step = (stage: string): void => {
    if (signal?.aborted) throw new QuarterdeckError('cancelled', 'The pack was stopped; nothing was written.');
    onProgress?.({ stage, done, total });
    done += 1;
  };

  const scope: Pick<QuerySpecInput, 'period' | 'where'> = {
    where: spec.where,
    ...(spec.period === undefined ? {} : { period: spec.period }),
  };
  step('Summary');
  const candidates = HEADLINE_METRICS.flatMap((id) => known.get(id) ?? []);
  const wanted = candidates.filter((metric) => isCut(metric, filtered));
  if (wanted.length === 0) throw new QuarterdeckError('metric-unknown', 'There is no metric a pack could show.');
  const summary = await source.query(
    { ...scope, metrics: wanted.map(({ id }) => id), compare: spec.compare },
    { signal },
  );
  const all = wanted.map((metric) => headlineOf(metric, summary));
  const headlines = inGroups(all.filter(({ actual }) => actual !== null));

  const tables: TablePage[] = [];
  for (const { plan, metrics } of plans) {
    step(plan.title);
    const ranked = metrics.find(({ id }) => id === LEADING_METRIC) ?? metrics[0];
    const answer = await source.query(
      {
        ...scope,
        metrics: metrics.map(({ id }) => id),
        by: [...plan.by],
        compare: spec.compare,
        ...(ranked ? { sort: { key: ranked.id, descending: true } } : {}),
      },
      { signal },
    );
    tables.push(tablePage(plan, metrics, answer));
  }

  step('Data quality');
  const quality = await source.quality(scope, { signal });
  const partners = tables.find(({ id }) => id === 'partner');
  const leading = (partners && known.get(LEADING_METRIC)) ?? null;
  const movers = partners && leading ? moversOf(partners, leading) : [];
  const shown = tables.filter(({ section }) => spec.sections.includes(section));
  const dimensions = source.dimensions();
  const { status } = source;
  const { locale } = status.policy;
  const { period } = summary.basis;
  return {
    spec,
    network: status.policy.networkName || status.name,
    basis: summary.basis,
    scope: spec.where.map((one) => filterWords(one, (dim) => dimensions.find(({ id }) => id === dim)?.label ?? dim)),
    asOf: period.elapsedTo ?? period.to,
    dataCut: status.lastLoad?.at ?? null,
    policy: status.policy,
    headlines,
    withheld: all.filter(({ actual }) => actual === null).map(({ metric }) => metric),
    uncut: candidates.filter((metric) => !wanted.includes(metric)),
    leading,
    largest: movers.slice(0, LARGEST),
    grew: ranking(movers, -1).slice(0, MOVERS),
    shrank: ranking(movers, 1).slice(0, MOVERS),
    tables: shown,
    metrics: metricsShown(headlines, shown, known),
    dimensions: dimensions.filter(({ id }) => offered.some(({ by }) => by.includes(id))),
    quality,
    checks: checksOf({ tables: shown, headlines, quality, locale }),
  };
}

/** Groups in the order in which they first appear, and the wanted order within each. */
function inGroups(headlines: readonly Headline[]): Headline[] {
  const groups = [...new Set(headlines.map(({ metric }) => metric.group))];
  return groups.flatMap((group) => headlines.filter(({ metric }) => metric.group === group));
}

/** The partners of the table, in its order, with the leading metric. */
function moversOf(page: TablePage, leading: MetricInfo): Mover[] {
  const actual = columnOf(page, leading.id, 'actual');
  const prior = columnOf(page, leading.id, 'prior');
  return page.rows
    .filter(([name]) => !NOT_PARTNERS.has(name ?? null))
    .map((row) => {
      const now = row[actual] ?? null;
      const before = row[prior] ?? null;
      return {
        name: String(row[0] ?? ''),
        actual: now,
        prior: before,
        difference: differenceOf(now, before),
        change: changeOf(now, before),
      };
    });
}

/** Those that moved in the direction of `sign` (−1: up first), most first; ties keep the table's order. */
function ranking(movers: readonly Mover[], sign: 1 | -1): Mover[] {
  const size = ({ difference }: Mover): number => (toNumber(difference) ?? 0) * sign;
  return movers.filter((mover) => size(mover) < 0).sort((a, b) => size(a) - size(b));
}

function metricsShown(
  headlines: readonly Headline[],
  tables: readonly TablePage[],
  known: ReadonlyMap<string, MetricInfo>,
): MetricInfo[] {
  const ids = new Set<string>();
  for (const { metric } of headlines) ids.add(metric.id);
  for (const { columns } of tables) for (const { metric } of columns) if (metric) ids.add(metric.id);
  return [...known.values()].filter(({ id }) => ids.has(id));
}
