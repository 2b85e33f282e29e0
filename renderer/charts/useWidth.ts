import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** The width an element is given, followed as it changes; `initial` before the first layout. */
export function useWidth<E extends HTMLElement>(
  initial = 0,
): { readonly ref: RefObject<E | null>; readonly width: number } {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
