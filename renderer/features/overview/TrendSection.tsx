/** The main measure by quarter, the year before behind it. */
import type { Filter } from '../../../analytics/api/documents/query.ts';
import type { ResolvedPeriod } from '../../../analytics/api/results.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { TrendColumns } from '../../charts/TrendColumns.tsx';
import { openTrace } from '../../parts/Figure.tsx';
import { Key } from '../../parts/Key.tsx';
import { Section } from '../../parts/Section.tsx';
import { Frame } from '../../parts/states.tsx';
import { useLocale, useMetrics } from '../../shell/workspace.ts';
import { trendPoints } from '../trend/points.ts';
import { useTrend } from '../trend/useTrend.ts';
import styles from './Overview.module.css';

interface TrendSectionProps {
  readonly period: Pick<ResolvedPeriod, 'label' | 'to'> | undefined;
  readonly currency: string | undefined;
  readonly where: readonly Filter[];
}

const METRIC = 'won_amount';
/** Eight are drawn; the four before them stand behind the first four. */
const QUARTERS = 8;

export function TrendSection({ period, currency, where }: TrendSectionProps) {
  const metric = useMetrics().get(METRIC);
  const locale = useLocale();
  const trend = useTrend({ metrics: [METRIC], where, period, quarters: QUARTERS + 4 });
  const points = trendPoints(trend.quarters, trend.of(METRIC), period?.label);
  return (
    <Section
      title="Bookings by quarter"
      basis={currency}
      aside={
        <Key
          items={[
            ['actual', 'actual'],
            ['prior', 'year before'],
          ]}
        />
      }
      className={styles.third}
    >
      {points.length === 0 ? (
        <Frame rows={6} />
      ) : (
        <TrendColumns
          points={points}
          write={numbers(locale).compact}
          label={`${metric?.label ?? METRIC} by quarter`}
          onPick={(point) => openTrace({ metric: METRIC, at: [], period: point.label })}
        />
      )}
    </Section>
  );
}
