/** What looks played: each pattern with its verdict, and whom it is about. */
import type { GamingReport, GamingVerdict } from '../../../../analytics/api/incentiveSearch.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Gaming.module.css';

const VERDICTS: Readonly<Record<GamingVerdict, { readonly mark: string; readonly tone: string }>> = {
  found: { mark: '▲', tone: 'warn' },
  'not found': { mark: '✓', tone: 'good' },
  'too little data': { mark: '○', tone: 'mut' },
};

type PlayedProps = Pick<GamingReport, 'bunching' | 'pullForward' | 'reviewEnds'>;

export function Played({ bunching, pullForward, reviewEnds }: PlayedProps) {
  const locale = useLocale();
  const { compact, integer, percent } = numbers(locale);
  const told = bunching.filter(({ verdict }) => verdict !== 'too little data');
  const untold = bunching.filter((one) => !told.includes(one));
  return (
    <Section title="What looks played" basis="a pattern is a question to ask, never a proof of intent">
      <ul className={styles.patterns}>
        {told.map((one) => (
          <li key={`${one.line} ${one.threshold}`}>
            <span>
              <Verdict verdict={one.verdict} /> {one.sentence}
            </span>
            {one.verdict === 'found' && (
              <details>
                <summary className="small">The {integer(one.partners.length)} just above</summary>
                <ul className={styles.names}>
                  {one.partners.map(({ partner, name, period, reached }) => (
                    <li key={`${partner} ${period}`} className="small">
                      <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                        {name}
                      </a>{' '}
                      {period}: {one.unit === 'ratio' ? percent(reached) : compact(reached)}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
        {[{ program: '', ...pullForward }, ...reviewEnds].map(({ program, verdict, sentence }) => (
          <li key={program}>
            <span>
              <Verdict verdict={verdict} /> {sentence}
            </span>
          </li>
        ))}
      </ul>
      {untold.length > 0 && (
        <details>
          <summary className="small">{countWords(untold.length, 'threshold', locale)} with too little data</summary>
          <ul className={styles.patterns}>
            {untold.map(({ line: of, threshold, sentence }) => (
              <li key={`${of} ${threshold}`}>
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Verdict({ verdict }: { readonly verdict: GamingVerdict }) {
  const { mark, tone } = VERDICTS[verdict];
  return (
    <b className={tone}>
      <span aria-hidden="true">{mark}</span> {verdict}
    </b>
  );
}
