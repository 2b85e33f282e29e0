/** The roster: who they are, who looks after them, what they sell. Opens a partner's page. */
import { TextInput } from '@mantine/core';
import { IconSearch, IconTable } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import { countWords, currencyWords, windowWords } from '../../../analytics/present/labels.ts';
import type { GridColumn } from '../../grid/columns.ts';
import { Grid } from '../../grid/Grid.tsx';
import { Button } from '../../parts/Button.tsx';
import { openTrace } from '../../parts/Figure.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Empty, Frame, Settled } from '../../parts/states.tsx';
import { change, go, useAddress } from '../../shell/location.ts';
import { useScreenStatus } from '../../shell/statusLine.ts';
import { useContextSpec, useDimensions, useLocale, useMetrics } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { isRoster } from '../overview/roster.ts';
import { lookedUp, withColumns } from '../scorecards/derived.ts';
import { widthOf } from '../scorecards/gridColumns.tsx';
import { usePartnerAttributes } from '../scorecards/usePartnerAttributes.ts';
import { saysNothing } from '../scorecards/view.ts';
import { useLadder } from '../trend/known.ts';
import styles from './Partner.module.css';

/** Two answers carry them: a query takes four dimensions, the partner being one. */
const WHO: readonly DimensionId[] = ['level', 'type', 'country'];
const WHERE: readonly DimensionId[] = ['owner', 'city', 'region'];
/** In the order of the columns. */
const SHOWN: readonly DimensionId[] = ['level', 'type', 'country', 'city', 'owner'];
const WIDTHS: Partial<Record<DimensionId, number>> = { level: 96, type: 90, country: 88, city: 88, owner: 104 };
const FIGURES = ['won_amount', 'won_count', 'payout_amount', 'payout_rate'] as const;

export function PartnerList() {
  const { sort, extra, where } = useAddress();
  const { ready, ...spec } = useContextSpec();
  const known = useMetrics();
  const dimensions = useDimensions();
  const ladder = useLadder();
  const locale = useLocale();
  const metrics = useMemo(() => FIGURES.filter((id) => known.has(id)), [known]);
  const query = useQuerySpec(
    { ...spec, metrics: ['enrolled_partners', ...metrics], by: ['partner'] },
    { enabled: ready && metrics.length > 0 },
  );
  const asked = { period: spec.period, enabled: ready };
  const first = usePartnerAttributes(WHO, asked);
  const second = usePartnerAttributes(WHERE, asked);
  const { data } = query;
  // A column that came later would push the others from under the pointer.
  const coming = first.coming || second.coming;
  const table = useMemo(() => {
    if (!data) return undefined;
    const found = [first.table, second.table].flatMap((source) =>
      source ? SHOWN.flatMap((dim) => lookedUp(data.table, 'partner', source, dim) ?? []) : [],
    );
    return withColumns(
      data.table,
      found.filter(({ cells }) => cells.some((cell) => cell !== null)),
    );
  }, [data, first.table, second.table]);
  const basis = data?.basis;
  const partners = data ? countPartners(data.table) : 0;
  const columns = useMemo((): GridColumn[] => {
    if (!table) return [];
    return [
      {
        key: table.column('partner_name') ? 'partner_name' : 'partner',
        label: 'Partner',
        look: 'text',
        grow: 2.4,
        labelled: true,
        width: 160,
        opens: true,
      },
      ...SHOWN.filter((dim) => table.column(dim)).map(
        (dim): GridColumn => ({
          key: dim,
          label: dimensions.get(dim)?.label ?? dim,
          look: dim === 'level' && ladder?.known ? 'level' : 'text',
          width: WIDTHS[dim] ?? 110,
          grow: 1,
          ...(dim === 'level' && ladder?.known ? { ladder: ladder.levels } : {}),
        }),
      ),
      ...metrics.flatMap((id, index): GridColumn[] => {
        const metric = known.get(id);
        if (!metric || (index > 0 && saysNothing(id, data?.total[id]))) return [];
        const compared = basis?.comparison !== null;
        return [
          {
            key: id,
            label: metric.label,
            title: metric.meaning,
            look: index === 0 ? 'bar' : 'figure',
            width: index === 0 ? 152 : widthOf(metric.label),
            grow: index === 0 ? 1.2 : 0.8,
            metric,
            ...(index === 0 && compared ? { priorKey: `${id}__prior` } : {}),
          },
          ...(index === 0 && compared
            ? [
                {
                  key: `${id}__change`,
                  label: 'Δ',
                  title: `${metric.label}, change`,
                  look: 'change',
                  width: 86,
                  metric,
                } as const,
              ]
            : []),
        ];
      }),
    ];
  }, [table, dimensions, ladder, metrics, known, data, basis]);
  useScreenStatus({
    basis: 'partners with figures in the window, and all enrolled ones',
    ...(basis ? { window: windowWords(basis.period, locale) } : {}),
    population: countWords(partners, 'partner', locale),
  });

  return (
    <Screen
      title="Partners"
      basis={basis && `${countWords(partners, 'partner', locale)}, ${basis.period.label}, ${currencyWords(basis)}`}
      body="fill"
      actions={
        <>
          <TextInput
            className={styles.search}
            aria-label="Search partners"
            placeholder="Search partners"
            leftSection={<IconSearch size={14} stroke={1.6} aria-hidden="true" />}
            value={extra.search ?? ''}
            onChange={({ currentTarget: { value } }) => {
              const { search: _, ...rest } = extra;
              change({ extra: value === '' ? rest : { ...rest, search: value } }, { replace: true });
            }}
          />
          <Button icon={IconTable} onClick={() => go({ screen: 'scorecards', by: ['partner'] })}>
            Rank them
          </Button>
        </>
      }
    >
      <Settled query={query} what="The roster could not be read" rows={14}>
        {({ total }) =>
          coming ? (
            <Frame rows={14} />
          ) : !table || table.rows === 0 ? (
            <Empty
              action={where.length > 0 && <Button onClick={() => change({ where: [] })}>Remove the filters</Button>}
            >
              No partner falls into this window and these filters.
            </Empty>
          ) : (
            <Grid
              label="Partners"
              table={table}
              columns={columns}
              total={total}
              totalLabel={`Total, ${countWords(partners, 'partner', locale)}`}
              sort={sort ?? { key: 'won_amount', descending: true }}
              onSort={(next) => change({ sort: next }, { replace: true })}
              search={extra.search ?? ''}
              onOpen={(row) => {
                const id = table.cell('partner', row);
                if (id !== null && isRoster(String(id))) go({ screen: 'partners', item: String(id) });
              }}
              onTrace={(row, { metric }) => {
                if (!metric) return;
                const id = row === 'total' ? null : table.cell('partner', row);
                openTrace({
                  metric: metric.id,
                  at: row === 'total' ? [] : [{ dim: 'partner', values: [id === null ? null : String(id)] }],
                });
              }}
            />
          )
        }
      </Settled>
    </Screen>
  );
}

function countPartners(table: { rows: number; cell(key: string, row: number): unknown }): number {
  let count = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const id = table.cell('partner', row);
    if (id !== null && isRoster(String(id))) count += 1;
  }
  return count;
}
