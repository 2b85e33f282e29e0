/** What a line can have more, grouped by what it is for. */
import { IconPlus } from '@tabler/icons-react';
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { PURPOSES } from '../../../../analytics/api/incentivePlans.ts';
import { Button } from '../../../parts/Button.tsx';
import { Choose } from '../../../parts/Choose.tsx';
import { useLadder } from '../../trend/known.ts';
import { useIncentiveWork, usePlanWork } from '../IncentiveWork.ts';
import { additions, PURPOSE_WORDS } from './additions.ts';
import type { Narrowing } from './Clauses.tsx';
import { useEdgeText } from './useEdgeText.ts';

interface AddPartProps {
  readonly line: PlanLine;
  readonly index: number;
  readonly onAdd: (line: PlanLine, label: string, place: string) => void;
  /** Some rows or partners only: which ones is asked first. */
  readonly onNarrow: (narrowing: Narrowing) => void;
}

const ROWS = [
  { value: 'sales', label: 'Only some sales…' },
  { value: 'partners', label: 'Only some partners…' },
];

export function AddPart({ line, index, onAdd, onNarrow }: AddPartProps) {
  const { simulation } = useIncentiveWork();
  const { draft } = usePlanWork();
  const levels = useLadder()?.levels ?? [];
  const edge = useEdgeText(line);
  const { plan } = draft.present;
  const today = new Date().toISOString().slice(0, 10);
  const { from = today, to = today } = simulation.data?.basis.period ?? {};
  const offers = additions(line, {
    before: plan.lines
      .slice(0, index)
      .map(({ id }) => id)
      .toReversed(),
    from,
    to,
    levels,
    groups: Object.keys(plan.regionGroups),
    edge,
  });
  const groups = PURPOSES.map((purpose) => ({
    group: PURPOSE_WORDS[purpose],
    items: [
      ...(purpose === 'counts' ? ROWS : []),
      ...offers.flatMap((offer) => (offer.purpose === purpose ? [{ value: offer.label, label: offer.label }] : [])),
    ],
  })).filter(({ items }) => items.length > 0);
  const name = line.label ?? line.id;
  return (
    <Choose
      name={`What to add to ${name}`}
      choices={groups}
      onChoose={(chosen) => {
        if (chosen === 'sales' || chosen === 'partners') return onNarrow(chosen);
        const offer = offers.find(({ label }) => label === chosen);
        if (offer) onAdd(offer.line, offer.label.toLowerCase(), offer.place);
      }}
    >
      <Button small kind="quiet" icon={IconPlus} aria-label={`Add to ${name}`}>
        Add…
      </Button>
    </Choose>
  );
}
