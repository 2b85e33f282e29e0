/** The pay of one partner on the base of a period: where it stands, what is next, where selling more brings nothing. */
import { useCallback, useMemo } from 'react';
import type { PayCurveReply } from '../../../../analytics/api/incentiveSearch.ts';
import type { ChartFrame } from '../../../../analytics/present/charts/frame.ts';
import { type PayCurvePicture, payCurve } from '../../../../analytics/present/charts/payCurve.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { PlotFigure } from '../../../charts/PlotFigure.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import styles from './Gaming.module.css';

export function PayCurve({ partner, line }: { readonly partner: string; readonly line: string }) {
  const { asked } = useIncentiveWork();
  const query = useCall('incentive.payCurve', { ...asked, partner, line });
  return (
    <Settled query={query} what="The curve could not be drawn">
      {(curve) => <Curve curve={curve} />}
    </Settled>
  );
}

function Curve({ curve }: { readonly curve: PayCurveReply }) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  const data = useMemo((): PayCurvePicture => {
    const points = curve.points.map(({ amount, pay }) => ({ amount: Number(amount), pay: Number(pay) }));
    return {
      points,
      jumps: curve.jumps.map(({ at, by }) => ({ at: Number(at), by: Number(by) })),
      flat: curve.deadZones.map(({ from, to }) => ({ from: Number(from), to: to === null ? null : Number(to) })),
      standsAt: Number(curve.standsAt),
      write: compact,
      baseName: `base of ${curve.period}`,
    };
  }, [curve, compact]);
  const draw = useCallback((frame: ChartFrame) => payCurve(data, frame), [data]);
  return (
    <>
      <PlotFigure draw={draw} height={200} label={curve.sentence} />
      <p className={styles.say}>{curve.sentence}</p>
    </>
  );
}
