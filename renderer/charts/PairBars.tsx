/**
 * How much, by whom: horizontal bars on one scale, the prior faint and wider behind the actual, the value at the end;
 * further columns on the right.
 * `<PairBars rows={[{ id, name, actual, prior, value }]} columns={['share']} />`
 */
import type { ReactNode } from 'react';
import styles from './PairBars.module.css';

export interface PairBar {
  readonly id: string;
  readonly name: ReactNode;
  readonly actual: number | null;
  readonly prior?: number | null;
  readonly value: ReactNode;
  /** In the order of `columns`. */
  readonly extra?: readonly ReactNode[];
}

interface PairBarsProps {
  readonly rows: readonly PairBar[];
  /** Heads of what stands right of the bars. */
  readonly columns?: readonly string[];
  readonly nameWidth?: number;
  /** What the bars are: `k EUR, faint = FY25-Q3`. */
  readonly scale?: string;
  readonly total?: PairBar;
}

/** Room at the end of the longest bar for its value. */
const VALUE_ROOM = 62;

export function PairBars({ rows, columns = [], nameWidth = 130, scale, total }: PairBarsProps) {
  const longest = Math.max(1e-9, ...rows.flatMap(({ actual, prior }) => [Math.abs(actual ?? 0), Math.abs(prior ?? 0)]));
  const template = `${nameWidth}px minmax(0, 1fr) ${columns.map(() => 'minmax(44px, max-content)').join(' ')}`;
  const span = (value: number): string => `calc((100% - ${VALUE_ROOM}px) * ${Math.abs(value) / longest})`;
  return (
    <div className={styles.bars} style={{ display: 'grid', gridTemplateColumns: template, columnGap: 10 }}>
      {(scale !== undefined || columns.length > 0) && (
        <Row className={styles.head}>
          <span />
          <span>{scale}</span>
          {columns.map((column) => (
            <span key={column} className={styles.extra}>
              {column}
            </span>
          ))}
        </Row>
      )}
      {rows.map(({ id, name, actual, prior = null, value, extra = [] }) => (
        <Row key={id}>
          <span className={styles.name}>{name}</span>
          <span className={styles.track}>
            {prior !== null && <i className={styles.prior} style={{ width: span(prior) }} />}
            {actual !== null && (
              <i className={`${styles.actual} ${actual < 0 ? styles.negative : ''}`} style={{ width: span(actual) }} />
            )}
            <span
              className={styles.value}
              style={{ left: span(Math.max(Math.abs(actual ?? 0), Math.abs(prior ?? 0))) }}
            >
              {value}
            </span>
          </span>
          <Extras columns={columns} cells={extra} />
        </Row>
      ))}
      {total && (
        <Row className={styles.total}>
          <span className={styles.name}>{total.name}</span>
          <span>{total.value}</span>
          <Extras columns={columns} cells={total.extra ?? []} />
        </Row>
      )}
    </div>
  );
}

function Row({ className, children }: { readonly className?: string | undefined; readonly children: ReactNode }) {
  return (
    <div
      className={[styles.row, className].filter(Boolean).join(' ')}
      style={{ gridColumn: '1 / -1', gridTemplateColumns: 'subgrid' }}
    >
      {children}
    </div>
  );
}

function Extras({ columns, cells }: { readonly columns: readonly string[]; readonly cells: readonly ReactNode[] }) {
  return columns.map((column, index) => (
    <span key={column} className={styles.extra}>
      {cells[index]}
    </span>
  ));
}
