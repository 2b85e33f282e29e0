/** One threshold: a grip on its value, value and count above. Dragged, stepped by arrow keys, or typed. */
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import type { Axis, HandleLabel, PlacedLabel } from '../../../../analytics/present/charts/distribution.ts';
import { readThreshold, snapped, stepped, writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { useLocale } from '../../../shell/workspace.ts';
import type { ThresholdHandle } from '../handles.ts';
import styles from './Distribution.module.css';
import type { HandleActions } from './Distribution.tsx';

interface HandleProps {
  readonly handle: ThresholdHandle;
  readonly label: HandleLabel | undefined;
  readonly placed: PlacedLabel | undefined;
  readonly axis: Axis;
  /** Pixels of the value on the axis. */
  readonly x: number;
  /** Pixels under the rows of labels, where grips stand. */
  readonly top: number;
  /** Pixels further down, where another grip is in the way. */
  readonly lane: number;
  readonly labelHeight: number;
  readonly inHand: boolean;
  readonly onHold: (held: boolean) => void;
  readonly actions: HandleActions;
}

/** What is in hand: where it was taken up, and where the hand has it now, which the page may not have drawn yet. */
interface Drag {
  readonly pointerX: number;
  readonly x: number;
  readonly from: string;
  to: string;
}

const BIG_STEP = 10;
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

export function Handle(props: HandleProps) {
  const { handle, label, placed, axis, x, top, lane, labelHeight, inHand, onHold, actions } = props;
  const { place, name, unit, value, was } = handle;
  const locale = useLocale();
  const drag = useRef<Drag | null>(null);
  const gesture = useRef(0);
  /** The value when the handle took the focus: what Esc goes back to. */
  const taken = useRef(value);
  const grip = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const typing = useRef(false);
  const trouble = useId();
  const read = typed === null ? null : readThreshold(typed, unit, locale);
  const set = (next: string): void => actions.onSet(handle, next, `${place}#${gesture.current}`);

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.current?.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.current += 1;
    drag.current = { pointerX: event.clientX, x, from: value, to: value };
    onHold(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current;
    if (!held || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const to = held.x + event.clientX - held.pointerX;
    const perPixel = Math.abs(axis.invert(to + 0.5) - axis.invert(to - 0.5));
    const next = event.clientX === held.pointerX ? held.from : snapped(axis.invert(to), unit, perPixel);
    if (next === held.to) return;
    held.to = next;
    actions.onPreview(place, next);
  };
  const letGo = (keepIt: boolean): void => {
    const held = drag.current;
    if (!held) return;
    drag.current = null;
    onHold(false);
    if (keepIt && held.to !== held.from) set(held.to);
    else actions.onPreview(place, null);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = STEPS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) {
      event.preventDefault();
      set(stepped(value, unit, step * (event.shiftKey ? BIG_STEP : 1)));
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (drag.current) letGo(false);
      else if (value !== taken.current) set(taken.current);
    } else if (/^[\d.,]$/.test(event.key)) {
      event.preventDefault();
      open(event.key);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(writeThreshold(value, unit, locale));
    }
  };

  const open = (text: string): void => {
    typing.current = true;
    setTyped(text);
  };
  const finish = (keepIt: boolean): void => {
    // The input that closes loses the focus, which must not be taken for somebody leaving it.
    if (!typing.current) return;
    typing.current = false;
    if (keepIt && read !== null && Number(read) !== Number(value)) {
      gesture.current += 1;
      set(read);
    }
    setTyped(null);
    grip.current?.focus({ preventScroll: true });
  };

  const left = placed?.left ?? Math.max(0, x - 20);
  const bottom = `calc(100% - ${top - (placed?.row ?? 0) * labelHeight}px)`;
  return (
    <>
      {typed !== null ? (
        <form
          className={styles.typing}
          style={{ left, bottom }}
          onSubmit={(event) => {
            event.preventDefault();
            if (read !== null) finish(true);
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: typing on the handle is what opened it
            autoFocus
            aria-label={`${name}, value`}
            aria-invalid={read === null}
            aria-describedby={read === null ? trouble : undefined}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={() => finish(read !== null)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              finish(false);
            }}
          />
          {read === null && (
            <span id={trouble} role="alert" className={styles.trouble}>
              {typed.trim() === '' ? 'Type a value, or Esc to leave it.' : `“${typed}” is no value; write 650 k or 12.`}
            </span>
          )}
        </form>
      ) : (
        placed &&
        label && (
          <span
            className={`${styles.label} ${was === null ? '' : styles.changed} ${styles[placed.anchor]}`}
            style={{ left, bottom, width: placed.width }}
            aria-hidden="true"
            onClick={() => open(writeThreshold(value, unit, locale))}
          >
            <b>{label.value}</b>
            <span>{label.detail}</span>
          </span>
        )
      )}
      <div
        ref={grip}
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-valuemin={Math.min(axis.from, Number(value))}
        aria-valuemax={Math.max(axis.to, Number(value))}
        aria-valuenow={Number(value)}
        aria-valuetext={`${writeThreshold(value, unit, locale)}, ${label?.detail ?? ''}`}
        className={`${styles.handle} ${was === null ? '' : styles.changed}`}
        data-held={inHand || undefined}
        data-place={place}
        style={{ left: x - 12, top: top - 6 + lane }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => letGo(true)}
        onPointerCancel={() => letGo(false)}
        onFocus={() => {
          taken.current = value;
          gesture.current += 1;
        }}
        onKeyDown={onKeyDown}
        onDoubleClick={() => open(writeThreshold(value, unit, locale))}
      >
        <i aria-hidden="true" />
      </div>
    </>
  );
}
