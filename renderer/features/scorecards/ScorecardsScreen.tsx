/** Who performs: any figure by any cut, ranked, with its chart, its trace and its rows. */
import { TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { MetricInfo } from '../../../analytics/api/results.ts';
import { formatChange } from '../../../analytics/present/cell.ts';
import { countWords, currencyWords, windowWords } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { ColumnChooser, type ColumnOption } from '../../grid/ColumnChooser.tsx';
import { Button, Segmented } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { change, useAddress } from '../../shell/location.ts';
import { say, useScreenStatus } from '../../shell/statusLine.ts';
import { useCellStyle, useContextSpec, useDimensions, useLocale, useMetrics } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { saveFile } from '../../transport/files.ts';
import { isRoster } from '../overview/roster.ts';
import { useLadder } from '../trend/known.ts';
import { CutBar } from './CutBar.tsx';
import { lookedUp, ranked, withColumns } from './derived.ts';
import { csvName, viewAsCsv } from './exportCsv.ts';
import { Figures } from './Figures.tsx';
import { gridColumns, MOVED, RANK, WHY } from './gridColumns.tsx';
import { RowsView } from './RowsView.tsx';
import styles from './Scorecards.module.css';
import { usePartnerAttributes } from './usePartnerAttributes.ts';
import { useRowTrends } from './useRowTrends.ts';
import { canCut, leadOf, saysNothing, viewOf } from './view.ts';

/** Asked beside the figures of partners. */
const LEVEL: readonly DimensionId[] = ['level'];

export default function ScorecardsScreen() {
  const address = useAddress();
  const { ready, ...spec } = useContextSpec();
  const known = useMetrics();
  const dimensions = useDimensions();
  const style = useCellStyle();
  const locale = useLocale();
  const ladder = useLadder();
  const view = useMemo(() => viewOf(address, known), [address, known]);
  const { by } = view;
  const query = useQuerySpec(
    { ...spec, metrics: [...view.metrics], by: [...by] },
    { enabled: ready && view.metrics.length > 0 && view.mode === 'figures' },
  );
  const { data } = query;
  const { basis, total, table: answer } = data ?? {};

  // While a new cut is on its way the table on screen is still the old one, and is drawn as such.
  const shownBy = useMemo(() => by.filter((dim) => answer?.column(dim)), [by, answer]);
  const metrics = useMemo(
    () =>
      view.metrics.flatMap((id): MetricInfo[] => {
        const metric = known.get(id);
        return metric && answer?.column(id) && (view.chosen || !saysNothing(id, total?.[id])) ? [metric] : [];
      }),
    [view.metrics, view.chosen, known, answer, total],
  );
  const lead = leadOf(
    metrics.map(({ id }) => id),
    address.sort?.key,
  );
  const leadMetric = lead === undefined ? undefined : known.get(lead);
  const byPartner = shownBy.length === 1 && shownBy[0] === 'partner';
  const attributes = usePartnerAttributes(LEVEL, {
    period: spec.period,
    enabled: ready && byPartner && (ladder?.levels.length ?? 0) > 0,
  });
  const table = useMemo(() => {
    if (!answer || lead === undefined || !leadMetric) return answer;
    const column = answer.column(lead);
    const prior = answer.column(`${lead}__prior`);
    // Direct and unassigned deals, and rows without a value, are no competitors of the others.
    const eligible = (row: number): boolean =>
      shownBy.every((dim) => {
        const value = answer.cell(dim, row);
        return isRoster(value === null ? null : String(value));
      });
    const values = (source: typeof column): (number | null)[] =>
      source ? Array.from({ length: answer.rows }, (_, row) => source.number(row)) : [];
    const { now, moved, why } = ranked({
      now: values(column),
      prior: values(prior),
      eligible,
      write: (size) => formatChange(size, 'money', style),
    });
    const count = (key: string, label: string, cells: readonly (number | null)[]) => ({
      info: { key, label, role: 'field', unit: 'count' } as const,
      cells,
    });
    return withColumns(answer, [
      count(RANK, 'Rank', now),
      ...(moved.length > 0 ? [count(MOVED, 'Places gained', moved)] : []),
      ...(why.length > 0
        ? [{ info: { key: WHY, label: 'Why the place', role: 'field', unit: 'text' } as const, cells: why }]
        : []),
      ...(attributes && byPartner ? LEVEL.flatMap((key) => lookedUp(answer, 'partner', attributes, key) ?? []) : []),
    ]);
  }, [answer, lead, leadMetric, attributes, byPartner, shownBy, style]);
  const trend = useRowTrends({
    table,
    by: shownBy,
    metric: lead,
    where: spec.where,
    basis,
    enabled: leadMetric !== undefined && canCut(leadMetric, [...shownBy, 'quarter']),
  });
  const columns = useMemo(
    () =>
      table && basis
        ? gridColumns({
            table,
            by: shownBy,
            metrics,
            lead,
            compareColumns: view.compareColumns,
            basis,
            dimensions,
            ladder,
            trend,
          })
        : [],
    [table, basis, shownBy, metrics, lead, view.compareColumns, dimensions, ladder, trend],
  );

  const [order, setOrder] = useState<readonly number[]>([]);
  const takeOrder = useCallback(
    (rows: readonly number[]) =>
      // The table tells its order after every update; only a new one is news.
      setOrder((before) => (sameOrder(before, rows) ? before : rows)),
    [],
  );
  const noun = (shownBy.length === 1 ? (dimensions.get(shownBy[0]!)?.label ?? 'row') : 'row').toLowerCase();
  const rowCount = data?.totalRows ?? 0;

  useScreenStatus({
    ...(leadMetric ? { basis: leadMetric.dateBasis } : {}),
    ...(basis
      ? { window: windowWords(basis.period, locale), population: `${countWords(rowCount, noun, locale)}` }
      : {}),
  });

  const save = async (): Promise<void> => {
    if (!table || !basis || !total) return;
    const text = viewAsCsv({
      table,
      columns: columns
        .filter(({ key }) => key !== 'trend')
        .map(({ key, label = key, title }) => ({
          key,
          // A bare Δ stands beside its figure on screen; in a file the head must say whose it is.
          label: label === 'Δ' && title ? title : key.endsWith('__prior') && title ? `${title} (${label})` : label,
        })),
      order: order.length > 0 ? order : Array.from({ length: table.rows }, (_, row) => row),
      total,
      totalLabel: 'Total',
    });
    const name = csvName(
      `Scorecard by ${shownBy.map((dim) => dimensions.get(dim)?.label.toLowerCase()).join(' and ')}`,
      basis.period.label,
    );
    const saved = await saveFile(name, new TextEncoder().encode(text));
    if (saved !== null) say(`Saved ${saved}`);
  };

  const show = (part: Readonly<Record<string, string>>, replace = false): void => {
    const extra = Object.fromEntries(Object.entries({ ...address.extra, ...part }).filter(([, value]) => value !== ''));
    change({ extra }, { replace });
  };
  const rows = view.mode === 'rows';
  return (
    <Screen
      title="Scorecards"
      basis={
        basis &&
        `${basis.period.label}${basis.comparison ? ` against ${basis.comparison.label}` : ''}, ${currencyWords(basis)}`
      }
      body="fill"
      actions={
        <>
          <Segmented
            label="What the table holds"
            value={view.mode}
            options={[
              { value: 'figures', label: 'Figures' },
              { value: 'rows', label: 'Rows' },
            ]}
            onChange={(mode) => show({ view: mode === 'rows' ? 'rows' : '' })}
          />
          {!rows && (
            <>
              <ColumnChooser
                options={columnOptions(known, by)}
                shown={[...metrics.map(({ id }) => id), ...view.compareColumns.map((id) => `~${id}`)]}
                onChange={(shown) => {
                  const chosen = shown.filter((id) => !id.startsWith('~'));
                  const extra = {
                    ...address.extra,
                    columns: shown
                      .filter((id) => id.startsWith('~'))
                      .map((id) => id.slice(1))
                      .join(','),
                  };
                  change({
                    metrics: chosen,
                    extra: Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== '')),
                  });
                }}
              />
              <Button icon={IconDownload} disabled={!table} onClick={() => void save()}>
                Export CSV
              </Button>
            </>
          )}
        </>
      }
    >
      {rows ? (
        <RowsView />
      ) : (
        <>
          <div className={styles.sub}>
            <CutBar by={by} known={known} lead={leadMetric} />
            <TextInput
              className={styles.search}
              aria-label={`Search ${noun}`}
              placeholder={`Search ${noun}`}
              leftSection={<IconSearch size={14} stroke={1.6} aria-hidden="true" />}
              value={view.search}
              onChange={(event) => show({ search: event.currentTarget.value }, true)}
            />
          </div>
          <Figures
            query={query}
            table={table}
            columns={columns}
            by={shownBy}
            lead={leadMetric}
            noun={noun}
            search={view.search}
            order={order}
            onOrder={takeOrder}
            write={(value) => writeOf(leadMetric, value, locale)}
          />
        </>
      )}
    </Screen>
  );
}

function sameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((row, place) => row === b[place]);
}

function writeOf(metric: MetricInfo | undefined, value: number, locale: string): string {
  const set = numbers(locale);
  if (metric?.unit === 'ratio') return set.percent(value);
  return metric?.unit === 'count' ? set.integer(value) : set.compact(value);
}

function columnOptions(known: ReadonlyMap<string, MetricInfo>, by: readonly DimensionId[]): ColumnOption[] {
  return [
    { id: '~prior', label: 'The figure before', group: 'Comparison', meaning: 'A column beside every figure' },
    { id: '~change', label: 'The change', group: 'Comparison', meaning: 'A column beside every figure' },
    ...[...known.values()]
      .filter((metric) => canCut(metric, by))
      .map(({ id, label, group, meaning }) => ({ id, label, group, meaning })),
  ];
}
