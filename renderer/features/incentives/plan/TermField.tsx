/** What a plan may say or leave out: a word or a day, taken on Enter or when it is left; an empty field leaves it out. */
import { useState } from 'react';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { formerValue } from './baseline.ts';
import styles from './Plan.module.css';

interface TermFieldProps {
  readonly label: string;
  /** Where it stands in the plan. */
  readonly place: string;
  readonly value: string | undefined;
  /** What holds where it says nothing. */
  readonly none?: string;
  readonly day?: boolean;
  readonly onSet: (value: string | undefined, label: string) => void;
}

export function TermField({ label, place, value = '', none, day = false, onSet }: TermFieldProps) {
  const locale = useLocale();
  const { draft, baseline } = usePlanWork();
  const [typed, setTyped] = useState<string | null>(null);
  const was = formerValue(draft.document.plan, baseline.scenario.plan, place);
  const commit = (): void => {
    const next = typed?.trim() ?? value;
    setTyped(null);
    if (next !== value) onSet(next === '' ? undefined : next, next === '' ? `${label}: ${none}` : `${label} ${next}`);
  };
  const wasText = day ? formatDate(String(was), locale) : String(was);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <input
          type={day ? 'date' : 'text'}
          aria-label={label}
          className={[styles.value, was !== undefined && styles.changed].filter(Boolean).join(' ')}
          title={was === undefined ? undefined : `was ${wasText}`}
          placeholder={none}
          value={typed ?? value}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
        {/* The browser writes a day in its own order, and an empty one says nothing. */}
        {day && <span className="small">{value === '' ? none : formatDate(value, locale)}</span>}
      </dd>
    </>
  );
}
