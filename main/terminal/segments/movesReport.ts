import type { ManualMove } from '../../../analytics/api/segments.ts';
import { type Columns, type Format, render } from '../output.ts';

const COLUMNS: Columns = [
  { key: 'id', label: 'No.', unit: 'index' },
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'segment', label: 'Segment', unit: 'text' },
  { key: 'from_on', label: 'From', unit: 'date' },
  { key: 'until', label: 'Until', unit: 'date' },
  { key: 'decided_by', label: 'Decided by', unit: 'text' },
  { key: 'reason', label: 'Reason', unit: 'text' },
];

/** Partners who were moved by hand, the newest first. */
export function movesText(format: Format, moves: readonly ManualMove[]): string {
  const rows = moves.map(({ id, partner, name, segment, from, until, by, reason }) => ({
    ...{ id, partner, segment, until, reason },
    partner_name: name,
    from_on: from,
    decided_by: by,
  }));
  return rows.length === 0 && format === 'table' ? 'Nobody was moved by hand.' : render(format, COLUMNS, rows, null);
}
