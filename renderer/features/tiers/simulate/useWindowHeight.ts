import { useSyncExternalStore } from 'react';

/** The height of the window, followed as it changes: pictures grow with the room that a tall one leaves. */
export function useWindowHeight(): number {
  return useSyncExternalStore(watch, () => window.innerHeight);
}

function watch(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}
