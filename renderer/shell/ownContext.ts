/**
 * A screen that compares in a way of its own, and looks at a period of its own while nobody chose one, tells the context bar:
 * what stands over the figures must be what they are of.
 */
import { useEffect, useSyncExternalStore } from 'react';

interface OwnContext {
  /** What the figures are of: `FY26-Q1 to FY26-Q4`; undefined while that is not known. */
  readonly period: string | undefined;
}

let own: OwnContext | null = null;
const watchers = new Set<() => void>();

function tell(next: OwnContext | null): void {
  own = next;
  for (const watch of watchers) watch();
}

/** For as long as the screen is in view. */
export function useOwnContext(period: string | undefined): void {
  useEffect(() => {
    tell({ period });
    return () => tell(null);
  }, [period]);
}

export function useOwnContextShown(): OwnContext | null {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => own,
  );
}
