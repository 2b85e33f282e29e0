/** The ranking, with what chooses it: cut, cross, columns, search; and the way out as a file. */
import { TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { MetricInfo } from '../../../analytics/api/results.ts';
import { countWords, windowWords } from '../../../analytics/present/labels.ts';
import { ColumnChooser, type ColumnOption } from '../../grid/ColumnChooser.tsx';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { change, changeExtra, currentAddress, extraWith, useAddress } from '../../shell/location.ts';
import { say, useScreenStatus } from '../../shell/statusLine.ts';
import { useDimensions, useLocale, useMetrics } from '../../shell/workspace.ts';
import { saveFile } from '../../transport/files.ts';
import { basisWords } from './basis.ts';
import { CutBar } from './CutBar.tsx';
import { csvName, viewAsCsv } from './exportCsv.ts';
import { Figures } from './Figures.tsx';
import styles from './Scorecards.module.css';
import { type Scorecard, useScorecard } from './useScorecard.ts';
import { canCut } from './view.ts';

export function FiguresScreen({ switcher }: { readonly switcher: ReactNode }) {
  const { extra } = useAddress();
  const known = useMetrics();
  const locale = useLocale();
  const scorecard = useScorecard();
  const { view, query, metrics, lead, noun } = scorecard;
  const [order, setOrder] = useState<readonly number[]>([]);
  const takeOrder = useCallback(
    (rows: readonly number[]) =>
      // The table tells its order after every update; only a new one is news.
      setOrder((before) => (sameOrder(before, rows) ? before : rows)),
    [],
  );
  const basis = query.data?.basis;
  useScreenStatus({
    ...(lead ? { basis: lead.dateBasis } : {}),
    ...(basis ? { window: windowWords(basis.period, locale) } : {}),
    population: countWords(query.data?.totalRows ?? 0, noun, locale),
  });
  const save = useSave(scorecard, order);
  return (
    <Screen
      title="Scorecards"
      basis={basis && basisWords(basis)}
      body="fill"
      actions={
        <>
          {switcher}
          <ColumnChooser
            options={columnOptions(known, view.by)}
            shown={[...metrics.map(({ id }) => id), ...view.compareColumns.map((id) => `~${id}`)]}
            onChange={(shown) =>
              change({
                metrics: shown.filter((id) => !id.startsWith('~')),
                extra: extraWith(currentAddress(), {
                  columns: shown.flatMap((id) => (id.startsWith('~') ? [id.slice(1)] : [])).join(','),
                }),
              })
            }
          />
          <Button icon={IconDownload} disabled={!scorecard.table} onClick={() => void save()}>
            Export CSV
          </Button>
        </>
      }
    >
      <div className={styles.sub}>
        <CutBar by={view.by} lead={lead} />
        <TextInput
          className={styles.search}
          aria-label={`Search ${noun}`}
          placeholder={`Search ${noun}`}
          leftSection={<IconSearch size={14} stroke={1.6} aria-hidden="true" />}
          value={extra.search ?? ''}
          onChange={(event) => changeExtra({ search: event.currentTarget.value }, { replace: true })}
        />
      </div>
      <Figures scorecard={scorecard} search={extra.search ?? ''} order={order} onOrder={takeOrder} />
    </Screen>
  );
}

/** Writes the view, as it stands on screen, where the host puts files. */
function useSave({ table, query, columns, by }: Scorecard, order: readonly number[]): () => Promise<void> {
  const dimensions = useDimensions();
  return async () => {
    if (!table || !query.data) return;
    const { basis, total } = query.data;
    const text = viewAsCsv({
      table,
      columns: columns.map(({ key, label = key, title }) => ({ key, label: fileLabel(key, label, title) })),
      order: order.length > 0 ? order : Array.from({ length: table.rows }, (_, row) => row),
      total,
      totalLabel: 'Total',
    });
    const cut = by.map((dim) => (dimensions.get(dim)?.label ?? dim).toLowerCase()).join(' and ');
    const saved = await saveFile(csvName(`Scorecard by ${cut}`, basis.period.label), new TextEncoder().encode(text));
    if (saved !== null) say(`Saved ${saved}`);
  };
}

/** On screen a bare Δ stands beside its figure; in a file the head must say whose it is. */
function fileLabel(key: string, label: string, title: string | undefined): string {
  if (!title) return label;
  if (label === 'Δ') return title;
  return key.endsWith('__prior') ? `${title} (${label})` : label;
}

function sameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((row, place) => row === b[place]);
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
