/**
 * The table of a screen: AG Grid in our clothes over a columnar answer. Rows are row numbers of the table, cells read
 * its columns, so nothing is copied. Totals are pinned under a rule. Enter opens a row, T traces a cell, Space selects.
 *
 *   <Grid label="Partners" table={table} columns={columns} total={total} totalLabel="Total, 84 partners"
 *         onOpen={(row) => …} onTrace={(row, key) => …} />
 */
import {
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  type ColDef,
  ColumnApiModule,
  EventApiModule,
  type GridApi,
  type GridReadyEvent,
  ModuleRegistry,
  PinnedRowModule,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useRef } from 'react';
import type { Cell } from '../../analytics/api/results.ts';
import { toDrawn } from '../../analytics/present/decimal.ts';
import { useCellStyle } from '../shell/workspace.ts';
import type { Table } from '../transport/table.ts';
import { CellView } from './CellView.tsx';
import type { GridColumn, GridRow, GridSort } from './columns.ts';
import styles from './Grid.module.css';
import { gridTheme, ROW_HEIGHT, SCROLLBAR_WIDTH } from './theme.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  PinnedRowModule,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
]);

interface GridProps {
  readonly label: string;
  readonly table: Table;
  readonly columns: readonly GridColumn[];
  /** Recomputed totals by column key; ratios are never averaged. */
  readonly total?: Readonly<Record<string, Cell>>;
  readonly totalLabel?: string;
  /** A second line under the total, for instance the whole network. */
  readonly network?: Readonly<Record<string, Cell>>;
  readonly networkLabel?: string;
  readonly sort?: GridSort | null;
  readonly onSort?: (sort: GridSort | null) => void;
  /** Keeps rows that hold all these words. */
  readonly search?: string;
  readonly onOpen?: (row: number) => void;
  readonly onTrace?: (row: number | 'total', column: GridColumn) => void;
  /** Rows of the table in the order shown, whenever that order changes. */
  readonly onOrder?: (rows: readonly number[]) => void;
  /** First and last place in view. */
  readonly onInView?: (first: number, last: number) => void;
  /** Scrolls a row into view and marks it. */
  readonly selected?: number | null;
}

export function Grid(props: GridProps) {
  const { label, table, columns, total, totalLabel, network, networkLabel, sort, search = '', selected = null } = props;
  const style = useCellStyle();
  const api = useRef<GridApi<GridRow> | null>(null);
  const latest = useRef(props);
  latest.current = props;

  const rows = useMemo<GridRow[]>(() => Array.from({ length: table.rows }, (_, row) => ({ row })), [table]);
  const pinned = useMemo<GridRow[]>(() => {
    const lines: GridRow[] = [];
    if (total) lines.push({ row: -1, line: 'total', cells: total, label: totalLabel ?? 'Total' });
    if (network) lines.push({ row: -2, line: 'network', cells: network, label: networkLabel ?? 'Network' });
    return lines;
  }, [total, totalLabel, network, networkLabel]);

  const definitions = useMemo<ColDef<GridRow>[]>(
    () => columns.map((column) => define(column, table, style, sort ?? null)),
    [columns, table, style, sort],
  );

  useEffect(() => {
    if (api.current) mark(api.current, selected);
  }, [selected]);

  function tellOrder(grid: GridApi<GridRow>): void {
    const order: number[] = [];
    grid.forEachNodeAfterFilterAndSort((node) => node.data && order.push(node.data.row));
    latest.current.onOrder?.(order);
  }

  function tellInView(grid: GridApi<GridRow>): void {
    const { top, bottom } = grid.getVerticalPixelRange();
    const first = Math.max(0, Math.ceil(top / ROW_HEIGHT));
    latest.current.onInView?.(first, Math.max(first, Math.floor(bottom / ROW_HEIGHT) - 1));
  }

  return (
    <section className={styles.grid} aria-label={label}>
      <AgGridReact<GridRow>
        theme={gridTheme}
        rowData={rows}
        columnDefs={definitions}
        pinnedBottomRowData={pinned}
        getRowId={({ data }) => String(data.row)}
        getRowClass={({ data }) => (data?.line ? styles[data.line] : undefined)}
        quickFilterText={search}
        rowSelection={{ mode: 'multiRow', checkboxes: false, headerCheckbox: false, enableClickSelection: true }}
        suppressDragLeaveHidesColumns
        ensureDomOrder
        animateRows={false}
        // As wide as the style sheet draws it: where the system's own floats over the rows, it would hide the last figures.
        scrollbarWidth={SCROLLBAR_WIDTH}
        suppressNoRowsOverlay
        headerHeight={36}
        rowHeight={ROW_HEIGHT}
        onGridReady={({ api: grid }: GridReadyEvent<GridRow>) => {
          api.current = grid;
        }}
        onModelUpdated={({ api: grid }) => tellOrder(grid)}
        onFirstDataRendered={({ api: grid }) => {
          mark(grid, latest.current.selected ?? null);
          tellInView(grid);
        }}
        onBodyScrollEnd={({ api: grid }) => tellInView(grid)}
        onGridSizeChanged={({ api: grid }) => tellInView(grid)}
        onSortChanged={({ api: grid }) => {
          const sorted = grid.getColumnState().find((column) => column.sort);
          latest.current.onSort?.(sorted ? { key: sorted.colId, descending: sorted.sort === 'desc' } : null);
        }}
        onRowDoubleClicked={({ data }) => data && !data.line && latest.current.onOpen?.(data.row)}
        onCellClicked={({ data, colDef, event }) => {
          const column = latest.current.columns.find(({ key }) => key === colDef.colId);
          if (!data || !column) return;
          const onFigure = event?.target instanceof Element && event.target.closest('[data-figure]') !== null;
          if (onFigure && column.metric) latest.current.onTrace?.(data.line ? 'total' : data.row, column);
          else if (column.opens && !data.line) latest.current.onOpen?.(data.row);
        }}
        onCellKeyDown={(event) => {
          const { data, colDef } = event as CellKeyDownEvent<GridRow>;
          const key = event.event instanceof KeyboardEvent ? event.event.key : '';
          const column = latest.current.columns.find((candidate) => candidate.key === colDef.colId);
          if (!data || !column) return;
          if (key === 'Enter' && !data.line) latest.current.onOpen?.(data.row);
          if (key.toLowerCase() === 't' && column.metric && data.line !== 'network') {
            latest.current.onTrace?.(data.line ? 'total' : data.row, column);
          }
        }}
      />
    </section>
  );
}

