/**
 * Every partner as a dot: drawn on a canvas, so that a hundred thousand move as one. A loop drawn with the pointer holds
 * partners; cut lines are drawn, and moved by their grips. The list beside it says the same for those who do not see it.
 */
import { useEffect, useMemo, useRef } from 'react';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { useWidth } from '../../../charts/useWidth.ts';
import { type CutAxis, gripsOf } from './grips.ts';
import { paintScatter } from './paintScatter.ts';
import styles from './Scatter.module.css';
import { ScatterWords } from './ScatterWords.tsx';
import { spotsOf } from './spots.ts';
import { useScatterHand } from './useScatterHand.ts';

interface ScatterProps {
  readonly run: SegmentRun;
  /** Index of the segment that is looked at; the others step back. */
  readonly chosen: number | null;
  /** Places of the partners that are held. */
  readonly held: readonly number[];
  readonly onHold: (places: readonly number[]) => void;
  readonly onPartner: (partner: string) => void;
  /** A cut line in hand, and once it is let go; left out where cuts are not the user's. */
  readonly onCut?: ((axis: CutAxis, index: number, value: number, done: boolean) => void) | undefined;
  /** Nothing stands below it. */
  readonly alone: boolean;
}

/** Pixels. A page that is wide has room for a taller field, and so has a field with nothing below it. */
const BESIDE_OTHERS = { least: 360, most: 560, ofWidth: 0.68 } as const;
const ALONE = { least: 420, most: 720, ofWidth: 1 } as const;

export function Scatter({ run, chosen, held, onHold, onPartner, onCut, alone }: ScatterProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { least, most, ofWidth } = alone ? ALONE : BESIDE_OTHERS;
  const height = Math.round(Math.min(most, Math.max(least, width * ofWidth)));
  const { members, x, y, segments } = run;
  const spots = useMemo(() => spotsOf({ members, x, y }, width, height), [members, x, y, width, height]);
  const isHeld = useMemo(() => new Set(held), [held]);
  const movable = onCut !== undefined;
  const grips = useMemo(() => (movable ? gripsOf({ x, y }, spots) : []), [movable, x, y, spots]);
  const { loop, near, grip, handlers } = useScatterHand({ run, spots, grips, onHold, onPartner, onCut });

  useEffect(() => {
    const place = canvas.current;
    const pen = place?.getContext('2d');
    if (!place || !pen || width === 0) return;
    const paint = (): void => {
      const style = getComputedStyle(place);
      paintScatter(pen, (name) => style.getPropertyValue(name), {
        run,
        spots,
        chosen,
        held: isHeld,
        near,
        loop,
        grips,
        grip,
      });
    };
    paint();
    // Colours come from the theme: a change of it is a new drawing.
    const theme = new MutationObserver(paint);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => theme.disconnect();
  }, [run, spots, width, chosen, isHeld, loop, near, grips, grip]);

  return (
    <div ref={ref} className={styles.scatter}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ height }}
        role="img"
        aria-label={`${members.partners.length} partners by ${x.feature.label} and ${y.feature.label}; ${segments.map(({ label, partners }) => `${label}: ${partners}`).join(', ')}`}
        {...handlers}
      />
      <ScatterWords run={run} spots={spots} near={near} />
    </div>
  );
}
