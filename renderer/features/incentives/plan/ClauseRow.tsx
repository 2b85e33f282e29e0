/** What a line says beside its rate: one clause with its values, what it is for in more detail, and the way to be rid of it. */
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { LineClause } from '../../../../analytics/api/incentivePlans.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import styles from './Plan.module.css';
import { PlanSentence } from './PlanSentence.tsx';
import { withoutPart } from './removal.ts';
import { piecesOf } from './sentence.ts';
import type { PlanValue } from './Value.tsx';

interface ClauseRowProps {
  readonly label: string;
  readonly clause: LineClause;
  /** It was just added: the hand goes on there. */
  readonly fresh: boolean;
  readonly onSet: (place: string, value: PlanValue, label: string, gesture?: string) => void;
  /** In place of its own words. */
  readonly instead?: ReactNode;
  /** After its words. */
  readonly children?: ReactNode;
}

export function ClauseRow({ label, clause, fresh, onSet, instead, children }: ClauseRowProps) {
  const { draft } = usePlanWork();
  const edits = useEdits();
  const text = clause.parts.map((part) => part.text).join('');
  return (
    <Row
      name={`${label}: ${text}`}
      fresh={fresh}
      onRemove={() => edits?.setPlan(withoutPart(draft.present.plan, clause.place), `${label} without “${text}”`)}
    >
      {instead ?? <PlanSentence pieces={piecesOf(label, clause.parts)} onSet={onSet} />}
      {children}
    </Row>
  );
}

interface RowProps {
  readonly name: string;
  readonly fresh: boolean;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

export function Row({ name, fresh, onRemove, children }: RowProps) {
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = document.activeElement;
    // Whoever has gone on meanwhile is not called back.
    const waits = at === null || at === document.body || words.current?.closest('article')?.contains(at);
    if (fresh && waits) words.current?.querySelector<HTMLElement>('input, select, button')?.focus();
  }, [fresh]);
  return (
    <li className={styles.clause}>
      <div ref={words} className={styles.sentence}>
        {children}
      </div>
      <IconButton icon={IconX} label={`Remove ${name}`} className={styles.remove} onClick={onRemove} />
    </li>
  );
}
