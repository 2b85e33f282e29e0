/** Partners whom no sale that is still possible moves to another level. */
import type { GamingReport } from '../../../../analytics/api/incentiveSearch.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Gaming.module.css';

type LevelZone = GamingReport['levelZones'][number];

export function LevelZones({ levelZones }: Pick<GamingReport, 'levelZones'>) {
  const locale = useLocale();
  const { compact, integer, percent } = numbers(locale);
  const between = (from: string, to: string | null, unit: LevelZone['unit']): string => {
    const write = unit === 'ratio' ? percent : compact;
    if (to === null) return `at ${write(from)} or more`;
    return Number(from) === 0 ? `under ${write(to)}` : `between ${write(from)} and ${write(to)}`;
  };
  return (
    <Section title="Where more sales move nobody to another level" basis="of what counts for the next review so far">
      <ul className={styles.patterns}>
        {levelZones.map(({ count, partners, from, to, unit, sentence }) => (
          <li key={sentence}>
            <span>
              <b>{countWords(count, 'partner', locale)}</b> {between(from, to, unit)}
            </span>
            <span className="small">{sentence}</span>
            <details>
              <summary className="small">
                {partners.length < count
                  ? `The ${integer(partners.length)} nearest of ${integer(count)}`
                  : `The ${integer(count)} by name`}
              </summary>
              <ul className={styles.names}>
                {partners.map(({ partner, name, reached, most }) => (
                  <li key={partner} className="small">
                    <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                      {name}
                    </a>
                    : {compact(reached)}, at best {compact(most)} more
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}
