/** What each plan costs against how far it misses; a plan is chosen by its mark. `<TradeOffPlot {...data} label="…" onPlan={…} />` */
import { useCallback } from 'react';
import type { ChartFrame } from '../../analytics/present/charts/frame.ts';
import { type TradeOff, tradeOff } from '../../analytics/present/charts/tradeOff.ts';
import { PlotFigure } from './PlotFigure.tsx';

interface TradeOffPlotProps {
  /** Keep it as long as nothing changes: a new one is a new drawing. */
  readonly data: TradeOff;
  readonly label: string;
  readonly onPlan: (key: string) => void;
}

export function TradeOffPlot({ data, label, onPlan }: TradeOffPlotProps) {
  const draw = useCallback((frame: ChartFrame) => tradeOff(data, frame), [data]);
  return <PlotFigure draw={draw} height={260} label={label} onMark={onPlan} />;
}
