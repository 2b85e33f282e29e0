/** Deals that may have been one, and what their split brought. */
import type { GamingReport } from '../../../../analytics/api/incentiveSearch.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Gaming.module.css';

export function SplitDeals({ splitDeals }: Pick<GamingReport, 'splitDeals'>) {
  const locale = useLocale();
  const { compact, signed } = numbers(locale);
  return (
    <Section
      title={
        splitDeals.length === 0
          ? 'No deals that look split'
          : `${countWords(splitDeals.length, 'deal', locale)} may have been split`
      }
      basis="same partner, same customer, within days"
    >
      <ul className={styles.patterns}>
        {splitDeals.map(({ partner, name, deals, together, gain, sentence }) => (
          <li key={deals.join(' ')}>
            <span>
              <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                {name}
              </a>{' '}
              {sentence}
            </span>
            <span className="small">
              {compact(together)} together{gain !== null && `, ${signed.compact(gain)} for the partner`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
