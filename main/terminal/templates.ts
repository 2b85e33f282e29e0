/** Documents to start from, as text. */
import { nearest } from '../../analytics/api/documents/nearest.ts';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import { type Columns, type Format, render } from './output.ts';

interface Template {
  readonly id: string;
  readonly name: string;
  /** What it does, in one sentence. */
  readonly shape: string;
  readonly document: object;
}

const COLUMNS: Columns = [
  { key: 'id', label: 'Template', unit: 'text' },
  { key: 'name', label: 'Name', unit: 'text' },
  { key: 'shape', label: 'Shape', unit: 'text' },
];

/**
 * The document of a template, to be saved and edited, with what it leaves empty left out; the list of them when none is named.
 * @throws QuarterdeckError `bad-request` when there is no such template.
 */
export function templatesText(wanted: string | true, format: Format, templates: readonly Template[]): string {
  if (wanted === true) return listText(format, templates);
  const found = templates.find(({ id }) => id.toLowerCase() === wanted.trim().toLowerCase());
  if (found) return JSON.stringify(found.document, (_, value) => (isEmpty(value) ? undefined : value), 2);
  const ids = templates.map(({ id }) => id);
  const near = nearest(wanted, ids);
  const mend = near ? `Did you mean “${near}”?` : `There are ${ids.join(', ')}.`;
  throw new QuarterdeckError('bad-request', `There is no template “${wanted}”. ${mend}`);
}

function listText(format: Format, templates: readonly Template[]): string {
  const rows = templates.map(({ id, name, shape }) => ({ id, name, shape }));
  return render(format, COLUMNS, rows, null);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
