/** A width the user drags or steps with the arrow keys; kept on this machine. */
import { type HTMLAttributes, useCallback, useState } from 'react';

const KEY = 'quarterdeck.traceWidth';
const NARROW = 320;
const NORMAL = 372;
const WIDE = 560;
const STEP = 16;

const within = (width: number): number => Math.min(WIDE, Math.max(NARROW, Math.round(width)));

export function useDrawerWidth(): { width: number; handle: HTMLAttributes<HTMLElement> } {
  const [width, setWidth] = useState(() => within(Number(window.localStorage.getItem(KEY)) || NORMAL));
  const keep = useCallback((next: number) => {
    setWidth(within(next));
    window.localStorage.setItem(KEY, String(within(next)));
  }, []);
  return {
    width,
    handle: {
      role: 'separator',
      'aria-orientation': 'vertical',
      'aria-label': 'Width of the trace',
      'aria-valuemin': NARROW,
      'aria-valuemax': WIDE,
      'aria-valuenow': width,
      tabIndex: 0,
      onPointerDown: (event) => event.currentTarget.setPointerCapture(event.pointerId),
      onPointerMove: (event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) keep(window.innerWidth - event.clientX);
      },
      onKeyDown: (event) => {
        if (event.key === 'ArrowLeft') keep(width + STEP);
        if (event.key === 'ArrowRight') keep(width - STEP);
      },
    },
  };
}
