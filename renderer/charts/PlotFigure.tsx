/**
 * Puts a drawn chart on the page: as wide as its place and drawn anew when that changes, in the colours of the theme,
 * with a summary in words, and with marks that act on click, Tab and Enter.
 * `<PlotFigure draw={useCallback((frame) => trendColumns(data, frame), [data])} height={230} label="Bookings: …" />`
 */
import { type KeyboardEvent, type MouseEvent, useLayoutEffect } from 'react';
import type { Chart, ChartFrame } from '../../analytics/present/charts/frame.ts';
import { useLocale } from '../shell/workspace.ts';
import { THEME_COLORS } from './colors.ts';
import styles from './PlotFigure.module.css';
import { useWidth } from './useWidth.ts';

interface PlotFigureProps {
  /** A new function is a new drawing: keep it as long as the data is the same. */
  readonly draw: (frame: ChartFrame) => Chart | null;
  readonly height: number;
  /** The chart in words; without it the chart is decoration to something that says the same. */
  readonly label?: string;
  /** With the key of the row that a mark stands for. */
  readonly onMark?: ((key: string, shift: boolean) => void) | undefined;
  /** False where a table beside the chart leads through the same rows: hundreds of marks are no stops for Tab. */
  readonly tabbable?: boolean;
  readonly className?: string | undefined;
}

export function PlotFigure({ draw, height, label, onMark, tabbable = true, className }: PlotFigureProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const locale = useLocale();
  const operable = onMark !== undefined;
  const buttons = operable && tabbable;

  useLayoutEffect(() => {
    const place = ref.current;
    if (!place || width === 0) return;
    const chart = draw({ document: place.ownerDocument, width, height, colors: THEME_COLORS, locale });
    const focused = keyOf(place.contains(place.ownerDocument.activeElement) ? place.ownerDocument.activeElement : null);
    place.replaceChildren(...(chart ? [chart] : []));
    if (!buttons) return;
    for (const layer of place.querySelectorAll('svg > g:not(:has([data-mark]))')) {
      layer.setAttribute('aria-hidden', 'true');
    }
    for (const mark of place.querySelectorAll<SVGElement>('[data-mark]')) {
      mark.setAttribute('role', 'button');
      mark.setAttribute('tabindex', '0');
      mark.setAttribute('aria-label', mark.querySelector('title')?.textContent ?? '');
      if (mark.getAttribute('data-mark') === focused) mark.focus({ preventScroll: true });
    }
  }, [ref, draw, width, height, locale, buttons]);

  const act = (event: MouseEvent | KeyboardEvent): void => {
    const key = keyOf(event.target);
    if (key !== null) onMark?.(key, event.shiftKey);
  };

  return (
    <div
      ref={ref}
      className={[styles.figure, operable && styles.operable, className].filter(Boolean).join(' ')}
      style={{ minHeight: height }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: buttons ? 'group' : 'img', 'aria-label': label })}
      {...(operable ? { onClick: act } : {})}
      {...(buttons
        ? {
            onKeyDown: (event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              act(event);
            },
          }
        : {})}
    />
  );
}

function keyOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest('[data-mark]')?.getAttribute('data-mark') ?? null) : null;
}
