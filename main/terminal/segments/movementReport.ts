/** Who moved between segments, quarter by quarter, as text. */
import type { Cell } from '../../../analytics/api/results.ts';
import type { SegmentMovement } from '../../../analytics/api/segments.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, type Rows, render } from '../output.ts';
import { basisFields, basisText } from './columns.ts';

const WORDS = numbers('en-GB');

const FLOW_COLUMNS: Columns = [
  { key: 'quarter', label: 'Quarter', unit: 'text' },
  { key: 'as_of', label: 'Day', unit: 'date' },
  { key: 'segment_before', label: 'From', unit: 'text' },
  { key: 'segment', label: 'To', unit: 'text' },
  { key: 'partners', label: 'Partners', unit: 'count' },
  { key: 'won_amount', label: 'Bookings of the year', unit: 'money' },
];

const MOVER_COLUMNS: Columns = [
  { key: 'name', label: 'Who moved', unit: 'text' },
  { key: 'partner', label: 'Id', unit: 'text' },
  { key: 'from', label: 'From', unit: 'text' },
  { key: 'to', label: 'To', unit: 'text' },
  { key: 'amount', label: 'Bookings of the year', unit: 'money' },
  { key: 'why', label: 'Why', unit: 'text' },
];

/** Movers that a table names. */
export const SHOWN_MOVERS = 20;
/** Not enrolled, or not placed. */
const NOWHERE = '(none)';

/** Sizes and movers for people; for programs a row per flow from one quarter to the next. */
export function movementText(format: Format, movement: SegmentMovement): string {
  switch (format) {
    case 'table':
      return tablesText(movement);
    case 'csv':
      return render('csv', FLOW_COLUMNS, flowRows(movement), null);
    case 'json':
      return jsonArray([...flowRows(movement), totalOf(movement)]);
  }
}

function flowRows({ segments, quarters }: SegmentMovement): Rows {
  return quarters.flatMap(({ label, asOf, flows }) =>
    flows.map(({ from, to, partners, amount }) => ({
      quarter: label,
      as_of: asOf,
      segment_before: segments[from]?.id ?? null,
      segment: segments[to]?.id ?? null,
      partners,
      won_amount: amount,
    })),
  );
}

function totalOf({ basis, segments, quarters, quarter, movers }: SegmentMovement): object {
  return {
    total: true,
    segments: segments.map(({ id, label }) => ({ segment: id, segment_name: label })),
    quarters: quarters.map(({ label, asOf, sizes, amounts, overlap, grounds }) => ({
      quarter: label,
      as_of: asOf,
      sizes: Object.fromEntries(segments.map(({ id }, index) => [id, sizes[index] ?? 0])),
      won_amount: Object.fromEntries(segments.map(({ id }, index) => [id, amounts[index] ?? null])),
      overlap,
      grounds,
    })),
    quarter,
    movers: movers.map(({ name, from, to, amount, ...mover }) => ({
      ...mover,
      partner_name: name,
      segment_before: from,
      segment: to,
      won_amount: amount,
    })),
    ...basisFields(basis),
  };
}

function tablesText(movement: SegmentMovement): string {
  const { basis, quarters, movers } = movement;
  const looked = quarters.find(({ label }) => label === movement.quarter);
  const flows = looked?.flows.filter(({ from, to }) => from !== to) ?? [];
  return [
    basisText(basis),
    sizeTable(movement),
    moneyTable(movement),
    ...(looked && flows.length > 0 ? [`Into ${looked.label}\n${flowTable(movement, flows)}`] : []),
    movers.length === 0 ? `Nobody moved in ${movement.quarter}.` : moverTable(movement),
  ].join('\n\n');
}

function sizeTable(movement: SegmentMovement): string {
  const totals = movement.quarters.map(({ sizes }, index) => [
    String(index),
    sizes.reduce((sum, size) => sum + size, 0),
  ]);
  return quarterTable(movement, 'Partners', 'count', ({ sizes }) => sizes, Object.fromEntries(totals));
}

/** Without totals: partners of several segments may share deals. */
function moneyTable(movement: SegmentMovement): string {
  return quarterTable(movement, 'Bookings of the year', 'money', ({ amounts }) => amounts, null);
}

/** A row a segment, a column a quarter. */
function quarterTable(
  { segments, quarters }: SegmentMovement,
  label: string,
  unit: 'count' | 'money',
  cellsOf: (quarter: SegmentMovement['quarters'][number]) => readonly Cell[],
  totals: Record<string, Cell> | null,
): string {
  const columns: Columns = [
    { key: 'segment', label, unit: 'text' },
    ...quarters.map((quarter, index) => ({ key: String(index), label: quarter.label, unit })),
  ];
  const rows = segments.map((segment, place) => ({
    segment: segment.label,
    ...Object.fromEntries(quarters.map((quarter, index) => [String(index), cellsOf(quarter)[place] ?? null])),
  }));
  return render('table', columns, rows, totals);
}

type Flows = SegmentMovement['quarters'][number]['flows'];

function flowTable({ segments }: SegmentMovement, flows: Flows): string {
  const columns: Columns = [
    { key: 'from', label: 'From', unit: 'text' },
    { key: 'to', label: 'To', unit: 'text' },
    { key: 'partners', label: 'Partners', unit: 'count' },
    { key: 'amount', label: 'Bookings of the year', unit: 'money' },
  ];
  const name = (index: number) => segments[index]?.label ?? NOWHERE;
  const rows = [...flows]
    .sort((a, b) => b.partners - a.partners)
    .map(({ from, to, partners, amount }) => ({ from: name(from), to: name(to), partners, amount }));
  return render('table', columns, rows, null);
}

function moverTable({ segments, movers, moverCount }: SegmentMovement): string {
  const labels = new Map(segments.map(({ id, label }) => [id, label]));
  const name = (id: string | null) => (id === null ? NOWHERE : (labels.get(id) ?? id));
  const rows = movers.map(({ from, to, ...mover }) => ({
    ...mover,
    from: name(from),
    to: name(to),
  }));
  const more = moverCount - rows.length;
  return `${render('table', MOVER_COLUMNS, rows, null)}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format json lists them` : ''}`;
}
