import type { Command } from 'commander';
import { withEngine } from '../engine.ts';
import { formatOption } from '../options.ts';
import { type Columns, type Format, print, render } from '../output.ts';

const COLUMNS: Columns = [
  { key: 'id', label: 'Metric', unit: 'text' },
  { key: 'label', label: 'Label', unit: 'text' },
  { key: 'group', label: 'Group', unit: 'text' },
  { key: 'unit', label: 'Unit', unit: 'text' },
  { key: 'good', label: 'Better', unit: 'text' },
  { key: 'formula', label: 'Formula', unit: 'text' },
];
/** Sentences too long for a table. */
const MORE: Columns = [
  { key: 'meaning', label: 'Meaning', unit: 'text' },
  { key: 'dateBasis', label: 'Date basis', unit: 'text' },
  { key: 'kind', label: 'Kind', unit: 'text' },
];

export function addMetrics(program: Command): void {
  program
    .command('metrics')
    .description('the dictionary of metrics')
    .addOption(formatOption())
    .action(async ({ format }: { format: Format }) => {
      const metrics = await withEngine((api) => api.call('metric.list', {}));
      const rows = metrics.map(({ dimensions: _, parts: __, ...metric }) => ({ ...metric }));
      print(render(format, format === 'table' ? COLUMNS : [...COLUMNS, ...MORE], rows, null));
    });
}
