/** The ranking as a strip and as a table that belong together. */
import { useCallback, useMemo, useState } from 'react';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { MetricInfo } from '../../../analytics/api/results.ts';
import { formatCell, formatDifference } from '../../../analytics/present/cell.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import type { Table } from '../../../analytics/present/table.ts';
import { RankStrip } from '../../charts/RankStrip.tsx';
import type { GridColumn, GridSort } from '../../grid/columns.ts';
import { Grid } from '../../grid/Grid.tsx';
import { Button } from '../../parts/Button.tsx';
import { openTrace } from '../../parts/Figure.tsx';
import { Key } from '../../parts/Key.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled, TooMuch } from '../../parts/states.tsx';
import { change, currentAddress, go, useAddress } from '../../shell/location.ts';
import { useCellStyle, useContextSpec, useDimensions, useLocale, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { isRoster } from '../overview/roster.ts';
import styles from './Scorecards.module.css';
import { narrowed, rowFilters, stripBars } from './strip.ts';
import { useCuts } from './useCuts.ts';
import type { Scorecard } from './useScorecard.ts';
import { finerThan } from './view.ts';

interface FiguresProps {
  readonly scorecard: Scorecard;
  readonly search: string;
  /** Rows of the table in the order shown. */
  readonly order: readonly number[];
  readonly onOrder: (rows: readonly number[]) => void;
}

export function Figures({ scorecard, search, order, onOrder }: FiguresProps) {
  const { query, table, columns, by, lead, noun } = scorecard;
  const { sort, trace, where } = useAddress();
  const style = useCellStyle();
  const locale = useLocale();
  const [inView, setInView] = useState<readonly [number, number] | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  const takeView = useCallback(
    (first: number, last: number) =>
      setInView((before) => (before?.[0] === first && before[1] === last ? before : [first, last])),
    [],
  );
  const network = useNetwork(columns);
  const sortKey = sort?.key ?? lead?.id;
  const descending = sort?.descending ?? true;
  const shownSort = useMemo<GridSort | null>(
    () => (sortKey === undefined ? null : { key: sortKey, descending }),
    [sortKey, descending],
  );
  const bars = useMemo(() => (table && lead ? stripBars(table, by, lead.id, order) : []), [table, by, lead, order]);
  // Kept while they write the same, so that the strip is not drawn anew with every scrolled row.
  const unit = lead?.unit ?? 'count';
  const write = useCallback((value: number) => writeIn(unit, value, locale), [unit, locale]);
  const writeChange = useCallback((value: number) => formatDifference(value, unit, style), [unit, style]);
  const traced = useMemo(() => tracedRow(table, by, trace), [table, by, trace]);

  const open = (row: number): void => {
    if (!table) return;
    const filters = rowFilters(table, by, row);
    const partner = filters.find(({ dim }) => dim === 'partner')?.values[0];
    if (partner !== undefined && isRoster(partner)) {
      go({ screen: 'partners', item: partner });
      return;
    }
    const [first = 'partner'] = by;
    change({ where: narrowed(where, filters), by: [finerThan(first)], sort: null });
  };
  const filterTo = (row: number): void => {
    if (table) change({ where: narrowed(currentAddress().where, rowFilters(table, by, row)) });
  };

  return (
    <Settled query={query} what="The scorecard could not be computed" rows={12}>
      {({ totalRows, total, basis }) => {
        if (!table || !lead || table.rows === 0) {
          return (
            <Empty
              action={where.length > 0 && <Button onClick={() => change({ where: [] })}>Remove the filters</Button>}
            >
              {lead
                ? 'No row falls into this window and these filters.'
                : 'None of the chosen figures can be cut this way; choose others under Columns.'}
            </Empty>
          );
        }
        const inAll = countWords(totalRows, noun, locale);
        return (
          <div className={styles.figures} aria-busy={query.isPlaceholderData}>
            <Section
              title={`${lead.label}${basis.comparison ? ' and change' : ''}`}
              basis={`${inAll} in table order${search ? ' that match' : ''}; Shift-click filters`}
              busy={query.isPlaceholderData}
              aside={
                <Key
                  items={[
                    ['actual', basis.period.label],
                    ...(basis.comparison ? [['prior', basis.comparison.label] as const] : []),
                  ]}
                />
              }
            >
              <RankStrip
                bars={bars}
                format={write}
                formatChange={writeChange}
                inView={inView}
                selected={traced === null ? (picked === null ? null : String(picked)) : String(traced)}
                good={lead.good}
                noun={noun}
                onMark={(key, shift) => (shift ? filterTo(Number(key)) : setPicked(Number(key)))}
              />
            </Section>
            <div className={styles.table} style={{ maxHeight: heightOf(table.rows + (network ? 2 : 1)) }}>
              <Grid
                key={by.join()}
                label={`${lead.label} by ${noun}`}
                table={table}
                columns={columns}
                total={total}
                totalLabel={`Total, ${inAll}`}
                {...(network ? { network: network.total, networkLabel: 'Network, no filter' } : {})}
                sort={shownSort}
                onSort={(next) => change({ sort: next }, { replace: true })}
                search={search}
                onOpen={open}
                onTrace={(row, column) => {
                  if (!column.metric) return;
                  openTrace({ metric: column.metric.id, at: row === 'total' ? [] : rowFilters(table, by, row) });
                }}
                onOrder={onOrder}
                onInView={takeView}
                selected={traced ?? picked}
              />
            </div>
            {table.rows < totalRows && <TooMuch shown={table.rows} of={totalRows} noun={`${noun}s`} />}
            <Notes basis={basis} total={total} network={network} lead={lead} locale={locale} />
          </div>
        );
      }}
    </Settled>
  );
}

function writeIn(unit: MetricInfo['unit'], value: number, locale: string): string {
  const { percent, integer, compact, days } = numbers(locale);
  if (unit === 'ratio') return percent(value);
  if (unit === 'days') return days(value);
  return unit === 'count' ? integer(value) : compact(value);
}

/** So that totals follow the last row when rows are few: head, rows, a scrollbar. */
function heightOf(rows: number): number {
  return HEAD + rows * ROW + SCROLLBAR;
}

const HEAD = 38;
const ROW = 28;
const SCROLLBAR = 12;

/** The same figures without the filters of the view, to stand under the total. */
function useNetwork(columns: readonly GridColumn[]): QueryAnswer | undefined {
  const { where, ready, ...spec } = useContextSpec();
  const metrics = [...new Set(columns.flatMap(({ metric }) => (metric ? [metric.id] : [])))];
  const filtered = where.length > 0;
  const { data } = useQuerySpec({ ...spec, metrics }, { enabled: ready && filtered && metrics.length > 0 });
  return filtered ? data : undefined;
}

interface NotesProps {
  readonly basis: QueryAnswer['basis'];
  readonly total: QueryAnswer['total'];
  readonly network: QueryAnswer | undefined;
  readonly lead: MetricInfo;
  readonly locale: string;
}

/** What must be said under the table. */
function Notes({ basis, total, network, lead, locale }: NotesProps) {
  const dimensions = useDimensions();
  const { missing } = useCuts();
  const known = useMetrics();
  const { percent } = numbers(locale);
  const whole = Number(network?.total[lead.id] ?? 0);
  const sentences = [
    network && lead.kind === 'additive' && whole > 0
      ? `${percent(Number(total[lead.id] ?? 0) / whole)} of the network.`
      : null,
    overlapWords(basis.overlap, known, locale),
    'Ratios in the total are recomputed from numerator and denominator.',
    missing.length > 0
      ? `Not loaded: ${missing.map((dim) => dimensions.get(dim)?.label.toLowerCase() ?? dim).join(', ')}.`
      : null,
  ];
  return (
    <p className={`small ${styles.notes}`}>
      {sentences.filter(Boolean).join(' ')}{' '}
      {basis.notes.map((note) => (
        <span key={note}>{note} </span>
      ))}
    </p>
  );
}

function overlapWords(
  overlap: QueryAnswer['basis']['overlap'],
  known: ReadonlyMap<string, MetricInfo>,
  locale: string,
): string | null {
  const metric = known.get(overlap?.metric ?? '');
  if (!overlap || !metric || Number(overlap.amount) === 0) return null;
  const amount = formatCell(overlap.amount, metric.unit, { locale, style: 'exact' });
  return `Rows of ${metric.label} add up to ${amount} more than the total, because partners share deals.`;
}

/** The row whose figure is being traced. */
function tracedRow(
  table: Table | undefined,
  by: readonly DimensionId[],
  trace: ReturnType<typeof currentAddress>['trace'],
): number | null {
  if (!table || !trace || trace.at.length === 0) return null;
  const wanted = new Map(trace.at.map(({ dim, values }) => [dim, values[0] ?? null]));
  if (!by.every((dim) => wanted.has(dim))) return null;
  for (let row = 0; row < table.rows; row += 1) {
    if (by.every((dim) => table.cell(dim, row) === wanted.get(dim))) return row;
  }
  return null;
}
