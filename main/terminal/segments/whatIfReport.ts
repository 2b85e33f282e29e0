/** What a change would do, as text. */
import type { Cell } from '../../../analytics/api/results.ts';
import type { SegmentWhatIf } from '../../../analytics/api/segments.ts';
import { formatCell, formatDifference } from '../../../analytics/present/cell.ts';
import { differenceText } from '../../../analytics/present/decimal.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, render } from '../output.ts';
import { basisFields, basisText } from './columns.ts';

const WORDS = numbers('en-GB');
const EXACT = { locale: 'en-GB', style: 'exact' } as const;

/** Partners that a table names. */
export const SHOWN_CHANGED = 50;

type Effect = SegmentWhatIf['effects'][number];

const FIGURES: Columns = [
  { key: 'metric', label: 'Metric', unit: 'text' },
  { key: 'metric_name', label: 'Figure', unit: 'text' },
  { key: 'unit', label: 'Unit', unit: 'text' },
];
/** Of several units in one column: what they are stands beside them. */
const EFFECTS: Columns = [...FIGURES, ...(['before', 'after', 'low', 'high'] as const).map(plainColumn)];

/** Each row in the unit of its figure. */
const SHOWN_EFFECTS: Columns = [
  { key: 'label', label: 'Figure', unit: 'text' },
  { key: 'before', label: 'Now', unit: 'text', written: true },
  { key: 'after', label: 'Then', unit: 'text', written: true },
  { key: 'change', label: 'Change', unit: 'text', written: true },
  { key: 'between', label: 'Between', unit: 'text', written: true },
];

const PARTNERS: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'won_amount_before', label: 'Bookings now', unit: 'money' },
  { key: 'won_amount_after', label: 'then', unit: 'money' },
  { key: 'why', label: 'Why', unit: 'text' },
];

function plainColumn(key: string): Columns[number] {
  return { key, label: key, unit: 'index' };
}

/** Figure by figure, or partner by partner; a table has both. */
export function whatIfText(format: Format, answer: SegmentWhatIf, of: 'figures' | 'partners'): string {
  const effects = answer.effects.map(({ metric, label, unit, before, after, low, high }) => ({
    metric,
    metric_name: label,
    ...{ unit, before, after, low, high },
  }));
  const partners = answer.partners.map(({ partner, name, before, after, why }) => ({
    partner,
    partner_name: name,
    won_amount_before: before,
    won_amount_after: after,
    why,
  }));
  const [columns, rows] = of === 'figures' ? ([EFFECTS, effects] as const) : ([PARTNERS, partners] as const);
  switch (format) {
    case 'csv':
      return render('csv', columns, rows, null);
    case 'json':
      return jsonArray([...rows, { total: true, ...aboutOf(answer), ...(of === 'partners' && { effects }) }]);
    case 'table':
      return tablesText(answer, partners);
  }
}

function aboutOf({ sentence, evidence, partnerCount, notes, basis }: SegmentWhatIf): object {
  const fields = basisFields(basis);
  return { sentence, evidence, partners: partnerCount, ...fields, notes: [...basis.notes, ...notes] };
}

function tablesText(
  { basis, sentence, effects, partnerCount, evidence }: SegmentWhatIf,
  partners: readonly Record<string, Cell>[],
): string {
  const more = partnerCount - partners.length;
  const rest = more > 0 ? `\n… and ${WORDS.integer(more)} more: --members --format csv lists them` : '';
  return [
    basisText(basis),
    sentence,
    render('table', SHOWN_EFFECTS, effects.map(effectCells), null),
    ...(partners.length > 0 ? [`${render('table', PARTNERS, partners, null)}${rest}`] : []),
    evidence,
  ].join('\n\n');
}

function effectCells({ label, unit, before, after, low, high }: Effect): Record<string, Cell> {
  const text = (cell: Cell) => formatCell(cell, unit, EXACT);
  return {
    label,
    before: text(before),
    after: text(after),
    change: formatDifference(difference(unit, before, after), unit, EXACT),
    between: low === null || high === null ? null : `${text(low)} to ${text(high)}`,
  };
}

/** Money to the cent; ratios and indices are no exact decimals. */
function difference(unit: Effect['unit'], before: Cell, after: Cell): Cell {
  if (before === null || after === null) return null;
  return unit === 'money' ? differenceText(String(after), String(before)) : Number(after) - Number(before);
}
