/** Why one partner has the level it gets: every test with its figure, threshold and verdict, and what the reviews did. */
import { useEffect } from 'react';
import type { ExplainedRequirement, ExplainedTest, TierExplanation } from '../../../../analytics/api/tiers.ts';
import { formatCell } from '../../../../analytics/present/cell.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useCellStyle, useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import { decisiveLevels } from './decisive.ts';
import styles from './Explain.module.css';

interface ExplainPanelProps {
  readonly partner: string;
  readonly onClose: () => void;
}

export function ExplainPanel({ partner, onClose }: ExplainPanelProps) {
  const { draft, conditions, against } = useTierWork();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onClose]);
  const query = useCall('tier.explain', {
    ...conditions,
    ...(against ? { against } : {}),
    program: draft.present,
    partner,
  });
  return (
    <Section
      title={query.data && !query.isPlaceholderData ? query.data.name : 'Why this level'}
      basis={query.data && `${query.data.before} → ${query.data.after}`}
      aside={
        <button type="button" className="link" onClick={onClose}>
          Close
        </button>
      }
      busy={query.isFetching}
    >
      <Settled query={query} what="The level could not be explained">
        {(explanation) => <Explanation explanation={explanation} />}
      </Settled>
    </Section>
  );
}

function Explanation({ explanation }: { readonly explanation: TierExplanation }) {
  const locale = useLocale();
  const { partner, sentence, reviews, basis } = explanation;
  return (
    <>
      <p className={styles.verdict}>{sentence}</p>
      <p>
        <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
          Open the partner’s page
        </a>
      </p>
      {decisiveLevels(explanation).map((level) => (
        <details key={level.id} className={styles.level} open={level.decisive}>
          <summary>
            <Verdict met={level.reached} /> <b>{level.label}</b>{' '}
            <span className="mut">{level.reached ? 'reached' : level.kept ? 'kept, not reached' : 'not reached'}</span>
          </summary>
          {level.requirement ? (
            <Requirement requirement={level.requirement} />
          ) : (
            <p className="mut">Everybody has it.</p>
          )}
          {level.keep && (
            <>
              <p className="mut">To keep it:</p>
              <Requirement requirement={level.keep} />
            </>
          )}
        </details>
      ))}
      {reviews.length > 0 && (
        <>
          <h3 className={styles.head}>Reviews</h3>
          <ul>
            {[...reviews].reverse().map(({ on, from, to, reason }) => (
              <li key={on} className={styles.review}>
                <span>{formatDate(on, locale)}</span>
                <span>{from === to ? to : `${from} → ${to}`}</span>
                <span className="small">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {basis.notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
    </>
  );
}

const GROUPS = { all: 'all of', any: 'any of', not: 'not', test: '' } as const;

function Requirement({ requirement }: { readonly requirement: ExplainedRequirement }) {
  const { kind, label, met, count, test, of = [] } = requirement;
  if (test) return <Test test={test} />;
  return (
    <div>
      <p>
        <Verdict met={met} /> {label || (kind === 'atLeast' ? `at least ${count} of` : GROUPS[kind])}
      </p>
      <ul className={styles.parts}>
        {of.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a requirement is its place in the document
          <li key={index}>
            <Requirement requirement={part} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** As people write them. */
const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤' };

function Test({ test: { label, value, sign, needs, unit, met, window, sentence } }: { readonly test: ExplainedTest }) {
  const style = useCellStyle();
  const write = (cell: ExplainedTest['value']): string =>
    formatCell(cell, unit === 'points' ? 'quantity' : unit === 'place' ? 'count' : unit, { ...style, style: 'exact' });
  return (
    <div className={styles.test} title={sentence}>
      <Verdict met={met} />
      <span>{label}</span>
      <span className="num">
        {value === null ? 'no data' : write(value)}
        {unit !== 'flag' && (
          <span className="mut">
            {' '}
            {SIGNS[sign] ?? sign} {write(needs)}
          </span>
        )}
      </span>
      <span className={`small ${styles.window}`}>{window}</span>
    </div>
  );
}

function Verdict({ met }: { readonly met: boolean }) {
  return (
    <span className={met ? 'good' : 'bad'} role="img" aria-label={met ? 'met' : 'not met'}>
      {met ? '✓' : '✗'}
    </span>
  );
}
