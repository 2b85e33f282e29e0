/** Builds the workbook and hands it to the host to save: nothing is written unless the whole file is there. */
import { useCallback, useRef, useState } from 'react';
import type { PackSpec } from '../../../analytics/api/documents/pack.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { Events } from '../../../analytics/api/methods.ts';
import { call } from '../../transport/connection.ts';
import { saveFile } from '../../transport/files.ts';

export type Build =
  | { readonly phase: 'ready' }
  | { readonly phase: 'building'; readonly progress: Events['progress'] | null }
  | { readonly phase: 'saved'; readonly where: string; readonly sheets: number; readonly ms: number }
  | { readonly phase: 'failed'; readonly error: unknown };

export function useBuild(): {
  readonly build: Build;
  readonly start: (spec: PackSpec) => void;
  readonly stop: () => void;
} {
  const [build, setBuild] = useState<Build>({ phase: 'ready' });
  const running = useRef<AbortController | null>(null);

  const start = useCallback((spec: PackSpec): void => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const began = performance.now();
    setBuild({ phase: 'building', progress: null });
    const work = async (): Promise<Build> => {
      const { bytes, fileName, sheets } = await call(
        'pack.build',
        { spec },
        { signal: stop.signal, onProgress: (progress) => setBuild({ phase: 'building', progress }) },
      );
      if (!bytes)
        throw new QuarterdeckError('internal', 'The workbook came back empty; nothing was saved. Build it again.');
      const ms = performance.now() - began;
      const where = await saveFile(fileName, bytes);
      // The user thought better of it in the save dialog.
      return where === null ? { phase: 'ready' } : { phase: 'saved', where, sheets: sheets.length, ms };
    };
    work().then(
      (done) => running.current === stop && setBuild(done),
      (error: unknown) => {
        if (running.current === stop) setBuild(stop.signal.aborted ? { phase: 'ready' } : { phase: 'failed', error });
      },
    );
  }, []);

  const stop = useCallback((): void => {
    running.current?.abort();
    setBuild({ phase: 'ready' });
  }, []);
  return { build, start, stop };
}
