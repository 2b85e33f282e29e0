/** What each segment is and what to do about it, by decision: size, money, and its middle partner in real units. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { SegmentProfile, SegmentRun } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { adviceWord, decisionGroups } from '../decision.ts';
import { writeFigure } from '../figure.ts';
import { SegmentMark } from '../SegmentMark.tsx';
import styles from './ProfileCards.module.css';

interface ProfileCardsProps {
  readonly run: SegmentRun;
  readonly chosen: string | null;
  readonly onChoose: (segment: string | null) => void;
  /** What stands below the card of the chosen segment. */
  readonly children: ReactNode;
}

export function ProfileCards({ run, chosen, onChoose, children }: ProfileCardsProps) {
  const locale = useLocale();
  const groups = decisionGroups(run.segments);
  const decided = groups.some(({ advice }) => advice !== null);
  return groups.map(({ advice, segments }) => (
    <div key={advice ?? ''}>
      {decided && (
        <h3 className={styles.group}>
          {adviceWord(advice)}
          <span className="mut">
            {countWords(
              segments.reduce((sum, { partners }) => sum + partners, 0),
              'partner',
              locale,
            )}
          </span>
        </h3>
      )}
      <ul>
        {segments.map((segment) => (
          <Card
            key={segment.id}
            segment={segment}
            run={run}
            chosen={segment.id === chosen}
            onChoose={() => onChoose(segment.id === chosen ? null : segment.id)}
          >
            {segment.id === chosen && children}
          </Card>
        ))}
      </ul>
    </div>
  ));
}

interface CardProps {
  readonly segment: SegmentProfile;
  readonly run: SegmentRun;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Card({ segment, run, chosen, onChoose, children }: CardProps) {
  const { integer, compact, percent } = numbers(useLocale());
  const { label, colour, partners, amount, meaning } = segment;
  const money = run.segments.reduce((sum, one) => sum + Number(one.amount), 0);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Chosen in the matrix, it may be out of sight.
    if (chosen) card.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={card} className={[styles.card, chosen && styles.chosen].filter(Boolean).join(' ')}>
      <div className={styles.head}>
        <button type="button" aria-pressed={chosen} onClick={onChoose}>
          <SegmentMark colour={colour}>
            <b>{label}</b>
          </SegmentMark>
        </button>
        <span className="num">
          {integer(partners)}{' '}
          <span className="mut">{run.basis.population > 0 && percent(partners / run.basis.population, 0)}</span>
        </span>
        <span className="num">
          {compact(amount)} <span className="mut">{money > 0 && percent(Number(amount) / money, 0)}</span>
        </span>
      </div>
      <p>{meaning}</p>
      {partners > 0 && <MedianPartner segment={segment} features={run.features} />}
      {children}
    </li>
  );
}

interface MedianPartnerProps {
  readonly segment: SegmentProfile;
  readonly features: SegmentRun['features'];
}

function MedianPartner({ segment, features }: MedianPartnerProps) {
  const locale = useLocale();
  return (
    <p className="small" title="As many partners of the segment have more than this as have less">
      Median partner:{' '}
      {features.map(({ key, label, unit }, index) => (
        <span key={key}>
          <span className={styles.figure}>
            {label} <b>{writeFigure(segment.medians[index] ?? null, unit, locale)}</b>
          </span>
          {index < features.length - 1 && ', '}
        </span>
      ))}
    </p>
  );
}
