/** The forecast quarter by quarter. */
import type { Band, IncentiveOutlook } from '../../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../../analytics/present/numbers.ts';
import { RangeBars } from '../../../../charts/RangeBars.tsx';
import { useLocale } from '../../../../shell/workspace.ts';
import styles from '../Answers.module.css';
import type { Sides } from '../parts.ts';

export function Quarters({ outlook, names }: { readonly outlook: IncentiveOutlook; readonly names: Sides }) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  return (
    <>
      <p className="small">
        P10 to P90 with P50 at the end, {outlook.basis.currency}; above {names.before}
        {names.after !== null && (
          <>
            , below <b className={styles.scenario}>{names.after}</b>
          </>
        )}
      </p>
      <RangeBars
        write={compact}
        rows={outlook.quarters.flatMap(({ label, before, after, yearAgo }) => {
          const bar = (tone: 'before' | 'after', name: string, { p10, p50, p90 }: Band) => ({
            id: `${label} ${tone}`,
            label: tone === 'before' || names.after === null ? label : '',
            tone,
            p10: Number(p10),
            p50: Number(p50),
            p90: Number(p90),
            text: compact(p50),
            words: `${label}, ${name}: P10 ${compact(p10)}, P50 ${compact(p50)}, P90 ${compact(p90)}${yearAgo === null ? '' : `; paid a year earlier ${compact(yearAgo)}`}`,
          });
          return [
            bar('before', names.before, before),
            ...(names.after === null ? [] : [bar('after', names.after, after)]),
          ];
        })}
      />
    </>
  );
}
