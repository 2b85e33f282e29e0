/** The rows behind a figure, all of them, page by page from the engine; their count and total are the figure's own. */
import { Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { formatCell } from '../../../analytics/present/cell.ts';
import { countWords, windowWords } from '../../../analytics/present/labels.ts';
import { Grid } from '../../grid/Grid.tsx';
import { Button, Segmented } from '../../parts/Button.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Failed, Frame } from '../../parts/states.tsx';
import { change, go, useAddress } from '../../shell/location.ts';
import { useScreenStatus } from '../../shell/statusLine.ts';
import { useContextSpec, useLocale, useMetrics } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { isRoster } from '../overview/roster.ts';
import { basisWords } from './basis.ts';
import { rowColumns } from './rowColumns.ts';
import styles from './Scorecards.module.css';
import { usePages } from './usePages.ts';

export function RowsScreen({ switcher }: { readonly switcher: ReactNode }) {
  const { extra, metrics } = useAddress();
  const { ready, compare: _, ...spec } = useContextSpec();
  const known = useMetrics();
  const locale = useLocale();
  const metric = known.get(extra.of ?? metrics[0] ?? 'won_amount');
  const id = metric?.id ?? 'won_amount';
  const ratio = metric?.kind === 'ratio';
  const part = ratio ? (extra.part === 'denominator' ? 'denominator' : 'numerator') : undefined;
  const total = useQuerySpec({ ...spec, metrics: [id] }, { enabled: ready && metric !== undefined });
  const { page, from, totalRows, busy, error, next, back } = usePages(
    { metric: id, ...spec },
    part,
    ready && metric !== undefined,
  );
  const columns = useMemo(
    () =>
      page
        ? rowColumns(
            page.columns.map(({ info }) => info),
            (key, row, unit) => formatCell(page.cell(key, row), unit, { locale, style: 'exact' }),
          )
        : [],
    [page, locale],
  );
  const basis = total.data?.basis;
  useScreenStatus({
    ...(metric ? { basis: metric.dateBasis } : {}),
    ...(basis ? { window: windowWords(basis.period, locale) } : {}),
    population: countWords(totalRows, 'row', locale),
  });
  const groups = [...new Set([...known.values()].map(({ group }) => group))];
  return (
    <Screen title="Scorecards" basis={basis && basisWords(basis)} body="fill" actions={switcher}>
      <div className={styles.sub}>
        <Select
          className={styles.metric}
          aria-label="Rows behind"
          searchable
          value={id}
          data={groups.map((group) => ({
            group,
            items: [...known.values()]
              .filter((candidate) => candidate.group === group)
              .map(({ id: value, label }) => ({ value, label })),
          }))}
          onChange={(value) => value && change({ extra: { ...extra, of: value } })}
        />
        {ratio && (
          <Segmented
            label="Part of the ratio"
            value={part ?? 'numerator'}
            options={[
              { value: 'numerator', label: metric?.numerator ?? 'Numerator' },
              { value: 'denominator', label: metric?.denominator ?? 'Denominator' },
            ]}
            onChange={(value) => change({ extra: { ...extra, part: value } })}
          />
        )}
      </div>
      {error !== null && <Failed what="The rows could not be read" error={error} />}
      {!page && busy && <Frame rows={14} />}
      {page && page.rows === 0 && <Empty>No row stands behind this figure in this window and these filters.</Empty>}
      {page && page.rows > 0 && (
        <Section
          title={`Rows behind ${metric?.label ?? id}`}
          basis={metric && `newest first, ${metric.dateBasis}`}
          busy={busy}
        />
      )}
      {page && page.rows > 0 && (
        <>
          <Grid
            label="Rows"
            table={page}
            columns={columns}
            onOpen={(row) => {
              const partner = page.cell('partner', row);
              if (partner !== null && isRoster(String(partner))) go({ screen: 'partners', item: String(partner) });
            }}
          />
          <div className={styles.pager}>
            <p>
              Rows {(from + 1).toLocaleString(locale)} to {(from + page.rows).toLocaleString(locale)} of{' '}
              {countWords(totalRows, 'row', locale)}.{' '}
              {metric && total.data && (
                <>
                  {metric.label}:{' '}
                  <Figure metric={id} headline>
                    <b>{formatCell(total.data.total[id] ?? null, metric.unit, { locale, style: 'exact' })}</b>
                  </Figure>
                </>
              )}
            </p>
            <Button small icon={IconChevronLeft} disabled={!back} onClick={() => back?.()}>
              Back
            </Button>
            <Button small icon={IconChevronRight} disabled={!next || busy} onClick={() => next?.()}>
              Next
            </Button>
          </div>
        </>
      )}
    </Screen>
  );
}
