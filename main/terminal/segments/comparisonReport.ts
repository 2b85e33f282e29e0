/** Two segments beside each other as text: what tells them apart most first. */
import type { SegmentComparison, SegmentProfile } from '../../../analytics/api/segments.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { NO_VALUE } from '../../../analytics/present/labels.ts';
import { type Columns, type Format, jsonArray, render } from '../output.ts';
import { basisFields, basisText, featureColumns, meanUnit, typicalLabel } from './columns.ts';

const FIELDS: Columns = [
  { key: 'kind', label: 'Kind', unit: 'text' },
  { key: 'key', label: 'Key', unit: 'text' },
  { key: 'label', label: 'Figure', unit: 'text' },
  { key: 'a', label: 'A', unit: 'text' },
  { key: 'b', label: 'B', unit: 'text' },
  { key: 'apart', label: 'Apart', unit: 'index' },
];

export function comparisonText(format: Format, comparison: SegmentComparison): string {
  if (format === 'table') return tablesText(comparison);
  const { features, mixes, a, b, basis } = comparison;
  const columns = featureColumns(
    features.map(({ feature }) => feature),
    [],
  );
  const rows = [
    ...features.map(({ feature, ...sides }, index) => ({
      kind: feature.typical,
      key: columns[index]!.key,
      label: feature.label,
      ...sides,
    })),
    ...mixes.map(({ dim, value, ...sides }) => ({ kind: 'partners', key: dim, label: value, ...sides, apart: null })),
  ];
  if (format === 'csv') return render('csv', FIELDS, rows, null);
  return jsonArray([...rows, { total: true, a: sideFields(a), b: sideFields(b), ...basisFields(basis) }]);
}

function sideFields({ id, label, advice, meaning, partners, amount, payouts }: SegmentProfile): object {
  return { segment: id, segment_name: label, advice, meaning, partners, won_amount: amount, payout_amount: payouts };
}

function tablesText({ basis, a, b, features, mixes }: SegmentComparison): string {
  const style = { locale: 'en-GB', style: 'exact' } as const;
  const figures: Columns = [
    { key: 'label', label: 'What tells them apart most first', unit: 'text' },
    { key: 'a', label: a.label, unit: 'text', written: true },
    { key: 'b', label: b.label, unit: 'text', written: true },
    { key: 'apart', label: 'Apart (standard deviations)', unit: 'index' },
  ];
  const figureRows = features.map(({ feature, apart, ...sides }) => ({
    label: typicalLabel(feature),
    a: formatCell(sides.a, meanUnit(feature.unit), style),
    b: formatCell(sides.b, meanUnit(feature.unit), style),
    apart,
  }));
  const sizes: Columns = [
    { key: 'label', label: 'Segment', unit: 'text' },
    { key: 'advice', label: 'Advice', unit: 'text' },
    { key: 'partners', label: 'Partners', unit: 'count' },
    { key: 'amount', label: 'Bookings of the year', unit: 'money' },
    { key: 'payouts', label: 'Payouts', unit: 'money' },
  ];
  const sizeRows = [a, b].map(({ label, advice, partners, amount, payouts }) => ({
    ...{ label, advice, partners, amount, payouts },
  }));
  const mixColumns: Columns = [
    { key: 'dim', label: 'Partners by', unit: 'text' },
    { key: 'value', label: '', unit: 'text' },
    { key: 'a', label: a.label, unit: 'count' },
    { key: 'b', label: b.label, unit: 'count' },
  ];
  const mixRows = mixes.map(({ value, ...mix }) => ({ ...mix, value: value ?? NO_VALUE }));
  const empty = [a, b].filter(({ partners }) => partners === 0).map(({ label }) => label);
  return [
    basisText(basis),
    render('table', sizes, sizeRows, null),
    empty.length > 0
      ? `Nobody is in ${empty.join(' or ')}, so nothing tells the two apart.`
      : render('table', figures, figureRows, null),
    ...(mixes.length > 0 ? [render('table', mixColumns, mixRows, null)] : []),
  ].join('\n\n');
}
