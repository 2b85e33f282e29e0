/** How well the scores of a profile told what came after. */
import type { ProfileFit } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { writeFigure, writePoints } from '../figure.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import fit from './Fit.module.css';

export function Verdict({ answer }: { readonly answer: ProfileFit }) {
  const locale = useLocale();
  const { plain, integer, percent } = numbers(locale);
  const { rank, auc, verdict, sentence, deciles, scoredOn, basis } = answer;
  useScreenStatus({
    basis: `${answer.profile.name}, scored on ${formatDate(scoredOn, locale)}`,
    window: `outcome to ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  const most = Math.max(1e-9, ...deciles.map(({ outcome }) => Number(outcome)));
  return (
    <Section
      title={verdict === 'strong' ? 'The profile holds' : verdict === 'weak' ? 'A weak profile' : 'Not proven'}
      basis={`scored on ${formatDate(scoredOn, locale)}, held against the year after`}
    >
      <p className={styles.say}>{sentence}</p>
      <div className={fit.facts}>
        <div>
          <b>{rank ? plain(rank.spearman) : NONE}</b>
          rank correlation of score and outcome: 1 is the same order, 0 none
          {rank && `; ${plain(rank.low)} to ${plain(rank.high)} in nine of ten draws`}
        </div>
        <div>
          <b>{auc ? percent(auc.value) : NONE}</b>
          of pairs put right, one of the best quarter against one of the rest: {percent(0.5, 0)} is chance
          {auc && `; ${percent(auc.low)} to ${percent(auc.high)} in nine of ten draws`}
        </div>
      </div>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th className="num">mean score</th>
            <th className="num">partners</th>
            <th>what a partner brought in the year after{answer.outcome.unit === 'money' && `, ${basis.currency}`}</th>
          </tr>
        </thead>
        <tbody>
          {deciles.map(({ score, partners, outcome }) => (
            <tr key={score}>
              <td className="num">{writePoints(score, locale)}</td>
              <td className="num">{integer(partners)}</td>
              <td>
                <span className={fit.bar}>
                  <i style={{ width: `${(Number(outcome) / most) * 70}%` }} />
                  {writeFigure(outcome, answer.outcome.unit, locale)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Notes notes={basis.notes} />
    </Section>
  );
}
