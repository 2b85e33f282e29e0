/** What the line at the bottom says. A screen states its basis; a command states what it did. */
import { useEffect, useSyncExternalStore } from 'react';

export interface ScreenStatus {
  /** What counts: `closed-won on close date, each deal once`. */
  readonly basis?: string;
  readonly window?: string;
  readonly population?: string;
}

interface Shown {
  readonly screen: ScreenStatus;
  readonly said: string | null;
}

let shown: Shown = { screen: {}, said: null };
let silence: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

function show(next: Partial<Shown>): void {
  shown = { ...shown, ...next };
  for (const watch of watchers) watch();
}

/** States the basis of the screen in view, for as long as it is in view. */
export function useScreenStatus({ basis, window, population }: ScreenStatus): void {
  useEffect(() => {
    show({
      screen: {
        ...(basis === undefined ? {} : { basis }),
        ...(window === undefined ? {} : { window }),
        ...(population === undefined ? {} : { population }),
      },
    });
    return () => show({ screen: {} });
  }, [basis, window, population]);
}

/** Says for some seconds what has just been done; read out by assistive technology. */
export function say(sentence: string): void {
  clearTimeout(silence);
  show({ said: sentence });
  silence = setTimeout(() => show({ said: null }), 8_000);
}

export function useShown(): Shown {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => shown,
  );
}
