/**
 * A figure with a passport: a button that opens the Trace. `at` narrows it to the cell it stands in, beyond the
 * filters of the screen. `headline` figures show at rest that they can be traced.
 * `<Figure metric="won_amount" at={[{ dim: 'partner', values: [id] }]}>28.06 M</Figure>`
 */
import type { ReactNode } from 'react';
import type { Filter } from '../../analytics/api/documents/query.ts';
import type { TraceTarget } from '../../analytics/present/address.ts';
import { change, useAddress } from '../shell/location.ts';
import styles from './Figure.module.css';

interface FigureProps {
  readonly metric: string;
  readonly at?: readonly Filter[];
  /** When the figure is of another period than the screen's. */
  readonly period?: string | undefined;
  readonly headline?: boolean;
  readonly children: ReactNode;
}

export function Figure({ metric, at = [], period, headline = false, children }: FigureProps) {
  const target: TraceTarget = { metric, at, ...(period === undefined ? {} : { period }) };
  const open = isSameFigure(useAddress().trace, target);
  return (
    <button
      type="button"
      className={[styles.figure, headline && styles.headline, open && styles.open].filter(Boolean).join(' ')}
      aria-expanded={open}
      onClick={(event) => {
        event.stopPropagation();
        openTrace(open ? null : target);
      }}
    >
      {children}
    </button>
  );
}

/** Opens the passport of a figure, or closes it with null. */
export function openTrace(trace: TraceTarget | null): void {
  change({ trace });
}

function isSameFigure(a: TraceTarget | null, b: TraceTarget): boolean {
  return a !== null && a.metric === b.metric && a.period === b.period && JSON.stringify(a.at) === JSON.stringify(b.at);
}
