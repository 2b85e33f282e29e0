/** What could move the forecast, one input at a time, widest first. */
import type { Band, IncentiveOutlook } from '../../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../../analytics/present/numbers.ts';
import { TornadoBars } from '../../../../charts/TornadoBars.tsx';
import { useLocale } from '../../../../shell/workspace.ts';
import styles from '../Answers.module.css';

export function Tornado({ outlook, base }: { readonly outlook: IncentiveOutlook; readonly base: Band }) {
  const locale = useLocale();
  const { compact, signed } = numbers(locale);
  const end = ({ input, cost }: { readonly input: string; readonly cost: string }) => {
    const value = Number(cost) - Number(base.p50);
    return { value, text: `${signed.compact(value)} at ${input}` };
  };
  if (outlook.tornado.length === 0)
    return <p className={styles.say}>No input has a range, so none can move the forecast.</p>;
  return (
    <TornadoBars
      base={`P50 ${compact(base.p50)}`}
      rows={outlook.tornado.map(({ id, label, low, high, nonMonotonic }) => ({
        id,
        label,
        low: end(low),
        high: end(high),
        note: nonMonotonic ? 'The cost does not move one way between the ends' : undefined,
      }))}
    />
  );
}
