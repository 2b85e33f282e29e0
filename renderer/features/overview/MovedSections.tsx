/** What moved the sum: by kind of move, then by name. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Cell } from '../../../analytics/api/results.ts';
import type { BridgeBar } from '../../../analytics/present/charts/bridge.ts';
import { countWords, currencyWords } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { BridgeChart } from '../../charts/BridgeChart.tsx';
import { Figure, openTrace } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { go } from '../../shell/location.ts';
import { useLocale, useMetrics } from '../../shell/workspace.ts';
import type { QueryAnswer } from '../../transport/calls.ts';
import { bridgeOf, type Mover, moversOf, type PartnerMove, type StepId } from './bridge.ts';
import styles from './Overview.module.css';

interface MovedProps {
  /** By partner, with the prior. */
  readonly partners: UseQueryResult<QueryAnswer, Error>;
}

const METRIC = 'won_amount';
/** Under each step its name and, where it is one of partners, how many. */
const STEPS: Readonly<Record<StepId, readonly [label: string, detail?: string]>> = {
  new: ['New'],
  lost: ['Lost'],
  grew: ['Grew'],
  shrank: ['Shrank'],
  outside: ['No', 'partner'],
  shared: ['Shared', 'deals'],
};
const WHY_NOT = 'Choose a period that has one to be compared with, and what moved the figure will be here.';

export function MovedSection({ partners }: MovedProps) {
  const locale = useLocale();
  const basis = partners.data?.basis;
  return (
    <Section
      title="What moved"
      basis={basis && `${currencyWords(basis)}; partners under each step`}
      busy={partners.isPlaceholderData}
      className={styles.third}
    >
      <Settled query={partners} what="What moved could not be computed">
        {({ table, total, basis: { period, comparison } }) => {
          if (!comparison) return <Empty>{WHY_NOT}</Empty>;
          const bridge = bridgeOf(movesOf(table), {
            now: total[METRIC] ?? null,
            prior: total[`${METRIC}__prior`] ?? null,
          });
          const { compact, signed, integer } = numbers(locale);
          const bars: BridgeBar[] = [
            {
              id: 'prior',
              kind: 'prior',
              label: comparison.label,
              value: Number(bridge.start),
              text: compact(bridge.start),
            },
            ...bridge.steps.map(({ id, amount, partners: count }): BridgeBar => {
              const [label, detail] = STEPS[id];
              return {
                id,
                kind: 'step',
                label,
                detail: detail ?? integer(count),
                words: detail ? `${label} ${detail}` : `${label}, ${countWords(count, 'partner', locale)}`,
                value: Number(amount),
                text: signed.compact(amount),
              };
            }),
            { id: 'now', kind: 'actual', label: period.label, value: Number(bridge.end), text: compact(bridge.end) },
          ];
          return (
            <BridgeChart
              bars={bars}
              label={`What moved bookings from ${comparison.label} to ${period.label}`}
              onPick={(id) => openStep(id, comparison.spec)}
            />
          );
        }}
      </Settled>
    </Section>
  );
}

/** A total opens its passport; a step the partners behind it, those that moved most first. */
function openStep(id: string, prior: string | undefined): void {
  if (id === 'now') openTrace({ metric: METRIC, at: [] });
  else if (id === 'prior') openTrace({ metric: METRIC, at: [], ...(prior === undefined ? {} : { period: prior }) });
  else if (id === 'new') {
    // Who had nothing before has no change to sort by.
    go({
      screen: 'scorecards',
      by: ['partner'],
      sort: { key: `${METRIC}__prior`, descending: false },
      extra: { columns: 'prior' },
    });
  } else {
    const falling = id === 'lost' || id === 'shrank';
    go({ screen: 'scorecards', by: ['partner'], sort: { key: `${METRIC}__change`, descending: !falling } });
  }
}

/** As many of each as stand beside the bridge. */
const MOVERS = 5;

export function MoversSection({ partners }: MovedProps) {
  const metric = useMetrics().get(METRIC);
  const basis = partners.data?.basis;
  return (
    <Section
      title="Who moved"
      basis={basis?.comparison && `Δ ${basis.comparison.label}, then ${basis.period.label}, ${basis.currency}`}
      busy={partners.isPlaceholderData}
      className={styles.third}
    >
      <Settled query={partners} what="Who moved could not be computed">
        {({ table, basis: { comparison } }) => {
          if (!comparison) return <Empty>{WHY_NOT}</Empty>;
          const { up, down } = moversOf(movesOf(table), MOVERS);
          if (up.length + down.length === 0) return <Empty>No partner’s {metric?.label ?? 'figure'} changed.</Empty>;
          const names = namesOf(table);
          const largest = Math.max(...[...up, ...down].map((mover) => Math.abs(Number(mover.change))));
          const row = (mover: Mover) => (
            <MoverRow
              key={mover.partner}
              mover={mover}
              name={names.get(mover.partner) ?? mover.partner}
              largest={largest}
            />
          );
          return (
            <div className={styles.movers}>
              {up.map(row)}
              {up.length > 0 && down.length > 0 && <div className={styles.gap} />}
              {down.map(row)}
            </div>
          );
        }}
      </Settled>
    </Section>
  );
}

function MoverRow({
  mover,
  name,
  largest,
}: {
  readonly mover: Mover;
  readonly name: string;
  readonly largest: number;
}) {
  const { compact, signed } = numbers(useLocale());
  const size = Number(mover.change);
  const tone = size > 0 ? 'good' : 'bad';
  return (
    <div className={styles.mover}>
      <button type="button" onClick={() => go({ screen: 'partners', item: mover.partner })} title={name}>
        {name}
      </button>
      <span className={`${styles.half} ${size < 0 ? styles.falling : ''}`} aria-hidden="true">
        <i style={{ width: `${(Math.abs(size) / largest) * 100}%`, background: `var(--${tone})` }} />
      </span>
      <span className={`num ${tone}`}>
        <span aria-hidden="true">{size > 0 ? '▲' : '▼'}</span>
        {signed.compact(mover.change)}
      </span>
      <span className="num">
        <Figure metric={METRIC} at={[{ dim: 'partner', values: [mover.partner] }]}>
          {compact(mover.now)}
        </Figure>
      </span>
    </div>
  );
}

function movesOf(table: QueryAnswer['table']): PartnerMove[] {
  return Array.from({ length: table.rows }, (_, row) => ({
    partner: textOf(table.cell('partner', row)),
    now: table.cell(METRIC, row),
    prior: table.cell(`${METRIC}__prior`, row),
  }));
}

function namesOf(table: QueryAnswer['table']): Map<string, string> {
  const names = new Map<string, string>();
  for (let row = 0; row < table.rows; row += 1) {
    const id = textOf(table.cell('partner', row));
    if (id !== null) names.set(id, textOf(table.cell('partner_name', row)) ?? id);
  }
  return names;
}

const textOf = (cell: Cell): string | null => (cell === null ? null : String(cell));
