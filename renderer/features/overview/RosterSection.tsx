/** Who is enrolled and who does anything, by level; by type or region where a network knows no levels. */
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import { levelStripes, NO_VALUE } from '../../../analytics/present/labels.ts';
import { ladderOf } from '../../../analytics/present/ladder.ts';
import { type RosterRow as RosterBar, RosterBars } from '../../charts/RosterBars.tsx';
import { Figure, openTrace } from '../../parts/Figure.tsx';
import { Key } from '../../parts/Key.tsx';
import { Level } from '../../parts/Level.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { useContextSpec, useDimensions, useLocale, useMetrics } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { useFirstCut } from '../trend/known.ts';
import styles from './Overview.module.css';
import { type RosterRow, rosterRows } from './rosterRows.ts';

/** Rows that stand beside each other without scrolling. */
const MOST = 7;
/** Levels first; where there are none, what else tells partners apart. */
const CUTS: readonly DimensionId[] = ['level', 'type', 'region', 'country'];

export function RosterSection() {
  const { ready, compare: _, ...spec } = useContextSpec();
  const known = useMetrics();
  const dimensions = useDimensions();
  const { dim, decided } = useFirstCut(CUTS);
  const metrics = ['enrolled_partners', 'active_partners', 'transacting_partners'].filter((id) => known.has(id));
  const query = useQuerySpec(
    { ...spec, metrics, by: dim ? [dim] : [] },
    { enabled: ready && decided && metrics.length === 3 },
  );
  return (
    <Section
      title="Active against enrolled"
      basis={
        dim === 'level'
          ? 'partners by level in force'
          : dim && `partners by ${dimensions.get(dim)?.label.toLowerCase()}`
      }
      busy={query.isPlaceholderData}
      className={styles.third}
    >
      <Settled query={query} what="The roster could not be counted">
        {({ table, total, basis }) => {
          const rows = rosterRows(table, dim);
          const network = rosterRows({ rows: 1, cell: (key) => total[key] ?? null }, null)[0];
          if (!network || network.enrolled === 0) return <Empty>No enrolled partner in this selection.</Empty>;
          const ladder = ladderOf(rows.flatMap(({ value }) => (value === null ? [] : [value])));
          const order = ladder.known
            ? [...rows].sort((a, b) => ladder.levels.indexOf(b.value ?? '') - ladder.levels.indexOf(a.value ?? ''))
            : [...rows].sort((a, b) => b.enrolled - a.enrolled);
          const shown = order.slice(0, MOST);
          return (
            <>
              <Key
                items={[
                  ['actual', 'transacting'],
                  ['prior', 'active'],
                  ['plan', 'neither'],
                ]}
              />
              <RosterBars
                label="Partners by level: transacting, active, neither"
                rows={shown.map((row) => barsOf(row, dim === 'level' && ladder.known ? ladder.levels : null))}
                onMark={(key, part) => {
                  const metric = PARTS.find(([name]) => name === part)?.[2];
                  if (dim && metric) openTrace({ metric, at: [{ dim, values: [key === NO_VALUE ? null : key] }] });
                }}
              />
              <NetworkSum row={network} />
              {order.length > MOST && (
                <p className="small">
                  {MOST} of {order.length} are drawn; all are in the scorecards.
                </p>
              )}
              {basis.notes
                .filter((note) => dim === 'level' && /level/i.test(note))
                .map((note) => (
                  <p key={note} className="small">
                    {note}
                  </p>
                ))}
            </>
          );
        }}
      </Settled>
    </Section>
  );
}

/** In drawing order, with the metric that answers for each. */
const PARTS = [
  ['transacting', 'actual', 'transacting_partners'],
  ['active', 'prior', 'active_partners'],
  ['neither', 'plan', 'enrolled_partners'],
] as const;

function barsOf(row: RosterRow, ladder: readonly string[] | null): RosterBar {
  const name = row.value ?? NO_VALUE;
  return {
    key: name,
    label: ladder && row.value !== null ? <Level name={name} stripes={levelStripes(name, ladder)} /> : name,
    parts: PARTS.map(([part, notation]) => ({ name: part, notation, count: row[part] })),
  };
}

function NetworkSum({ row }: { readonly row: RosterRow }) {
  const locale = useLocale();
  const write = (count: number): string => count.toLocaleString(locale);
  return (
    <p className={styles.network}>
      <b>Network</b>
      <span>
        <Figure metric="transacting_partners">{write(row.transacting)} transacting</Figure> +{' '}
        <Figure metric="active_partners">{write(row.active)} active</Figure> + {write(row.neither)} ={' '}
        <b>{write(row.enrolled)}</b>
      </span>
    </p>
  );
}
