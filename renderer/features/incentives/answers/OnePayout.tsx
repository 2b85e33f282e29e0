/** One payout, explained so that it can be followed by hand. */
import { useState } from 'react';
import type { ExplainedPeriod, PayExplanation } from '../../../../analytics/api/incentives.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Answers.module.css';
import { changeOf } from './amounts.ts';
import type { Sides } from './parts.ts';

interface OnePayoutProps {
  readonly explanation: PayExplanation;
  readonly names: Sides;
}

export function OnePayout({ explanation, names }: OnePayoutProps) {
  const locale = useLocale();
  const { exact, signed } = numbers(locale);
  const { before, after, lines, paid, sentences } = explanation;
  const change = changeOf({ before, after });
  return (
    <>
      <table className={`compact ${styles.table}`}>
        <tbody>
          <tr className={styles.sum}>
            {/* Where what was paid is not known, the plan is the only side. */}
            <td>{lines.length === 0 ? 'Paid' : `${names.after ?? names.before} would pay`}</td>
            {names.after !== null && (
              <>
                <td className="num mut">
                  {names.before} {exact(before)}
                </td>
                <td className={`num ${toneOf(change)}`}>{signed.exact(change)}</td>
              </>
            )}
            <td className="num">{exact(after)}</td>
          </tr>
        </tbody>
      </table>
      <p className={styles.say}>{sentences.join(' ')}</p>
      <div className={styles.explained}>
        {lines.map(({ plan, line, label, rule, periods, earned, silent }) => (
          <details key={`${plan} ${line}`} open={Number(earned) !== 0}>
            <summary>
              <b>{label}</b> <span className={styles.rule}>{rule}</span>
            </summary>
            {silent !== null && <p className={styles.say}>{silent}</p>}
            {periods.map((period) => (
              <Period key={period.period} period={period} alone={periods.length === 1} />
            ))}
          </details>
        ))}
      </div>
      {lines.length === 0 && <Paid paid={paid} />}
      {lines.length > 0 && paid.length > 0 && (
        <details>
          <summary className="small">{countWords(paid.length, 'payout', locale)} of the ledger</summary>
          <Paid paid={paid} />
        </details>
      )}
    </>
  );
}

/** What a partner gains is good, whoever pays it. */
function toneOf(change: string): 'good' | 'bad' | 'mut' {
  if (Number(change) === 0) return 'mut';
  return Number(change) > 0 ? 'good' : 'bad';
}

function Period({ period, alone }: { readonly period: ExplainedPeriod; readonly alone: boolean }) {
  const [rows, show] = useState(false);
  const locale = useLocale();
  const { exact } = numbers(locale);
  return (
    <div className={styles.period}>
      <table className={`compact ${styles.table}`}>
        {!alone && (
          <thead>
            <tr>
              <th colSpan={2}>{period.period}</th>
              <th className="num">{exact(period.earned)}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {period.steps.map(({ label, figures, amount, sentence, of }) => {
            // What is due stands under the amounts that add up to it.
            const result = of === 'due' && amount === null;
            return (
              <tr key={`${label} ${figures}`} title={sentence} className={of === 'due' ? styles.after : undefined}>
                <td>{label}</td>
                <td className={`num mut ${styles.figures}`}>{result ? '' : figures}</td>
                <td className="num">{result ? figures : amount === null ? '' : exact(amount)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="small">
        <button type="button" className="link" aria-expanded={rows} onClick={() => show(!rows)}>
          {countWords(period.rowsTotal, 'deal row', locale)}
        </button>
        {period.dueOn !== null && ` ${exact(period.due)} due on ${formatDate(period.dueOn, locale)}.`}
      </p>
      {rows && (
        <div className={styles.scroll}>
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Deal</th>
                <th>Date</th>
                <th>Product</th>
                <th>Level</th>
                <th className="num">Base</th>
                <th className="num">Earned</th>
              </tr>
            </thead>
            <tbody>
              {period.rows.map(({ deal, line, date, product, level, base, amount }) => (
                <tr key={`${deal} ${line}`}>
                  <td className="mono">{line === null ? deal : `${deal} / ${line}`}</td>
                  <td>{formatDate(date, locale)}</td>
                  <td>{product ?? '–'}</td>
                  <td>{level ?? '–'}</td>
                  <td className="num">{exact(base)}</td>
                  <td className="num">{exact(amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Paid({ paid }: Pick<PayExplanation, 'paid'>) {
  const locale = useLocale();
  const { exact, percent } = numbers(locale);
  return (
    <div className={styles.scroll}>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Payout</th>
            <th>Program</th>
            <th>Earned</th>
            <th className="num">Base × rate</th>
            <th className="num">Paid</th>
          </tr>
        </thead>
        <tbody>
          {paid.map(({ payout, program, earnedOn, base, rate, amount }) => (
            <tr key={payout}>
              <td className="mono">{payout}</td>
              <td>{program}</td>
              <td>{formatDate(earnedOn, locale)}</td>
              <td className="num mut">{base !== null && rate !== null ? `${exact(base)} × ${percent(rate)}` : '–'}</td>
              <td className="num">{exact(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
