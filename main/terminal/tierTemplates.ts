/** Programs to start from, as text. */
import { nearest } from '../../analytics/api/documents/nearest.ts';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { ProgramTemplate } from '../../analytics/api/tiers.ts';
import { type Columns, type Format, render } from './output.ts';

const COLUMNS: Columns = [
  { key: 'id', label: 'Template', unit: 'text' },
  { key: 'name', label: 'Name', unit: 'text' },
  { key: 'shape', label: 'Shape', unit: 'text' },
];

export function templateList(format: Format, templates: readonly ProgramTemplate[]): string {
  const rows = templates.map(({ id, name, shape }) => ({ id, name, shape }));
  return render(format, COLUMNS, rows, null);
}

/**
 * The program of a template, to be saved and edited: what it leaves empty is left out.
 * @throws QuarterdeckError `bad-request` when there is no such template.
 */
export function templateText(wanted: string, templates: readonly ProgramTemplate[]): string {
  const found = templates.find(({ id }) => id.toLowerCase() === wanted.trim().toLowerCase());
  if (found) return JSON.stringify(found.program, (_, value) => (isEmpty(value) ? undefined : value), 2);
  const ids = templates.map(({ id }) => id);
  const near = nearest(wanted, ids);
  const mend = near ? `Did you mean “${near}”?` : `There are ${ids.join(', ')}.`;
  throw new QuarterdeckError('bad-request', `There is no template “${wanted}”. ${mend}`);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
