/** The forecast of both sides as bands from P10 to P90, held against a budget. */
import type { IncentiveOutlook } from '../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { RangeBars } from '../../../charts/RangeBars.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import type { Sides } from './parts.ts';

interface ForecastBandsProps {
  readonly outlook: IncentiveOutlook;
  readonly budget: string | null;
  readonly names: Sides;
}

export function ForecastBands({ outlook, budget, names }: ForecastBandsProps) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  const sides = [
    { id: 'before' as const, name: names.before, band: outlook.before },
    ...(names.after === null ? [] : [{ id: 'after' as const, name: names.after, band: outlook.after }]),
  ];
  return (
    <>
      <p className="small">
        {outlook.ahead} forecast, P10 to P90, {outlook.basis.currency}
        <OverBudget outlook={outlook} side={names.after === null ? 'before' : 'after'} />
      </p>
      <RangeBars
        nameWidth={124}
        limit={budget === null ? null : { value: Number(budget), text: `budget ${compact(budget)}` }}
        write={compact}
        rows={sides.map(({ id, name, band: { p10, p50, p90 } }) => ({
          id,
          label: name,
          tone: id,
          p10: Number(p10),
          p50: Number(p50),
          p90: Number(p90),
          text: compact(p50),
          words: `${name}: P10 ${compact(p10)}, P50 ${compact(p50)}, P90 ${compact(p90)}`,
        }))}
      />
      <BackTested outlook={outlook} budget={budget} />
    </>
  );
}

/** How often the budget is not enough; bands that the past does not bear out are no chances, and none is told of them. */
function OverBudget({
  outlook: { overBudget, draws },
  side,
}: {
  readonly outlook: IncentiveOutlook;
  readonly side: 'before' | 'after';
}) {
  const { percent, integer } = numbers(useLocale());
  if (overBudget === null) return null;
  const over = overBudget[side];
  if (over === 0) return <>; no run of {integer(draws)} exceeds the budget</>;
  return (
    <>
      ; <b>{percent(over / draws)}</b> of runs exceed the budget
    </>
  );
}

/** What a back-test says of the bands: that they were widened, or that they tell no chance. Nothing where they held. */
function BackTested({ outlook: { backTest }, budget }: Pick<ForecastBandsProps, 'outlook' | 'budget'>) {
  const { percent, exact } = numbers(useLocale());
  if (backTest === null || backTest.widening === 1) return null;
  const { error, quarters, weak, widening } = backTest;
  const off = percent(Number(error.numerator) / Number(error.denominator));
  const missed = `${quarters.length === 1 ? 'the last closed quarter' : `the last ${quarters.length} closed quarters`} came out ${off} off`;
  return (
    <p className="small">
      {weak || widening === null ? (
        <>
          <b className="warn">Weak</b>: {missed}, outside of bands without any width.
          {budget !== null && ' How likely the budget is exceeded is therefore withheld.'}
        </>
      ) : (
        `Bands widened ${exact(widening.toFixed(1), 1)}× because ${missed}, more than was drawn.`
      )}
    </p>
  );
}
