/**
 * The four indices: how far what makes a network effective is on the way to its targets. They are asked for when findings
 * and headline figures are there, because those are read first.
 */
import { useMemo } from 'react';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { Delta } from '../../parts/Delta.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Settled } from '../../parts/states.tsx';
import { Tile } from '../../parts/Tile.tsx';
import { useCellStyle, useContextSpec, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { useTrend } from '../trend/useTrend.ts';
import { coverageWords, type IndexTile, indexMetrics, indexTile } from './indices.ts';
import styles from './Overview.module.css';
import { useFindings } from './useFindings.ts';

interface IndicesSectionProps {
  /** Whether the figures are there, which come first. */
  readonly after: boolean;
  readonly where: readonly Filter[];
}

export function IndicesSection({ after, where }: IndicesSectionProps) {
  const { ready, ...spec } = useContextSpec();
  const known = useMetrics();
  const { isFetched: told } = useFindings({ enabled: after });
  const { indices, asked } = useMemo(() => indexMetrics(known), [known]);
  const query = useQuerySpec({ ...spec, metrics: [...asked] }, { enabled: ready && told && after && asked.length > 0 });
  const trend = useTrend({ metrics: indices.map(({ id }) => id), where, period: query.data?.basis.period });
  return (
    <Section
      title="What makes the network effective"
      basis="weighted attainment of targets, 100 when all are reached"
      aside="8 quarters"
      busy={query.isPlaceholderData}
      className={styles.indices}
    >
      <Settled query={query} what="The indices could not be computed" rows={3}>
        {(answer) => {
          const tiles = indices.map((metric) => indexTile(metric, answer.total));
          const labels = tiles
            .filter(
              ({ known, all, coverage, coveragePrior }) => known < all || (coveragePrior ?? coverage) !== coverage,
            )
            .map(({ metric }) => metric.label);
          return (
            <>
              <div className={styles.indexTiles}>
                {tiles.map((tile) => (
                  <OneIndex key={tile.metric.id} tile={tile} answer={answer} trend={trend.of(tile.metric.id)} />
                ))}
              </div>
              {answer.basis.notes
                .filter((note) => labels.some((label) => note.startsWith(label)))
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

interface OneIndexProps {
  readonly tile: IndexTile;
  readonly answer: Pick<QueryAnswer, 'total' | 'basis'>;
  readonly trend: readonly (number | null)[];
}

function OneIndex({ tile, answer: { total, basis }, trend }: OneIndexProps) {
  const style = useCellStyle();
  const { percent } = numbers(style.locale);
  const { metric, state, priorState } = tile;
  const { id, label, unit, good } = metric;
  const write = (key: string): string => formatCell(total[key] ?? null, unit, style);
  const shown = state === 'shown';
  const against = shown ? basis.comparison?.label : undefined;
  return (
    <Tile
      label={label}
      figure={
        <Figure metric={id} headline>
          {state === 'withheld' ? <span className={styles.withheld}>withheld</span> : write(id)}
        </Figure>
      }
      trend={shown ? trend : []}
      lines={
        against === undefined
          ? []
          : [
              {
                mark: 'prior',
                label: against,
                value: priorState === 'withheld' ? 'withheld' : write(`${id}__prior`),
                delta:
                  priorState === 'withheld' ? null : (
                    <Delta value={total[`${id}__change`] ?? null} unit={unit} good={good} />
                  ),
              },
            ]
      }
      note={coverageWords(tile, against, (share) => percent(share, 0))}
    />
  );
}
