/** The forecast of both sides as bands from P10 to P90, held against a budget. */
import type { IncentiveOutlook } from '../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { RangeBars } from '../../../charts/RangeBars.tsx';
import { useLocale } from '../../../shell/workspace.ts';

interface ForecastBandsProps {
  readonly outlook: IncentiveOutlook;
  readonly budget: string | null;
  readonly names: { readonly before: string; readonly after: string | null };
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
        <OverBudget outlook={outlook} budget={budget} side={names.after === null ? 'before' : 'after'} />
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
    </>
  );
}

/** How often the budget is not enough; bands that the past does not bear out are no chances, and none is told of them. */
function OverBudget({
  outlook: { overBudget, draws, backTest },
  budget,
  side,
}: Pick<ForecastBandsProps, 'outlook' | 'budget'> & { readonly side: 'before' | 'after' }) {
  const { percent, integer } = numbers(useLocale());
  if (backTest?.weak) {
    return (
      <>
        ; <span className="warn">weak: the back-test missed by more</span>
        {budget !== null && ', so no chance of exceeding the budget is told'}
      </>
    );
  }
  if (budget === null || overBudget === null) return null;
  const over = overBudget[side];
  if (over === 0) return <>; no run of {integer(draws)} exceeds the budget</>;
  return (
    <>
      ; <b>{percent(over / draws)}</b> of runs exceed the budget
    </>
  );
}
