import type { ICellRendererParams } from 'ag-grid-community';
import type { Cell } from '../../analytics/api/results.ts';
import { type CellStyle, formatCell } from '../../analytics/present/cell.ts';
import { toDrawn } from '../../analytics/present/decimal.ts';
import { levelStripes } from '../../analytics/present/labels.ts';
import { Bullet, CellBar } from '../charts/InCell.tsx';
import { Delta } from '../parts/Delta.tsx';
import { Level } from '../parts/Level.tsx';
import type { Table } from '../transport/table.ts';
import type { GridColumn, GridRow } from './columns.ts';
import styles from './Grid.module.css';

interface Params extends Pick<ICellRendererParams<GridRow>, 'data'> {
  readonly value?: Cell;
  readonly column: GridColumn;
  readonly table: Table;
  readonly style: CellStyle;
}

/** One cell, by the look of its column. */
export function CellView({ data, value = null, column, table, style }: Params) {
  if (!data) return null;
  const { look, metric, render, noteKey, ladder, priorKey } = column;
  const unit = metric?.unit ?? table.column(column.key)?.info.unit ?? 'text';
  switch (look) {
    case 'text': {
      if (data.line) return column.labelled ? data.label : value === null ? null : formatCell(value, unit, style);
      const note = noteKey === undefined ? null : table.cell(noteKey, data.row);
      return (
        <span className="ellipsis" title={value === null ? undefined : String(value)}>
          {formatCell(value, unit, style)}
          {note !== null && <span className={styles.note}>{String(note)}</span>}
        </span>
      );
    }
    case 'level':
      if (data.line) return column.labelled ? data.label : null;
      if (value === null) return <span className="mut">–</span>;
      // What stands outside the ladder, direct deals for instance, has no rung.
      if (!ladder?.includes(String(value))) return String(value);
      return <Level name={String(value)} stripes={levelStripes(String(value), ladder ?? [])} />;
    case 'figure':
      return <FigureText value={value} text={formatCell(value, unit, style)} traceable={metric !== undefined} />;
    case 'bar':
      return (
        <span className={styles.withBar}>
          <FigureText value={value} text={formatCell(value, unit, style)} traceable={metric !== undefined} />
          {data.line ? (
            <span className={styles.noBar} />
          ) : (
            <CellBar
              actual={toDrawn(value)}
              prior={priorKey === undefined ? null : toDrawn(table.cell(priorKey, data.row))}
              most={mostOf(table, column.key, priorKey)}
            />
          )}
        </span>
      );
    case 'change':
      return metric ? (
        <Delta value={value} unit={metric.unit} good={metric.good} plain />
      ) : (
        formatCell(value, unit, style)
      );
    case 'bullet': {
      const { target = null, floor = null } = column;
      const size = toDrawn(value);
      return (
        <span className={`${styles.withBar} ${styles.spread}`}>
          <Bullet value={size} target={target} floor={floor} most={(target ?? 1) * 1.5} />
          <span className={size !== null && floor !== null && size < floor ? 'bad' : undefined}>
            {formatCell(value, unit, style)}
            {size !== null && floor !== null && size < floor && ' ▼'}
          </span>
        </span>
      );
    }
    case 'trend':
    case 'custom':
      return <span className={styles.middle}>{render?.(data.line ? null : data.row)}</span>;
  }
}

function FigureText({ value, text, traceable }: { value: Cell; text: string; traceable: boolean }) {
  return (
    <span data-figure={traceable && value !== null ? '' : undefined} className={styles.text}>
      {text}
    </span>
  );
}

const scales = new WeakMap<Table, Map<string, number>>();

/** The longest bar of a column: one scale for all its rows, worked out once for a table. */
function mostOf(table: Table, key: string, priorKey: string | undefined): number {
  const known = scales.get(table) ?? new Map<string, number>();
  scales.set(table, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  let most = 0;
  const actual = table.column(key);
  const prior = priorKey === undefined ? undefined : table.column(priorKey);
  for (let row = 0; row < table.rows; row += 1) {
    most = Math.max(most, actual?.number(row) ?? 0, prior?.number(row) ?? 0);
  }
  known.set(key, most);
  return most;
}
