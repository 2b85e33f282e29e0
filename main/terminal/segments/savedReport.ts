import type { SavedSegmentation } from '../../../analytics/api/segments.ts';
import { type Columns, type Format, render } from '../output.ts';

const COLUMNS: Columns = [
  { key: 'id', label: 'No.', unit: 'count' },
  { key: 'name', label: 'Saved as', unit: 'text' },
  { key: 'method', label: 'Method', unit: 'text' },
  { key: 'version', label: 'Version', unit: 'count' },
  { key: 'in_force', label: 'In force', unit: 'flag' },
  { key: 'segments', label: 'Segments', unit: 'count' },
  { key: 'quarters', label: 'Quarters kept', unit: 'count' },
  { key: 'placed_from', label: 'Placed from', unit: 'date' },
  { key: 'placed_to', label: 'to', unit: 'date' },
  { key: 'saved_at', label: 'Saved', unit: 'text' },
];

/** The segmentations of a workspace, the one saved last first. */
export function savedSegmentationsText(format: Format, saved: readonly SavedSegmentation[]): string {
  const rows = saved.map(({ id, name, method, version, inForce, segments, history, placed, savedAt }) => ({
    ...{ id, name, method, version, segments },
    in_force: inForce,
    quarters: history,
    placed_from: placed?.from ?? null,
    placed_to: placed?.to ?? null,
    saved_at: savedAt,
  }));
  return rows.length === 0 && format === 'table'
    ? 'The workspace keeps no segmentations yet. Save one with --save NAME, or on the Segments screen.'
    : render(format, COLUMNS, rows, null);
}
