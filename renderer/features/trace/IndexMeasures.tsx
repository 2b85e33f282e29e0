/** How an index came about: each measure against its target, and the points it brings. */
import type { IndexAccount, MetricInfo } from '../../../analytics/api/results.ts';
import type { TraceTarget } from '../../../analytics/present/address.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { knownWords } from '../../../analytics/present/indexTarget.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { openTrace } from '../../parts/Figure.tsx';
import { go } from '../../shell/location.ts';
import { useLocale } from '../../shell/workspace.ts';
import { Block } from './Block.tsx';
import styles from './Trace.module.css';

interface IndexMeasuresProps {
  readonly metric: MetricInfo;
  readonly value: string;
  readonly index: IndexAccount;
  /** The period compared with; left out without a comparison. */
  readonly against: string | undefined;
  /** The figure in view: its measures are those of the same cell. */
  readonly target: TraceTarget;
}

export function IndexMeasures({ metric, value, index, against, target }: IndexMeasuresProps) {
  const locale = useLocale();
  const { percent, plain } = numbers(locale);
  const { measures, coverage, coveragePrior } = index;
  const reached = measures.reduce((sum, { points }) => sum + (points ?? 0), 0);
  const known = measures.filter(({ points }) => points !== null);
  const most = known.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Block title="Measures, against their targets">
      <table className={`${styles.parts} ${styles.measures}`}>
        <thead>
          <tr>
            <th>Measure</th>
            <th className="num">Actual</th>
            <th className="num">Target</th>
            <th className="num">Reached</th>
            <th className="num">Points</th>
          </tr>
        </thead>
        <tbody>
          {measures.map(({ metric: id, label, unit, good, actual, target: wanted, attainment, points, weight }) => (
            <tr key={id}>
              <td>
                <button type="button" className="link" onClick={() => openTrace({ ...target, metric: id })}>
                  {label}
                </button>
              </td>
              <td className="num">
                {actual === null ? <span className="mut">unknown</span> : formatCell(actual, unit, { locale })}
              </td>
              <td className="num mut">
                {good === 'up' ? '≥' : '≤'} {formatCell(wanted, unit, { locale })}
              </td>
              <td className="num">{attainment === null ? '–' : percent(attainment)}</td>
              <td className="num">
                {points === null ? '–' : plain(points)} <span className="mut">of {weight}</span>
              </td>
            </tr>
          ))}
          <tr className={styles.result}>
            <td>Together</td>
            <td colSpan={4} className="num">
              {plain(reached)} of {plain(most)} points
            </td>
          </tr>
          <tr>
            <td colSpan={4}>= {metric.label}</td>
            <td className="num">
              <b>{value}</b>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="small">
        {knownWords(known.length, measures.length)}
        {known.length < measures.length &&
          `, coverage ${percent(coverage, 0)}: what is not known is left out and never counts as zero`}
        .{' '}
        {against !== undefined &&
          coveragePrior !== null &&
          percent(coveragePrior, 0) !== percent(coverage, 0) &&
          `In ${against} the coverage was ${percent(coveragePrior, 0)}, so part of the change is one of what is known. `}
        Targets are set in the{' '}
        <button type="button" className="link" onClick={() => go({ screen: 'policy' })}>
          policy
        </button>
        .
      </p>
    </Block>
  );
}
