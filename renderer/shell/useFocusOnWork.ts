/** Where the keyboard goes on when what it was on is gone with the page that it led away from. */
import { useEffect, useRef } from 'react';

/** @param place says the same while the page does */
export function useFocusOnWork(place: string): void {
  const was = useRef(place);
  useEffect(() => {
    if (was.current === place) return;
    was.current = place;
    // From the body, the next Tab would begin at the top of the window again.
    if (document.activeElement === document.body) focusOnWork();
  }, [place]);
}

export function focusOnWork(): void {
  document.getElementById('work')?.focus({ preventScroll: true });
}
