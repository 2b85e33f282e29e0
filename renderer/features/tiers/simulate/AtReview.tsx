/** What happens at the review besides the requirements: holds and honours, and how steady the program is. */
import { NumberInput } from '@mantine/core';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Switch } from '../../../parts/Switch.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { setExceptions } from '../address.ts';
import { select } from '../select.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './AtReview.module.css';
import { switchedOn, withGrace, withGrandfather, withMaxDrop } from './reviewRules.ts';
import type { SimulationCase } from './useCases.ts';

interface AtReviewProps {
  readonly simulation: TierSimulation;
  readonly asked: SimulationCase;
}

export function AtReview({ simulation, asked }: AtReviewProps) {
  const { draft, baseline, conditions } = useTierWork();
  const locale = useLocale();
  const { present } = draft;
  const { review } = present;
  const { applied, cost } = simulation.exceptions;
  const most = review?.maxDropPerReview;
  const grace = (review?.afterConsecutive ?? 1) - 1;
  const exceptions = conditions.exceptions ?? true;
  return (
    <>
      <div className={styles.switches}>
        {review && (
          <>
            <span className={styles.rule}>
              <Switch
                checked={most !== undefined}
                onChange={(on) =>
                  draft.edit(
                    withMaxDrop(present, on ? switchedOn('maxDropPerReview', baseline.program) : null),
                    on ? 'Fall limited' : 'Fall not limited',
                  )
                }
              >
                Fall at most
              </Switch>
              <Count
                label="Levels at most"
                value={most ?? switchedOn('maxDropPerReview', baseline.program)}
                disabled={most === undefined}
                max={Math.max(1, present.levels.length - 1)}
                onChange={(levels) =>
                  draft.edit(withMaxDrop(present, levels), `Fall at most ${countWords(levels, 'level')}`)
                }
              />
              {most === 1 ? 'level' : 'levels'}
            </span>
            <span className={styles.rule}>
              <Switch
                checked={grace > 0}
                onChange={(on) =>
                  draft.edit(
                    withGrace(present, on ? switchedOn('afterConsecutive', baseline.program) : 0),
                    on ? 'Grace given' : 'No grace',
                  )
                }
              >
                Grace
              </Switch>
              <Count
                label="Reviews of grace"
                value={grace > 0 ? grace : switchedOn('afterConsecutive', baseline.program)}
                disabled={grace === 0}
                max={12}
                onChange={(reviews) =>
                  draft.edit(withGrace(present, reviews), `Grace of ${countWords(reviews, 'review')}`)
                }
              />
              {grace > 1 ? 'reviews' : 'review'}
            </span>
          </>
        )}
        {present.grandfather.map(({ id, label, enabled, until }) => (
          <Switch
            key={id}
            checked={enabled}
            onChange={(on) =>
              draft.edit(withGrandfather(present, id, on), `${on ? 'Honours' : 'Does not honour'} ${label ?? id}`)
            }
          >
            Honour {label ?? id} to {formatDate(until, locale)}
          </Switch>
        ))}
        <Switch checked={exceptions} onChange={setExceptions}>
          Exceptions
          {exceptions && applied > 0
            ? `, ${numbers(locale).integer(applied)} apply, ${numbers(locale).compact(cost)} a year`
            : ''}
        </Switch>
      </div>
      {!review && (
        <p className={styles.line}>The program holds no reviews: levels are what its requirements give on the day.</p>
      )}
      <div className={styles.facts}>
        {review && <Steadiness asked={asked} />}
        <Near simulation={simulation} />
      </div>
    </>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}

function Count({ label, value, max, disabled, onChange }: CountProps) {
  return (
    <NumberInput
      aria-label={label}
      className={styles.count}
      min={1}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      disabled={disabled}
      value={value}
      onChange={(next) => {
        const count = Number(next);
        if (Number.isInteger(count) && count >= 1 && count !== value) onChange(count);
      }}
    />
  );
}

/** How many would have gone down and up again, had the program been in force; the baseline beside it. */
function Steadiness({ asked }: { readonly asked: SimulationCase }) {
  const { draft, baseline } = useTierWork();
  const { integer } = numbers(useLocale());
  const { alone: _, ...conditions } = asked;
  const { data, error } = useCall('tier.backtest', conditions, { enabled: !draft.held });
  const former = useCall('tier.backtest', { ...conditions, program: baseline.program }, { enabled: !draft.held });
  if (error) return <p className={styles.line}>Back-test: {error.message}</p>;
  if (!data) return <p className={styles.line}>Back-test on its way.</p>;
  const changed = former.data !== undefined && former.data.flapped !== data.flapped;
  return (
    <p className={styles.line}>
      Back-test, {countWords(data.reviews.length, 'review')}: <b>{integer(data.flapped)}</b>{' '}
      {data.flapped === 1 ? 'partner' : 'partners'} would have flapped
      {changed && (
        <>
          , {baseline.name} <b>{integer(former.data?.flapped ?? 0)}</b>
        </>
      )}
    </p>
  );
}

function Near({ simulation: { nearMissesTotal, atRiskTotal } }: { readonly simulation: TierSimulation }) {
  const { integer } = numbers(useLocale());
  return (
    <p className={styles.line}>
      Near miss:{' '}
      <button type="button" className="link" onClick={() => select({ list: 'nearMiss' })}>
        {integer(nearMissesTotal)} close to the next level
      </button>{' '}
      and{' '}
      <button type="button" className="link" onClick={() => select({ list: 'atRisk' })}>
        {integer(atRiskTotal)} close to losing theirs
      </button>
    </p>
  );
}
