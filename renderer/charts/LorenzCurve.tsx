/** How unequal: `<LorenzCurve curve={…} named={…} roster="420 partners" label="78 of 420 partners make 80 %" />` */
import { useCallback } from 'react';
import type { ChartFrame } from '../../analytics/present/charts/frame.ts';
import { type Lorenz, lorenz } from '../../analytics/present/charts/lorenz.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { useSameData } from './useSameData.ts';

interface LorenzCurveProps extends Lorenz {
  readonly label: string;
  readonly height?: number;
}

export function LorenzCurve({ curve, named, roster, label, height = 190 }: LorenzCurveProps) {
  const point = useSameData(named);
  const draw = useCallback(
    (frame: ChartFrame) => lorenz({ curve, named: point, roster }, frame),
    [curve, point, roster],
  );
  return <PlotFigure draw={draw} height={height} label={label} />;
}
