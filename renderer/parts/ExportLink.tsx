/**
 * Takes a list out as a CSV file, where the list is read; says where the file went.
 * `<ExportLink label="Export all differences" make={async () => csvFile(…)} />`
 */
import { IconDownload } from '@tabler/icons-react';
import { countWords } from '../../analytics/present/labels.ts';
import { useLocale } from '../shell/workspace.ts';
import { explain } from '../transport/calls.ts';
import type { CsvFile } from './csvFile.ts';
import styles from './ExportLink.module.css';
import { useExport } from './useExport.ts';

interface ExportLinkProps {
  readonly label: string;
  readonly make: () => Promise<CsvFile>;
}

export function ExportLink({ label, make }: ExportLinkProps) {
  const { state, start } = useExport();
  const locale = useLocale();
  return (
    <span className={styles.export}>
      <button type="button" className="link" disabled={state.phase === 'working'} onClick={() => start(make)}>
        <IconDownload size={12} stroke={1.6} aria-hidden="true" />
        {label}
      </button>
      <span role="status">
        {state.phase === 'working' && ' on its way'}
        {state.phase === 'saved' && ` ${countWords(state.rows, 'row', locale)} in ${state.where}`}
        {state.phase === 'failed' && <b className="bad"> not written: {explain(state.error).sentence}</b>}
      </span>
    </span>
  );
}
