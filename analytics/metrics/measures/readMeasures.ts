/** Measures of many partners on many days, as columns of whole numbers. */
import { tableFromIPC } from 'apache-arrow';
import type { Policy } from '../../api/documents/policy.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { assertRate, inCurrency } from '../../network/currency.ts';
import { dimension } from '../../network/dimensions.ts';
import type { Network } from '../../network/network.ts';
import { capital } from '../../present/capital.ts';
import type { Statement } from '../compile.ts';
import type { QueryContext } from '../context.ts';
import { usesMoney } from './aggregates.ts';
import { sidesOf } from './figure.ts';
import { DenseRows, SlicedRows } from './measureRows.ts';
import type { MeasureTable, PlannedMeasure } from './measureTable.ts';
import { canSlice, type Slice } from './planMeasure.ts';
import { isReadByDay, type MeasureRequest, measureStatement } from './statement.ts';

/** What amounts are in, where that is not the base currency by the rates of the policy. */
export interface Money {
  readonly currency?: string | undefined;
  readonly rates?: Policy['rates'] | undefined;
}

export interface ReadRequest extends Money {
  readonly measures: readonly PlannedMeasure[];
  /** Days that the windows are looked at from, each once. */
  readonly asOfs: readonly string[];
  /** Ids in the order of the answer. */
  readonly partners: readonly string[];
  /** One row per partner and value of this dimension instead of one per partner. */
  readonly slice?: Slice | undefined;
}

/**
 * Every measure of every partner on every day, in one statement where that is possible.
 * @throws QuarterdeckError `bad-request` for a measure that cannot be sliced so, a currency without a rate, or a figure
 * too large to compute with exactly; `cancelled` when the signal fires.
 */
export async function readMeasures(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  request: ReadRequest,
  options: RunOptions = {},
): Promise<MeasureTable> {
  const { asOfs, partners, slice } = request;
  const measures = [...new Map(request.measures.map((measure) => [measure.key, measure])).values()];
  assertSlice(measures, slice);
  if (slice && asOfs.length > 1) assertNoSegments(measures);
  const table = slice ? new SlicedRows(measures) : new DenseRows(measures, partners.length * asOfs.length);
  const about = { network: inMoney(network, request), partners, slice };
  if (measures.some(({ measure }) => sidesOf(measure).some(usesMoney))) {
    await assertRate(reader, about.network, options);
  }
  for (const { days, from, some } of portions(measures, asOfs, slice)) {
    if (some.length === 0 || partners.length === 0) continue;
    const { sql, bindings } = tableStatement({ ...about, measures: some, asOfs: days });
    const cursor = await reader.cursor(sql, bindings, options);
    try {
      for (let last = false; !last; ) {
        if (options.signal?.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
        const batch = await cursor.next();
        last = batch.last;
        if (batch.rows > 0) table.take(tableFromIPC(batch.bytes), some, from * partners.length);
      }
    } finally {
      cursor.close();
    }
  }
  return { asOfs, partners, ...table.finish() };
}

/**
 * The same figures as a relation for rules in SQL: partner_id, `value` with a slice, and m0, m1 … as DECIMAL(38,4) in the
 * order of the measures; NULL where there is no figure. One row for each partner of the roster, or of `partners`.
 */
export function measureRelation(
  network: Network,
  request: Omit<MeasureRequest, 'network' | 'asOfs'> & Money & { readonly asOf: string },
): Statement {
  const { asOf, measures, partners, slice } = request;
  assertSlice(measures, slice);
  const asked = { network: inMoney(network, request), measures, asOfs: [asOf], partners, slice };
  const { sql, bindings } = measureStatement(asked);
  const columns = ['partner_id', ...(slice ? ['value'] : []), ...measures.map((_, index) => `m${index}`)];
  return { sql: `SELECT ${columns.join(', ')} FROM (${sql}) AS measured`, bindings };
}

/** Days of one statement with measures that are read day by day; more would be more scans than fit in memory. */
const DAYS_AT_ONCE = 24;

interface Portion {
  readonly days: readonly string[];
  /** Index of the first of them. */
  readonly from: number;
  readonly some: readonly PlannedMeasure[];
}

/** What each statement reads. Rows of a slice depend on what is read together, so they are one. */
function portions(measures: readonly PlannedMeasure[], asOfs: readonly string[], slice: Slice | undefined): Portion[] {
  const [first, ...later] = asOfs;
  if (slice || first === undefined || later.length === 0) return [{ days: asOfs, from: 0, some: measures }];
  const segmented = measures.filter(looksAtSegments);
  if (segmented.length > 0) {
    const rest = measures.filter((one) => !segmented.includes(one));
    // The statement knows partners as they are on its last day, and a partner changes its segment.
    return [...portions(rest, asOfs, slice), ...asOfs.map((day, from) => ({ days: [day], from, some: segmented }))];
  }
  if (asOfs.length <= DAYS_AT_ONCE) return [{ days: asOfs, from: 0, some: measures }];
  const byDay = measures.filter(isReadByDay);
  const portioned: Portion[] = [{ days: asOfs, from: 0, some: measures.filter((one) => !byDay.includes(one)) }];
  for (let from = 0; from < asOfs.length; from += DAYS_AT_ONCE) {
    portioned.push({ days: asOfs.slice(from, from + DAYS_AT_ONCE), from, some: byDay });
  }
  return portioned;
}

function looksAtSegments({ measure }: PlannedMeasure): boolean {
  return sidesOf(measure).some(({ filter }) => filter.some(({ dim }) => dim === 'segment'));
}

function assertNoSegments(measures: readonly PlannedMeasure[]): void {
  const found = measures.find(looksAtSegments);
  if (!found) return;
  throw new QuarterdeckError(
    'bad-request',
    `${capital(found.words)}: for each value apart, the rows of a measure are chosen by segment on one day only. Leave the segment out, or ask for it outside of “inAny”.`,
  );
}

function assertSlice(measures: readonly PlannedMeasure[], slice: Slice | undefined): void {
  const whole = slice && measures.find((measure) => !canSlice(measure, slice));
  if (!whole) return;
  throw new QuarterdeckError(
    'bad-request',
    `${capital(whole.words)}: this has no figure for each ${dimension(slice).label.toLowerCase()}. Ask for it outside of “inAny”.`,
  );
}

function inMoney(network: Network, { currency, rates }: Money): Network {
  if (currency === undefined && rates === undefined) return network;
  return inCurrency(network, currency ?? network.policy.baseCurrency, rates);
}

/** Numbers only, so that a batch is read by copying: a row says its place. */
function tableStatement(request: MeasureRequest): Statement {
  const { sql, bindings } = measureStatement(request);
  const keys = request.slice ? ['p', 'd', 'value'] : [`d * ${request.partners?.length ?? 0} + p AS place`];
  const columns = [...keys, ...request.measures.map((_, index) => `m${index}`)];
  const order = request.slice ? ' ORDER BY d, p, value NULLS LAST' : '';
  return { sql: `SELECT ${columns.join(', ')} FROM (${sql}) AS measured${order}`, bindings };
}