/** Selects a row and brings it into view. */
function mark(grid: GridApi<GridRow>, selected: number | null): void {
  const node = selected === null ? undefined : grid.getRowNode(String(selected));
  if (!node) return;
  node.setSelected(true, true);
  grid.ensureNodeVisible(node);
}

function define(
  column: GridColumn,
  table: Table,
  style: ReturnType<typeof useCellStyle>,
  sort: GridSort | null,
): ColDef<GridRow> {
  const { key, label, look, width, frozen = false, grow = false } = column;
  const source = table.column(key);
  const figure = look !== 'text' && look !== 'level';
  return {
    colId: key,
    headerName: label ?? source?.info.label ?? key,
    ...(column.title === undefined ? {} : { headerTooltip: column.title }),
    ...(width === undefined ? {} : { width }),
    ...(grow ? { flex: Number(grow), minWidth: width ?? 140 } : {}),
    ...(frozen ? { pinned: 'left' as const } : {}),
    type: figure ? 'rightAligned' : [],
    headerClass: figure && look !== 'trend' && look !== 'bullet' ? 'ag-right-aligned-header' : '',
    cellClass: figure && look !== 'trend' && look !== 'bullet' ? (styles.figure ?? '') : '',
    sortable: column.sortable ?? true,
    sort: sort?.key === key ? (sort.descending ? 'desc' : 'asc') : null,
    sortingOrder: figure ? ['desc', 'asc'] : ['asc', 'desc'],
    resizable: true,
    wrapHeaderText: true,
    suppressHeaderMenuButton: true,
    valueGetter: ({ data }) =>
      data?.cells ? (data.cells[key] ?? null) : data ? (source?.cell(data.row) ?? null) : null,
    comparator: (a: Cell, b: Cell, _nodeA, _nodeB, descending) => compare(a, b, figure, descending),
    getQuickFilterText: ({ value }) => (figure ? '' : String(value ?? '')),
    cellRenderer: CellView,
    cellRendererParams: { column, table, style },
  };
}

/** Rows without a value stay last whichever way the column is sorted. */
function compare(a: Cell, b: Cell, figure: boolean, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : (a === null ? 1 : -1) * (descending ? -1 : 1);
  if (!figure) return String(a).localeCompare(String(b), undefined, { numeric: true, sensitivity: 'base' });
  return (toDrawn(a) ?? 0) - (toDrawn(b) ?? 0);
}
