/** Beside what history cost: the quarters ahead, held against a budget. */
import { Awaited } from '../../../parts/Awaited.tsx';
import { changeExtra } from '../../../shell/location.ts';
import { AmountField } from './AmountField.tsx';
import { ForecastBands } from './ForecastBands.tsx';
import type { PartProps } from './parts.ts';
import { DRAWING, useOutlook } from './useOutlook.ts';

export function Forecast({ asked, budget, names }: PartProps & { readonly budget: string | null }) {
  const long = useOutlook(asked, { budget });
  return (
    <>
      <Awaited long={long} what="The forecast could not be drawn" stage={DRAWING} rows={3}>
        {(outlook) => <ForecastBands outlook={outlook} budget={budget} names={names} />}
      </Awaited>
      <AmountField
        label="Budget"
        value={budget}
        onChange={(value) => changeExtra({ budget: value ?? '' }, { replace: true })}
      />
    </>
  );
}
