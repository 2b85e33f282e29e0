/** Six figures with their trend and what they were before. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import type { Cell, MetricInfo } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { Delta } from '../../parts/Delta.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Frame, Settled } from '../../parts/states.tsx';
import { Tile, type TileLine, Tiles } from '../../parts/Tile.tsx';
import { useCellStyle, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { useTrend } from '../trend/useTrend.ts';
import { HEADLINES, headlining, NOW_METRICS } from './headline.ts';

interface HeadlinesProps {
  readonly totals: UseQueryResult<QueryAnswer, Error>;
  readonly where: readonly Filter[];
}

export function Headlines({ totals, where }: HeadlinesProps) {
  const known = useMetrics();
  const style = useCellStyle();
  const trend = useTrend({
    metrics: HEADLINES.filter((id) => !NOW_METRICS.includes(id)),
    where,
    period: totals.data?.basis.period,
  });
  const nowMetrics = NOW_METRICS.filter((id) => known.has(id));
  const now = useQuerySpec({ metrics: nowMetrics, where: [...where] }, { enabled: nowMetrics.length > 0 });
  return (
    <Settled query={totals} what="The headline figures could not be computed" rows={3}>
      {({ total: windowed, basis }) => {
        // Which six there are depends on both answers: a tile that came later would push the others from under the pointer.
        if (now.isLoading) return <Frame rows={3} />;
        const total = { ...windowed, ...now.data?.total };
        const { shown, missing } = headlining(total, known);
        return (
          <div aria-busy={totals.isPlaceholderData || now.isPlaceholderData}>
            <Tiles>
              {shown.map((id) => {
                const metric = known.get(id);
                if (!metric) return null;
                return (
                  <Tile
                    key={id}
                    label={metric.label}
                    figure={
                      <Figure metric={id} headline period={NOW_METRICS.includes(id) ? 'all' : undefined}>
                        {formatCell(total[id] ?? null, metric.unit, style)}
                      </Figure>
                    }
                    trend={NOW_METRICS.includes(id) ? [] : trend.of(id)}
                    lines={linesOf(metric, total, basis.comparison?.label, style)}
                  />
                );
              })}
            </Tiles>
            {missing.length > 0 && <p className="small">Not shown: {missing.join('; ')}.</p>}
          </div>
        );
      }}
    </Settled>
  );
}

function linesOf(
  metric: MetricInfo,
  total: Readonly<Record<string, Cell>>,
  against: string | undefined,
  style: { locale: string },
): TileLine[] {
  const { id, unit, good } = metric;
  if (NOW_METRICS.includes(id)) {
    const weighted = total.weighted_pipeline ?? null;
    return [
      { mark: 'prior', label: 'Now', value: 'all open deals' },
      ...(weighted === null || Number(weighted) === 0
        ? []
        : [{ mark: 'plan' as const, label: 'Weighted', value: formatCell(weighted, unit, style) }]),
    ];
  }
  const lines: TileLine[] = [];
  if (against !== undefined) {
    lines.push({
      mark: 'prior',
      label: against,
      value: formatCell(total[`${id}__prior`] ?? null, unit, style),
      delta: <Delta value={total[`${id}__change`] ?? null} unit={unit} good={good} />,
    });
  }
  const plan = total.plan_amount ?? null;
  const attainment = total.attainment ?? null;
  if (id === 'won_amount' && plan !== null && attainment !== null) {
    const ahead = Number(attainment) - 1;
    lines.push({
      mark: 'plan',
      label: 'Plan',
      value: formatCell(plan, 'money', style),
      delta: <Delta value={ahead} unit="money" good="up" />,
    });
  }
  return lines;
}
