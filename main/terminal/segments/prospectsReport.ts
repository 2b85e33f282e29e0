import type { ScoredProspects } from '../../../analytics/api/segments.ts';
import { type Columns, type Format, jsonArray, render } from '../output.ts';

const COLUMNS: Columns = [
  { key: 'name', label: 'Prospect', unit: 'text' },
  { key: 'partner', label: 'Id', unit: 'text' },
  { key: 'score', label: 'Score', unit: 'index' },
  { key: 'coverage', label: 'Known', unit: 'ratio' },
  { key: 'why', label: 'Why', unit: 'text' },
];

/** Prospects by how near they come to a profile, the nearest first. */
export function prospectsText(format: Format, { prospects, verdict }: ScoredProspects): string {
  if (format === 'json') return jsonArray([...prospects, { total: true, prospects: prospects.length, verdict }]);
  return prospects.length === 0 && format === 'table'
    ? 'There are no prospects to score: name a table with --prospects FILE.'
    : render(format, COLUMNS, prospects, null);
}
