/** One sheet as it prints: light whatever the theme, with title, basis, figures and foot. */
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { PackSpec } from '../../../analytics/api/documents/pack.ts';
import type { Cell, PackColumn } from '../../../analytics/api/results.ts';
import { formatCell, formatChange, formatDifference } from '../../../analytics/present/cell.ts';
import { toDrawn } from '../../../analytics/present/decimal.ts';
import { useLocale, useMetrics } from '../../shell/workspace.ts';
import styles from './Paper.module.css';
import { readColumns, type Sheet } from './sheets.ts';

interface PaperProps {
  readonly sheet: Sheet;
  readonly number: number;
  readonly of: number;
  readonly spec: PackSpec;
  readonly network: string;
  /** A small picture of the sheet: no text to read. */
  readonly scale: number;
}

/** Landscape at 72 dots an inch is too small to read on screen; this many pixels make the width of the sheet. */
export const SHEET_WIDTH = 776;
/** Left and right margin of the sheet. */
const PAPER_SIDES = 64;
const RATIO = { A4: 297 / 210, Letter: 11 / 8.5 } as const;

export const sheetHeight = (paper: PackSpec['paper']): number => Math.round(SHEET_WIDTH / RATIO[paper]);

export function Paper({ sheet, number, of, spec, network, scale }: PaperProps) {
  const height = sheetHeight(spec.paper);
  const { page } = sheet;
  return (
    <div className={styles.frame} style={{ width: SHEET_WIDTH * scale, height: height * scale }}>
      <article
        className={styles.paper}
        style={{ width: SHEET_WIDTH, height, transform: `scale(${scale})` }}
        aria-label={`${page.title}, page ${number} of ${of}`}
      >
        {page.section === 'cover' ? (
          <Cover sheet={sheet} />
        ) : (
          <>
            <div className={styles.top}>
              <span>{network}</span>
              <span>{page.basis}</span>
            </div>
            <h2>{page.title}</h2>
            {page.section === 'summary' ? <Summary sheet={sheet} /> : <Rows sheet={sheet} />}
          </>
        )}
        <footer className={styles.foot}>
          <span>{page.basis}</span>
          <span>{spec.confidentiality}</span>
          <span>
            {number} of {of}
          </span>
        </footer>
      </article>
    </div>
  );
}

function Cover({ sheet: { page } }: { readonly sheet: Sheet }) {
  return (
    <div className={styles.cover}>
      <h2>{page.title}</h2>
      <dl>
        {page.rows.map(([what, value]) => (
          <div key={String(what)}>
            <dt>{String(what ?? '')}</dt>
            <dd>{String(value ?? '')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The figures come written out, in two columns so that all stand on one page. */
function Summary({ sheet: { page, from, to } }: { readonly sheet: Sheet }) {
  const rows = page.rows.slice(from, to);
  const half = Math.ceil(rows.length / 2);
  return (
    <div className={styles.summary}>
      {[rows.slice(0, half), rows.slice(half)].map(
        (part, side) =>
          part.length > 0 && (
            <table key={side === 0 ? 'left' : 'right'}>
              <thead>
                <tr>
                  {page.columns.map(({ key, label }, index) => (
                    <th key={key} className={index > 0 ? 'num' : undefined}>
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {part.map((cells) => (
                  <tr key={String(cells[0])}>
                    {cells.map((cell, index) => (
                      <td
                        key={page.columns[index]?.key}
                        className={index === 0 ? undefined : index === 1 ? `num ${styles.strong}` : 'num'}
                      >
                        {String(cell ?? '')}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          ),
      )}
    </div>
  );
}

function Rows({ sheet: { page, from, to, last } }: { readonly sheet: Sheet }) {
  const { shown, folded } = readColumns(page.columns);
  const prose = page.columns.every(({ unit }) => unit === 'text');
  const lead = shown.find(({ column }) => column.unit === 'money');
  const most = lead ? Math.max(0, ...page.rows.map((cells) => toDrawn(cells[lead.place] ?? null) ?? 0)) : 0;
  const isText = ({ unit }: PackColumn): boolean => unit === 'text';
  const line = (cells: readonly Cell[], total: boolean): ReactNode =>
    shown.map(({ place, column }, index) => (
      <td key={column.key} className={isText(column) ? (prose ? styles.prose : styles.text) : 'num'}>
        {index === 0 && total ? 'Total' : <Written cell={cells[place] ?? null} column={column} />}
        {place === lead?.place && !total && most > 0 && (
          <span className={styles.bar}>
            <i style={{ width: `${Math.max(0, ((toDrawn(cells[place] ?? null) ?? 0) / most) * 100)}%` }} />
          </span>
        )}
      </td>
    ));
  const { ref, zoom } = useFitting(page);
  return (
    <>
      <table ref={ref} style={{ zoom }} className={prose ? styles.proseTable : undefined}>
        <thead>
          <tr>
            {shown.map(({ column }) => (
              <th key={column.key} className={isText(column) ? undefined : 'num'}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.slice(from, to).map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a page are their place
            <tr key={from + row}>{line(cells, false)}</tr>
          ))}
          {last && page.total && <tr className={styles.total}>{line(page.total, true)}</tr>}
        </tbody>
      </table>
      <p className={styles.note}>
        {page.rows.length > to - from && `Rows ${from + 1} to ${to} of ${page.rows.length}. `}
        {folded > 0 && `${folded} more columns with workings are folded in the workbook.`}
      </p>
    </>
  );
}

/** Fit one page wide, as the workbook prints: a table wider than the sheet is drawn smaller. */
function useFitting(page: Sheet['page']) {
  const ref = useRef<HTMLTableElement>(null);
  const [zoom, setZoom] = useState(1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other columns
  useLayoutEffect(() => {
    const table = ref.current;
    if (!table) return;
    table.style.zoom = '1';
    const next = Math.min(1, (SHEET_WIDTH - PAPER_SIDES) / Math.max(table.scrollWidth, 1));
    table.style.zoom = String(next);
    setZoom(next);
  }, [page]);
  return { ref, zoom };
}

function Written({ cell, column: { key, unit } }: { readonly cell: Cell; readonly column: PackColumn }) {
  const locale = useLocale();
  const known = useMetrics();
  const [, id = '', part] = /^(.+)__(change|difference)$/.exec(key) ?? [];
  // What a change is written in, per cent or points, is the metric's business and not the cell's.
  const metric = known.get(id);
  if (!metric || cell === null) return formatCell(cell, unit, { locale });
  return part === 'change'
    ? formatChange(cell, metric.unit, { locale })
    : formatDifference(cell, metric.unit, { locale });
}
