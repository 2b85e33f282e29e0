/**
 * A headline figure: label, figure, sparkline, then lines that compare it (prior, plan). No frame, no icon, no fill.
 * Put up to six into `<Tiles>`.
 */
import type { ReactNode } from 'react';
import { Sparkline } from '../charts/Sparkline.tsx';
import styles from './Tile.module.css';

export interface TileLine {
  readonly mark: 'prior' | 'plan';
  readonly label: string;
  readonly value: string;
  readonly delta?: ReactNode;
}

interface TileProps {
  readonly label: string;
  readonly figure: ReactNode;
  readonly trend?: readonly (number | null)[];
  readonly lines?: readonly TileLine[];
  /** What else a reader must know, under the lines. */
  readonly note?: ReactNode;
}

export function Tiles({ children }: { readonly children: ReactNode }) {
  return <div className={styles.tiles}>{children}</div>;
}

export function Tile({ label, figure, trend, lines = [], note }: TileProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's
    <div className={styles.tile} role="group" aria-label={label}>
      <div className={styles.label}>{label}</div>
      <div className={styles.figure}>{figure}</div>
      {trend && trend.length > 1 && (
        <div className={styles.trend}>
          <Sparkline values={trend} width={80} height={24} label={`${label}, trend`} />
        </div>
      )}
      {lines.map((line) => (
        <div key={line.label} className={styles.line}>
          <i className={styles[line.mark]} aria-hidden="true" />
          <span className={styles.what}>{line.label}</span>
          <span>{line.value}</span>
          <span className={styles.delta}>{line.delta}</span>
        </div>
      ))}
      {note !== undefined && <div className={styles.note}>{note}</div>}
    </div>
  );
}
