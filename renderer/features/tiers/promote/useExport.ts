/** A list of the simulation as a CSV file, handed to the host to save. */
import { useCallback, useState } from 'react';
import { call } from '../../../transport/connection.ts';
import { saveFile } from '../../../transport/files.ts';
import { useTierWork } from '../TierWork.ts';

export type Export =
  | { readonly phase: 'ready' }
  | { readonly phase: 'working' }
  | { readonly phase: 'saved'; readonly where: string; readonly rows: number }
  | { readonly phase: 'failed'; readonly error: unknown };

export function useExport(): { readonly state: Export; readonly start: (list: 'levels' | 'calls') => void } {
  const { draft, conditions, against } = useTierWork();
  const { present } = draft;
  const [state, setState] = useState<Export>({ phase: 'ready' });
  const start = useCallback(
    (list: 'levels' | 'calls'): void => {
      setState({ phase: 'working' });
      const work = async (): Promise<Export> => {
        const { fileName, text, rows } = await call('tier.export', {
          ...conditions,
          ...(against ? { against } : {}),
          program: present,
          list,
        });
        // The mark tells Excel that the file is UTF-8: without it, names outside of ASCII come out broken.
        const where = await saveFile(fileName, new TextEncoder().encode(`\ufeff${text}`));
        return where === null ? { phase: 'ready' } : { phase: 'saved', where, rows };
      };
      work().then(setState, (error: unknown) => setState({ phase: 'failed', error }));
    },
    [present, conditions, against],
  );
  return { state, start };
}
