/**
 * A measure over quarters, as columns.
 * `<TrendColumns points={[{ label: 'FY26-Q3', actual: 28e6, prior: 26e6 }]} write={compact} label="Bookings by quarter" />`
 */
import { useCallback } from 'react';
import type { ChartFrame } from '../../analytics/present/charts/frame.ts';
import { type TrendPoint, trendColumns, trendSummary } from '../../analytics/present/charts/trendColumns.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { useSameData } from './useSameData.ts';

interface TrendColumnsProps {
  readonly points: readonly TrendPoint[];
  readonly write: (value: number) => string;
  readonly label: string;
  readonly height?: number;
  readonly onPick?: ((point: TrendPoint) => void) | undefined;
}

export function TrendColumns({ points, write, label, height = 230, onPick }: TrendColumnsProps) {
  const drawn = useSameData(points);
  const draw = useCallback((frame: ChartFrame) => trendColumns({ points: drawn, write }, frame), [drawn, write]);
  return (
    <PlotFigure
      draw={draw}
      height={height}
      label={`${label}: ${trendSummary({ points, write })}`}
      onMark={
        onPick &&
        ((key) => {
          const point = points.find(({ label: name }) => name === key);
          if (point) onPick(point);
        })
      }
    />
  );
}
