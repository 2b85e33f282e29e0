/** Files on their way from wherever they were dropped or chosen to the Data screen. */
import { useSyncExternalStore } from 'react';
import type { HostFile } from '../../transport/files.ts';

const NONE: readonly HostFile[] = [];
let files: readonly HostFile[] = NONE;
const watchers = new Set<() => void>();

function put(next: readonly HostFile[]): void {
  files = next;
  for (const watch of watchers) watch();
}

/** Adds files to those waiting on the Data screen; one path stands there once. */
export function handOver(more: readonly HostFile[]): void {
  const known = new Set(files.map(({ path }) => path));
  put([...files, ...more.filter(({ path }) => !known.has(path))]);
}

export const dropChosen = (path: string): void => put(files.filter((file) => file.path !== path));
export const clearChosen = (): void => put(NONE);

export function useChosen(): readonly HostFile[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => files,
  );
}
