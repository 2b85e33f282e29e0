/** The forecast partner by partner, and the next threshold of each. */
import type { IncentiveOutlook } from '../../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../../shell/workspace.ts';
import styles from '../Answers.module.css';

interface PartnersProps {
  readonly outlook: IncentiveOutlook;
  readonly onPartner: (partner: string) => void;
}

export function Partners({ outlook, onPartner }: PartnersProps) {
  const locale = useLocale();
  const { compact, percent } = numbers(locale);
  const thresholds = outlook.partners.some(({ threshold }) => threshold !== null);
  const widened = outlook.backTest !== null && outlook.backTest.widening !== 1;
  return (
    <>
      {widened && (
        <p className="small">
          As drawn from each partner’s own sales: what the back-test missed is known of all partners together only, so
          no band of one partner is widened by it.
        </p>
      )}
      <div className={styles.scroll}>
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>Partner, widest first</th>
              <th className="num">P10</th>
              <th className="num">P50</th>
              <th className="num">P90</th>
              {thresholds && (
                <>
                  <th>Next threshold</th>
                  <th className="num">Crossed in</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {outlook.partners.map(({ partner, name, after, threshold, crosses }) => (
              <tr key={partner}>
                <td>
                  <button type="button" className="link" onClick={() => onPartner(partner)}>
                    {name}
                  </button>
                </td>
                <td className="num">{compact(after.p10)}</td>
                <td className="num">{compact(after.p50)}</td>
                <td className="num">{compact(after.p90)}</td>
                {thresholds && (
                  <>
                    <td className="small">{threshold ?? '–'}</td>
                    <td className="num">{crosses === null ? '–' : `${percent(crosses)} of runs`}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
