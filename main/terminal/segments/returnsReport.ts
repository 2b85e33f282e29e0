/** What segments and partners bring and cost, as text. */
import type { Cell } from '../../../analytics/api/results.ts';
import type { PartnerReturn, ReturnRow, SegmentReturns } from '../../../analytics/api/segments.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, render } from '../output.ts';
import { basisFields, basisText } from './columns.ts';

const WORDS = numbers('en-GB');

const SEGMENT_KEYS: Columns = [
  { key: 'segment', label: 'Segment', unit: 'text' },
  { key: 'segment_name', label: 'Segment', unit: 'text' },
  { key: 'partners', label: 'Partners', unit: 'count' },
];
const PARTNER_KEYS: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'segment', label: 'Segment', unit: 'text' },
];
const BEFORE_PAYOUTS: Columns = [
  { key: 'won_amount', label: 'Bookings of the year', unit: 'money' },
  { key: 'margin', label: 'Margin', unit: 'money' },
  { key: 'margin_assumed', label: 'of it assumed', unit: 'money' },
  { key: 'discount', label: 'Discount', unit: 'money' },
];
const AFTER_PAYOUTS: Columns = [
  { key: 'program_cost', label: 'Program cost', unit: 'money' },
  { key: 'spend', label: 'Spend', unit: 'money' },
  { key: 'contribution', label: 'Left', unit: 'money' },
  { key: 'return_per_unit', label: 'Per unit spent', unit: 'factor' },
  { key: 'share_of_spend', label: 'Share of spend', unit: 'ratio' },
  { key: 'share_of_margin', label: 'Share of margin', unit: 'ratio' },
];

const NOTHING = '0.0000';

/** Partners that a table names. */
export const SHOWN_RETURNS = 50;

/** By segment, or partner by partner. */
export function returnsText(format: Format, returns: SegmentReturns, of: 'segments' | 'partners'): string {
  const payouts = payoutColumns([...returns.segments, ...returns.others, ...returns.partners, returns.total]);
  const rows =
    of === 'segments'
      ? [...returns.segments, ...returns.others].map((row) => ({ ...segmentFields(row), ...figures(row, payouts) }))
      : returns.partners.map((row) => ({ ...partnerFields(row), ...figures(row, payouts) }));
  const total = figures(returns.total, payouts);
  const columns = [
    ...(of === 'segments' ? SEGMENT_KEYS : PARTNER_KEYS),
    ...BEFORE_PAYOUTS,
    ...payouts,
    ...AFTER_PAYOUTS,
  ];
  switch (format) {
    case 'csv':
      return render('csv', columns, rows, null);
    case 'json':
      return jsonArray([...rows, { total: true, partners: returns.total.partners, ...total, ...aboutOf(returns) }]);
    case 'table': {
      const more = of === 'partners' ? returns.partnerCount - rows.length : 0;
      const hidden = of === 'segments' ? 'segment' : null;
      return [
        basisText(returns.basis),
        `${render(
          'table',
          columns.filter(({ key }) => key !== hidden),
          rows,
          { ...total, ...(of === 'segments' && { partners: returns.total.partners }) },
        )}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format csv lists every partner` : ''}`,
        [...returns.terms, returns.marginRule, returns.allocation].join('\n'),
      ].join('\n\n');
    }
  }
}

/** Of partners that are in no segment the key is not one. */
function segmentFields({ key, label, partners }: ReturnRow): Record<string, Cell> {
  return { segment: key, segment_name: label, partners };
}

function partnerFields({ key, label, segment }: PartnerReturn): Record<string, Cell> {
  return { partner: key, partner_name: label, segment };
}

/** In the order of the columns; a kind that nothing was paid of is 0. */
function figures(row: ReturnRow, payouts: Columns): Record<string, Cell> {
  const paid = new Map(row.payouts.map(({ kind, amount }) => [payoutKey(kind), amount]));
  return {
    won_amount: row.bookings,
    margin: row.margin,
    margin_assumed: row.marginAssumed,
    discount: row.discount,
    ...Object.fromEntries(payouts.map(({ key }) => [key, paid.get(key) ?? NOTHING])),
    program_cost: row.programCost,
    spend: row.spend,
    contribution: row.contribution,
    return_per_unit: row.perUnit && Number(row.perUnit.numerator) / Number(row.perUnit.denominator),
    share_of_spend: row.shareOfSpend,
    share_of_margin: row.shareOfMargin,
  };
}

function payoutColumns(rows: readonly ReturnRow[]): Columns {
  const kinds = new Set(rows.flatMap(({ payouts }) => payouts.map(({ kind }) => kind)));
  return [...kinds].map((kind) => ({ key: payoutKey(kind), label: `Paid: ${kind}`, unit: 'money' }));
}

function payoutKey(kind: string): string {
  return `payout_${kind.replace(/\W+/g, '_').toLowerCase()}`;
}

function aboutOf({ basis, overlap, terms, allocation, marginFrom, marginRule }: SegmentReturns): object {
  return { overlap, terms, allocation, margin_from: marginFrom, margin_rule: marginRule, ...basisFields(basis) };
}
