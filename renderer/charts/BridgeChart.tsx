/** From one total to the next in signed steps: `<BridgeChart bars={…} label="What moved bookings" onPick={openStep} />` */
import { useCallback } from 'react';
import { type Bridge, bridge, bridgeSummary } from '../../analytics/present/charts/bridge.ts';
import type { ChartFrame } from '../../analytics/present/charts/frame.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { useSameData } from './useSameData.ts';

interface BridgeChartProps extends Bridge {
  readonly label: string;
  readonly height?: number;
  readonly onPick?: ((id: string) => void) | undefined;
}

export function BridgeChart({ bars, good = 'up', label, height = 230, onPick }: BridgeChartProps) {
  const drawn = useSameData(bars);
  const draw = useCallback((frame: ChartFrame) => bridge({ bars: drawn, good }, frame), [drawn, good]);
  return <PlotFigure draw={draw} height={height} label={`${label}: ${bridgeSummary({ bars })}`} onMark={onPick} />;
}
