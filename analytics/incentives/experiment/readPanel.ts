/** Reads what partners sold and were paid by complete fiscal quarters, by the metrics that every screen shows. */
import type { Filter } from '../../api/documents/query.ts';
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { runRows } from '../../metrics/run.ts';
import { resolvePeriod } from '../../network/period.ts';
import { levelSpans, partnerAttributes } from '../../network/roster.ts';
import type { Panel, PanelPartner } from './panel.ts';

/** Kinds that are paid as a share of sales, in small letters. Funds and fixed sums say nothing about a rate. */
const PAID_ON_SALES: ReadonlySet<string> = new Set(['rebate', 'commission', 'spiff', 'discount']);

/**
 * All history up to the end of the period: what a change brought shows against the years before it.
 * @throws QuarterdeckError `period-invalid`, and what `runRows` throws
 */
export async function readPanel(
  context: QueryContext,
  { period, where }: { readonly period?: string | undefined; readonly where: readonly Filter[] },
  options: RunOptions,
): Promise<Panel> {
  const { network } = context;
  const quarters = completeQuarters(context, period);
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (!first || !last) return { quarters, partners: [], ratesOf: 'payouts' };
  const spec = { period: `${first.from}..${last.to}`, where: [...where] };
  const sold = await runRows(context, { ...spec, metrics: ['won_amount'], by: ['partner', 'quarter'] }, options);
  const earned = await runRows(
    context,
    { ...spec, metrics: ['payout_amount'], by: ['partner', 'quarter', 'kind'] },
    options,
  );
  const paid = earned.filter(({ kind }) => PAID_ON_SALES.has(String(kind).toLowerCase()));
  const attributes = await context.reader.rows<{ id: string; type: string | null; region: string | null }>(
    `SELECT partner_id AS id, type, region FROM ${partnerAttributes(network, network.horizon.to)} AS roster ORDER BY id`,
    {},
    options,
  );
  const at = new Map(quarters.map(({ label }, index) => [label, index]));
  const byPartner = (rows: readonly Readonly<Record<string, unknown>>[], metric: string) => {
    const columns = new Map<string, Float64Array>();
    for (const row of rows) {
      const quarter = at.get(String(row.quarter));
      if (quarter === undefined || row.partner === null) continue;
      const id = String(row.partner);
      const column = columns.get(id) ?? new Float64Array(quarters.length);
      columns.set(id, column);
      column[quarter]! += Number(row[metric] ?? 0);
    }
    return columns;
  };
  const [revenues, payouts] = [byPartner(sold, 'won_amount'), byPartner(paid, 'payout_amount')];
  const none = new Float64Array(quarters.length);
  const partners = attributes
    .filter(({ id }) => revenues.has(id))
    .map((one) => ({ ...one, revenue: revenues.get(one.id)!, paid: payouts.get(one.id) ?? none }));
  const levels = await levelRates(context, partners, quarters, options);
  if (levels) return { quarters, partners: levels, ratesOf: 'levels' };
  return {
    quarters,
    ratesOf: 'payouts',
    partners: partners.map(({ paid: amounts, ...one }) => ({
      ...one,
      rate: amounts.map((amount, quarter) => (one.revenue[quarter]! > 0 ? amount / one.revenue[quarter]! : Number.NaN)),
    })),
  };
}

interface Quarter {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

function completeQuarters({ network: { calendar, horizon } }: QueryContext, period: string | undefined): Quarter[] {
  const { to } = resolvePeriod(period, calendar, horizon);
  const quarters: Quarter[] = [];
  const last = calendar.ordinalAt('quarter', to);
  for (let ordinal = calendar.ordinalAt('quarter', horizon.from); ordinal <= last; ordinal++) {
    const span = calendar.span('quarter', ordinal);
    if (span.to <= to && span.from >= horizon.from && span.to <= horizon.to) quarters.push(span);
  }
  return quarters;
}

type Paid = Omit<PanelPartner, 'rate'> & { readonly paid: Float64Array };

/**
 * Rates by level: what all partners of a level were paid over what they sold. Null without a history of levels in which
 * somebody moved.
 */
async function levelRates(
  { reader, network }: QueryContext,
  partners: readonly Paid[],
  quarters: readonly Quarter[],
  options: RunOptions,
): Promise<PanelPartner[] | null> {
  if (network.profile.mainProgram === null) return null;
  const spans = await reader.rows<{ id: string; level: string | null; from: string; to: string }>(
    `SELECT partner_id AS id, level, CAST(from_on AS VARCHAR) AS "from", CAST(to_on AS VARCHAR) AS "to" FROM ${levelSpans(network)} AS spans`,
    {},
    options,
  );
  const byPartner = new Map<string, typeof spans>();
  for (const span of spans) byPartner.set(span.id, [...(byPartner.get(span.id) ?? []), span]);
  const levelOf = ({ id }: Paid, { from }: Quarter) =>
    byPartner.get(id)?.find((span) => span.from <= from && from <= span.to)?.level ?? null;
  const levels = partners.map((partner) => quarters.map((quarter) => levelOf(partner, quarter)));
  if (!levels.some((own) => own.some((level) => level !== own[0]))) return null;
  const sums = new Map<string | null, { paid: number; sold: number }>();
  partners.forEach(({ paid, revenue }, partner) => {
    levels[partner]!.forEach((level, quarter) => {
      const sum = sums.get(level) ?? { paid: 0, sold: 0 };
      sums.set(level, { paid: sum.paid + paid[quarter]!, sold: sum.sold + revenue[quarter]! });
    });
  });
  // Who has no level yet is not paid by one: entering the program is no change of a rate.
  const rateOf = (level: string | null) => {
    if (level === null) return Number.NaN;
    const { paid, sold } = sums.get(level)!;
    return sold > 0 ? paid / sold : Number.NaN;
  };
  return partners.map(({ paid: _, ...one }, partner) => ({
    ...one,
    rate: Float64Array.from(levels[partner]!, rateOf),
  }));
}
