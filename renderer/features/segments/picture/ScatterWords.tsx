/** What is written in the scatter: figures along the axes and at the cut lines, names of cells, crowds on one spot. */
import type { SegmentAxis, SegmentRun } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { writeFigure } from '../figure.ts';
import { GRIP } from './grips.ts';
import { cellNotes, roomy, spaced, stackNotes, widthOf } from './notes.ts';
import styles from './Scatter.module.css';
import type { Axis } from './scales.ts';
import { EDGE, type Spots } from './spots.ts';

interface ScatterWordsProps {
  readonly run: SegmentRun;
  readonly spots: Spots;
  readonly near: number | null;
}

export function ScatterWords({ run, spots, near }: ScatterWordsProps) {
  const locale = useLocale();
  const { members, segments, x, y, basis } = run;
  const { dots, width, height } = spots;
  const tick = (value: number, { feature: { unit } }: SegmentAxis): string =>
    value === 0
      ? '0'
      : // Seven digits: none that only counting by tenths has made.
        writeThreshold(String(Number(value.toPrecision(7))), unit === 'score' ? 'points' : unit, locale);
  const cutPlaces = ({ cuts, feature }: SegmentAxis, axis: Axis, room: (text: string) => number) =>
    spaced(
      [...new Set(cuts)].map((cut) => ({ text: writeFigure(cut, feature.unit, locale), at: axis.at(Number(cut)) })),
      room,
    );
  const named = near === null ? null : members.names[near];
  const notes = roomy([
    ...cellNotes(segments, { x: x.cuts, y: y.cuts }, spots),
    ...stackNotes(spots, (partners) => `${countWords(partners, 'partner', locale)} here`),
  ]);
  const cells = new Set(segments.flatMap(({ cell, label }) => (cell ? [label] : [])));
  return (
    <>
      {spots.x.ticks.filter(apart(spots.x, 48)).map((value) => (
        <span
          key={`x${value}`}
          className={styles.tickX}
          style={{ left: spots.x.at(value), top: height - EDGE.bottom + 4 }}
        >
          {tick(value, x)}
        </span>
      ))}
      {spots.y.ticks.filter(apart(spots.y, 24)).map((value) => (
        <span key={`y${value}`} className={styles.tickY} style={{ top: spots.y.at(value), width: EDGE.left - 6 }}>
          {tick(value, y)}
        </span>
      ))}
      {cutPlaces(x, spots.x, (text) => widthOf(text) + 8).map(({ text, at }) => (
        <span key={`cx${at}`} className={styles.cutX} style={{ left: at, top: EDGE.top - GRIP.along - 15 }}>
          {text}
        </span>
      ))}
      {cutPlaces(y, spots.y, () => 13).map(({ text, at }) => (
        <span key={`cy${at}`} className={styles.cutY} style={{ left: width - EDGE.right + GRIP.along + 5, top: at }}>
          {text}
        </span>
      ))}
      <span className={styles.nameX} style={{ top: height - 16, right: EDGE.right }}>
        {axisName(x, spots.logged.x, basis.currency)}
      </span>
      <span className={styles.nameY} style={{ left: EDGE.left }}>
        {axisName(y, spots.logged.y, basis.currency)}
      </span>
      {notes.map(({ text, left, top }) => (
        <span key={`${left} ${top}`} className={cells.has(text) ? styles.cell : styles.stack} style={{ left, top }}>
          {text}
        </span>
      ))}
      {named != null && near !== null && (
        <span
          className={styles.near}
          style={{
            left: Math.min(dots.x[near]! + 10, Math.max(EDGE.left, width - widthOf(named) - 12)),
            top: dots.y[near]! - 24,
          }}
        >
          {named}
        </span>
      )}
    </>
  );
}

/** `Bookings, EUR, log scale; cut at the median`. */
function axisName({ feature: { label, unit }, cuts, cutBy }: SegmentAxis, logged: boolean, currency: string): string {
  const parts = [label, ...(unit === 'money' ? [currency] : []), ...(logged ? ['log scale'] : [])];
  return `${parts.join(', ')}${cuts.length > 0 ? `; cut at ${cutBy}` : ''}`;
}

/** Ticks that keep their distance from the one before. */
function apart(axis: Axis, room: number): (tick: number) => boolean {
  let last = Number.NaN;
  return (tick) => {
    const place = axis.at(tick);
    if (Math.abs(place - last) < room) return false;
    last = place;
    return true;
  };
}
