/** What each segment is and what to do about it: size, money, and its middle partner in real units. */
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { writeFigure } from '../figure.ts';
import { SegmentMark } from '../SegmentMark.tsx';
import styles from './ProfileCards.module.css';

interface ProfileCardsProps {
  readonly run: SegmentRun;
  readonly chosen: string | null;
  readonly other: string | null;
  readonly onChoose: (segment: string | null) => void;
  readonly onCompare: (segment: string | null) => void;
}

export function ProfileCards({ run, chosen, other, onChoose, onCompare }: ProfileCardsProps) {
  const locale = useLocale();
  const { integer, compact, percent } = numbers(locale);
  const { segments, features, basis, unplaced } = run;
  const money = segments.reduce((sum, { amount }) => sum + Number(amount), 0);
  return (
    <ul className={styles.cards}>
      {segments.map((segment) => (
        <li key={segment.id} className={segment.id === chosen ? styles.chosen : undefined}>
          <div className={styles.head}>
            <button
              type="button"
              aria-pressed={segment.id === chosen}
              onClick={() => onChoose(segment.id === chosen ? null : segment.id)}
            >
              <SegmentMark colour={segment.colour}>
                <b>{segment.label}</b>
              </SegmentMark>
            </button>
            <span>
              {integer(segment.partners)}{' '}
              <span className="mut">{basis.population > 0 && percent(segment.partners / basis.population)}</span>
            </span>
            <span className="num">
              {compact(segment.amount)}{' '}
              <span className="mut">{money > 0 && percent(Number(segment.amount) / money)}</span>
            </span>
          </div>
          <p>
            {segment.advice && <b>{segment.advice}. </b>}
            {segment.meaning}
          </p>
          {segment.partners > 0 && (
            <p className="small" title="As many partners of the segment have more than this as have less">
              Median partner:{' '}
              {features
                .map(
                  ({ label, unit }, index) => `${label} ${writeFigure(segment.medians[index] ?? null, unit, locale)}`,
                )
                .join(', ')}
              {chosen !== null && chosen !== segment.id && (
                <>
                  {' '}
                  <button
                    type="button"
                    className="link"
                    aria-pressed={other === segment.id}
                    onClick={() => onCompare(other === segment.id ? null : segment.id)}
                  >
                    Compare
                  </button>
                </>
              )}
            </p>
          )}
        </li>
      ))}
      {unplaced && (
        <li>
          <p>
            <b>{integer(unplaced.partners)} not placed.</b> {unplaced.why}
          </p>
        </li>
      )}
    </ul>
  );
}
