import { themeQuartz } from 'ag-grid-community';

export const ROW_HEIGHT = 28;
/** As Grid.module.css draws it. */
export const SCROLLBAR_WIDTH = 10;

/** The grid reads the same tokens as the page: 28-px rows, single rules, no stripes, no frame. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: 'var(--font)',
  fontSize: 12,
  headerFontSize: 11,
  headerFontWeight: 500,
  spacing: 4,
  rowHeight: ROW_HEIGHT,
  headerHeight: 28,
  cellHorizontalPadding: 6,
  backgroundColor: 'var(--canvas)',
  foregroundColor: 'var(--ink)',
  cellTextColor: 'var(--ink)',
  headerTextColor: 'var(--ink-3)',
  headerBackgroundColor: 'var(--canvas)',
  headerCellHoverBackgroundColor: 'var(--hover)',
  headerColumnResizeHandleColor: 'var(--line)',
  headerRowBorder: '1px solid var(--line-2)',
  rowBorder: '1px solid var(--line)',
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--accent-3)',
  oddRowBackgroundColor: 'var(--canvas)',
  accentColor: 'var(--accent)',
  borderColor: 'var(--line)',
  wrapperBorder: 'none',
  wrapperBorderRadius: 0,
  borderRadius: 4,
  pinnedColumnBorder: 'none',
  pinnedRowBorder: '1px solid var(--rule)',
  pinnedRowBackgroundColor: 'var(--canvas)',
  pinnedRowFontWeight: 400,
  iconSize: 12,
});
