/** A list as a CSV file, handed to the host to save. */
import { useCallback, useState } from 'react';
import { saveFile } from '../transport/files.ts';
import type { CsvFile } from './csvFile.ts';

export type Export =
  | { readonly phase: 'ready' }
  | { readonly phase: 'working' }
  | { readonly phase: 'saved'; readonly where: string; readonly rows: number }
  | { readonly phase: 'failed'; readonly error: unknown };

/** Saves what `make` answers. */
export function useExport(): { readonly state: Export; readonly start: (make: () => Promise<CsvFile>) => void } {
  const [state, setState] = useState<Export>({ phase: 'ready' });
  const start = useCallback((make: () => Promise<CsvFile>): void => {
    setState({ phase: 'working' });
    const work = async (): Promise<Export> => {
      const { fileName, text, rows } = await make();
      // The mark tells Excel that the file is UTF-8: without it, names outside of ASCII come out broken.
      const where = await saveFile(fileName, new TextEncoder().encode(`\ufeff${text}`));
      return where === null ? { phase: 'ready' } : { phase: 'saved', where, rows };
    };
    work().then(setState, (error: unknown) => setState({ phase: 'failed', error }));
  }, []);
  return { state, start };
}
