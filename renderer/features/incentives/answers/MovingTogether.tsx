/** Who has good and bad quarters together, and how closely: an assumption of the forecast, with what it rests on. */
import { useState } from 'react';
import { MOVING_TOGETHER } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { PartnersTogether } from '../../../../analytics/api/incentiveOutlook.ts';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { GRADES } from '../assumptions/rows.ts';
import { Value } from '../plan/Value.tsx';
import styles from './Answers.module.css';
import { type Moving, movingOf, written } from './moving.ts';

const GROUPS = MOVING_TOGETHER.map((value) => ({ value, text: value }));
const CLOSENESS = [
  { value: 'history', text: 'as history shows' },
  { value: 'assumed', text: 'with a rank correlation of' },
] as const;

export function MovingTogether({ together }: { readonly together: PartnersTogether }) {
  const moving = movingOf(useAddress().extra);
  const [objection, object] = useState<string | null>(null);
  const set = (next: Moving): void => {
    const said = written(next);
    object('objection' in said ? said.objection : null);
    if ('text' in said) changeExtra({ moving: said.text }, { replace: true });
  };
  const { by, rank } = moving;
  const { mark, guess } = GRADES[together.evidence];
  return (
    <div className={styles.say}>
      <p>
        Partners of one{' '}
        <Value
          name="Partners who move together have in common their"
          value={by}
          unit="text"
          figure="edge"
          choices={GROUPS}
          onSet={(value) => set({ ...moving, by: value as Moving['by'] })}
        />{' '}
        move together{' '}
        <Value
          name="How closely partners move together"
          value={rank === undefined ? 'history' : 'assumed'}
          unit="text"
          figure="edge"
          choices={CLOSENESS}
          onSet={(value) => set(value === 'history' ? { by } : { by, rank: together.rank.toFixed(2) })}
        />
        {rank !== undefined && (
          <>
            {' '}
            <Value
              name="Rank correlation of partners who move together"
              value={rank}
              unit="index"
              figure="edge"
              onSet={(value) => set({ by, rank: String(value) })}
            />
          </>
        )}
      </p>
      {objection !== null && (
        <p role="alert" className="bad">
          ✗ {objection}
        </p>
      )}
      <p className={guess ? 'warn' : undefined}>
        {mark} {together.sentence}
      </p>
    </div>
  );
}
