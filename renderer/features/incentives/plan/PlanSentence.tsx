/** Words of the plan with values among them that are changed where they stand. */
import { Fragment } from 'react';
import { capital } from '../../../../analytics/present/capital.ts';
import { valueAt } from '../../../drafts/place.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { formerValue } from './baseline.ts';
import type { Piece } from './sentence.ts';
import { type PlanValue, Value } from './Value.tsx';

interface PlanSentenceProps {
  readonly pieces: readonly Piece[];
  /** Begins with a capital. */
  readonly begins?: boolean;
  readonly onSet: (place: string, value: PlanValue, label: string, gesture?: string) => void;
}

export function PlanSentence({ pieces, begins = false, onSet }: PlanSentenceProps) {
  const { draft, baseline } = usePlanWork();
  const { plan } = draft.document;
  return pieces.map((piece, at) => {
    if (piece.kind === 'words') {
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence keep their order
      return <Fragment key={at}>{begins && at === 0 ? capital(piece.text) : piece.text}</Fragment>;
    }
    const { place, unit, choices, value } = piece.part;
    return (
      <span key={place} data-place={place}>
        <Value
          name={piece.name}
          value={(valueAt(plan, place) ?? value) as PlanValue}
          unit={unit}
          figure={/\.(rate|flat|share|factor|perUnit|lump|pays)$/.test(place) ? 'rate' : 'edge'}
          choices={choices}
          was={formerValue(plan, baseline.scenario.plan, place)}
          onSet={(next, text, gesture) => onSet(place, next, `${piece.name} ${text}`, gesture)}
        />
      </span>
    );
  });
}
