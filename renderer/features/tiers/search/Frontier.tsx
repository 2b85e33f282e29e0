/** What a search found: the sentence, the trade-off, and the plans with their thresholds; one can be taken over. */
import { useMemo, useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { SearchResult } from '../../../../analytics/api/tiers.ts';
import type { TradeOff } from '../../../../analytics/present/charts/tradeOff.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { TradeOffPlot } from '../../../charts/TradeOffPlot.tsx';
import { valueAt, withValueAt } from '../../../drafts/place.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { say } from '../../../shell/statusLine.ts';
import { useLocale, useMetrics } from '../../../shell/workspace.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Search.module.css';
import { thresholdAt } from './threshold.ts';

interface FrontierProps {
  readonly result: SearchResult;
  /** The program that was searched. */
  readonly program: TierProgram;
}

export function Frontier({ result, program }: FrontierProps) {
  const { draft } = useTierWork();
  const locale = useLocale();
  const { compact, percent, integer } = numbers(locale);
  const [chosen, choose] = useState('0');
  const { plans } = result;
  const plan = plans[Number(chosen)];
  const metrics = useMetrics();
  const thresholds = Object.keys(plans[0]?.values ?? {}).map((place) => ({
    place,
    ...thresholdAt(program, place, metrics),
  }));
  const data = useMemo(
    (): TradeOff => ({
      plans: plans.map(({ cost, miss, meets, misses, demoted }, index) => ({
        key: String(index),
        cost: Number(cost),
        miss,
        meets,
        words: `Plan ${index + 1}: ${percent(miss)} from the wish, ${compact(cost)} a year, ${countWords(demoted, 'partner', locale)} demoted${meets ? '' : `; misses: ${misses.join('; ')}`}`,
      })),
      chosen,
      today: null,
      writeCost: compact,
      writeMiss: (value) => percent(value, 1),
      costName: `benefits a year, ${result.basis.currency}`,
      missName: 'furthest share from its wish',
    }),
    [plans, chosen, result.basis.currency, compact, percent, locale],
  );

  const take = (): void => {
    if (!plan) return;
    const document = Object.entries(plan.values).reduce(
      (changed, [place, value]) => withValueAt(changed, place, value),
      draft.document,
    );
    draft.edit(document, `Thresholds of plan ${Number(chosen) + 1}`);
    say('The thresholds are in the draft; undo takes them back');
  };

  return (
    <>
      <Section
        title={result.met ? 'The shape can be reached' : 'The shape cannot be reached'}
        basis={`${integer(result.tried)} plans tried, ${countWords(result.basis.population, 'partner', locale)}`}
      >
        <p className={styles.verdict} role="status">
          {result.sentence}
        </p>
        {result.binding && (
          <p>
            What binds: <b>{result.binding}</b>
          </p>
        )}
        {plans.length > 1 && (
          <TradeOffPlot
            data={data}
            label={`${plans.length} plans, none better than another in both cost and shape; the closest is ${percent(Math.min(...plans.map(({ miss }) => miss)))} from the wish`}
            onPlan={choose}
          />
        )}
      </Section>
      {plans.length > 0 && (
        <Section title="Plans on the frontier" basis="within the limits first, then closest to the wish">
          <div className={styles.scroll}>
            <table className={styles.plans}>
              <thead>
                <tr>
                  <th scope="col">Plan</th>
                  <th scope="col" className="num">
                    Off
                  </th>
                  <th scope="col" className="num">
                    Demoted
                  </th>
                  <th scope="col" className="num">
                    Cost
                  </th>
                  <th scope="col">Misses</th>
                  {thresholds.map(({ place, level, what }) => (
                    <th key={place} scope="col" className="num">
                      {level} {what}
                    </th>
                  ))}
                  {program.levels.map(({ id, label }) => (
                    <th key={id} scope="col" className="num">
                      {label ?? id}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {plans.map(({ values, shares, counts, miss, demoted, cost, meets, misses }, index) => (
                  <tr key={JSON.stringify(values)} aria-selected={chosen === String(index)}>
                    <th scope="row">
                      <button
                        type="button"
                        className="link"
                        aria-label={`Plan ${index + 1}, ${meets ? 'as wished' : `misses: ${misses.join('; ')}`}`}
                        onClick={() => choose(String(index))}
                      >
                        {index + 1} {meets ? '✓' : '○'}
                      </button>
                    </th>
                    <td className="num">{percent(miss, 1)}</td>
                    <td className="num">{integer(demoted)}</td>
                    <td className="num">{compact(cost)}</td>
                    <td className={styles.misses}>
                      {misses.length === 0 ? (
                        'nothing'
                      ) : (
                        <ul>
                          {misses.map((miss) => (
                            <li key={miss}>{miss}</li>
                          ))}
                        </ul>
                      )}
                    </td>
                    {thresholds.map(({ place, unit }) => {
                      const value = values[place] ?? '';
                      const changed = Number(valueAt(program, place)) !== Number(value);
                      return (
                        <td key={place} className={changed ? `num ${styles.changed}` : 'num'}>
                          {writeThreshold(value, unit, locale)}
                        </td>
                      );
                    })}
                    {shares.map((share, level) => (
                      <td key={program.levels[level]?.id} className="num">
                        {integer(counts[level] ?? 0)} <span className="mut">{percent(share, 1)}</span>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className={styles.ask}>
            <Button kind="primary" disabled={!plan} onClick={take}>
              Use plan {Number(chosen) + 1} in the draft
            </Button>
          </div>
        </Section>
      )}
    </>
  );
}
