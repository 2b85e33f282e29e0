/** What bands and accelerators look at beside the base: measures of partners on the last day of each period. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { PlannedMeasure } from '../metrics/measures/measureTable.ts';
import { planMeasure } from '../metrics/measures/planMeasure.ts';
import { readMeasures } from '../metrics/measures/readMeasures.ts';
import type { Network } from '../network/network.ts';
import type { CompiledLine } from './compiled.ts';
import type { PayPeriod } from './periods.ts';

interface Asked {
  readonly measured: PlannedMeasure | null;
  readonly attained: PlannedMeasure | null;
  /** A partner's target by the metric it is set for. */
  readonly target: string | null;
}

/** @throws QuarterdeckError `plan-invalid` where the payee is no partner, and what `planMeasure` throws */
export function planMeasures({ line, needs }: CompiledLine, network: Network): Asked | null {
  if (!needs.measure && !needs.accelerator) return null;
  if (line.payee === 'group') {
    throw new QuarterdeckError(
      'plan-invalid',
      `Line “${line.id}”: measures are of partners, and it pays groups. Pay partners, or take the bands from the base.`,
    );
  }
  const on = 'how' in line.rate ? line.rate.on : undefined;
  const { accelerator } = line;
  return {
    measured: on ? planMeasure(on, network) : null,
    attained: accelerator ? planMeasure(accelerator.measure, network) : null,
    target: accelerator && typeof accelerator.target !== 'string' ? accelerator.target.metric : null,
  };
}

/** A relation with payee, period, measured, attained and target. */
export async function readPayMeasures(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  { measured, attained, target }: Asked,
  periods: readonly PayPeriod[],
  options: RunOptions,
): Promise<string> {
  const { reader, network } = context;
  const partners = (
    await reader.rows<{ id: string }>(
      `SELECT partner_id AS id FROM ${network.table('partner')} AS roster ORDER BY partner_id`,
      {},
      options,
    )
  ).map(({ id }) => id);
  const measures = [measured, attained].filter((one) => one !== null);
  const asOfs = periods.map(({ to }) => to);
  const table = await readMeasures(
    context,
    { measures, asOfs, partners, currency: plan.currency, rates: plan.fxTable },
    options,
  );
  const column = (one: PlannedMeasure | null) => (one ? table.column(one.key) : null);
  const [measuredOf, attainedOf] = [column(measured), column(attained)];
  const figure = (values: Float64Array | null, at: number) => {
    const value = values?.[at] ?? Number.NaN;
    return Number.isNaN(value) ? 'NULL' : `${BigInt(value)}`;
  };
  const rows: string[] = [];
  periods.forEach(({ index }, period) => {
    partners.forEach((id, partner) => {
      const at = period * partners.length + partner;
      rows.push(`(${quoteText(id)}, ${index}, ${figure(measuredOf, at)}, ${figure(attainedOf, at)})`);
    });
  });
  const money = (name: string) => `CAST(CAST(${name} AS DECIMAL(34,0)) * 0.0001 AS DECIMAL(38,4))`;
  if (rows.length === 0)
    return `(SELECT NULL AS payee, NULL AS period, NULL AS measured, NULL AS attained, NULL AS target LIMIT 0)`;
  const figures = `(SELECT payee, period, ${money('m')} AS measured, ${money('a')} AS attained
    FROM (VALUES ${rows.join(', ')}) AS figures(payee, period, m, a))`;
  if (target === null) return `(SELECT *, CAST(NULL AS DECIMAL(38,4)) AS target FROM ${figures} AS figures)`;
  const spans = periods.map(({ index, from, to }) => `(${index}, DATE '${from}', DATE '${to}')`).join(', ');
  return `(SELECT f.*, t.target FROM ${figures} f LEFT JOIN (
      SELECT t.scope_value AS payee, span.period, CAST(sum(t.value) AS DECIMAL(38,4)) AS target
      FROM ${network.table('target')} t JOIN (VALUES ${spans}) AS span(period, first_day, last_day)
        ON t.period_start >= span.first_day AND coalesce(t.period_end, t.period_start) <= span.last_day
      WHERE t.scope = 'partner' AND t.metric = ${quoteText(target)} GROUP BY t.scope_value, span.period
    ) t ON t.payee = f.payee AND t.period = f.period)`;
}
