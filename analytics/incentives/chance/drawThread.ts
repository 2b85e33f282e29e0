/** Where the thread that draws comes from, and what is said to it. */
import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ErrorEnvelope } from '../../api/errors.ts';
import type { ChanceModel } from './model.ts';
import type { ChanceSlice } from './run.ts';

/** The model comes with its first slice and stands until another one comes. */
export interface DrawRequest {
  readonly model?: ChanceModel;
  readonly from: number;
  readonly to: number;
}

export type DrawReply = { readonly slice: ChanceSlice } | { readonly error: ErrorEnvelope };

/** The thread's code in one file, beside the bundles or above their chunks. */
const BUILT = ['draw-worker.cjs', '../draw-worker.cjs'];

/** Null where there is no code for it. */
export function startDrawThread(): Worker | null {
  const here = import.meta.url;
  if (here.endsWith('.ts')) {
    const source = JSON.stringify(new URL('drawWorker.ts', here).href);
    // From source a thread needs the loader that scripts and tests bring.
    const load = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`;
    return new Worker(load, { eval: true });
  }
  const file = BUILT.map((name) => new URL(name, here)).find((url) => existsSync(url));
  // The text, not the file: in a packed application a thread cannot look into the archive, but its parent can.
  return file ? new Worker(readFileSync(file, 'utf8'), { eval: true }) : null;
}
