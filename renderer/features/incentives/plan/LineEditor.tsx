/** One line of the plan: what it is called, its sentence with values to change, its bands, what else it says. */
import { useState } from 'react';
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { LineSentence, PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import type { Fault } from '../../../../analytics/api/tiers.ts';
import { sentenceParts } from '../../../../analytics/present/planSentence.ts';
import { valueAt } from '../../../drafts/place.ts';
import { useLadder } from '../../trend/known.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { AddPart } from './AddPart.tsx';
import { BandPicture } from './BandPicture.tsx';
import { bandsOf } from './bands.ts';
import { formerPlace, formerValue } from './baseline.ts';
import { Clauses, type Narrowing } from './Clauses.tsx';
import { LineHead } from './LineHead.tsx';
import styles from './Plan.module.css';
import { PlanSentence } from './PlanSentence.tsx';
import { RateTable } from './RateTable.tsx';
import { withoutPart } from './removal.ts';
import { arranged } from './sentence.ts';
import { withBase } from './shapes.ts';
import type { PlanValue } from './Value.tsx';

interface LineEditorProps {
  readonly sentence: LineSentence;
  readonly index: number;
  /** What a reader should know of the line though it is no fault. */
  readonly advice: readonly Fault[];
}

export function LineEditor({ sentence, index, advice }: LineEditorProps) {
  const { draft, baseline, refused, saved } = usePlanWork();
  const edits = useEdits();
  const levels = useLadder()?.levels ?? [];
  const [fresh, setFresh] = useState<string | null>(null);
  const [narrowing, narrow] = useState<Narrowing>(null);
  const { plan } = draft.document;
  const line = plan.lines[index];
  // A line that was just removed is still in the sentences of a moment ago.
  if (!line) return null;
  const { label } = sentence;
  const { pieces, table } = arranged(label, sentence.lead);
  const units = new Map(
    sentenceParts(sentence).flatMap((part) => (part.kind === 'value' ? [[part.place, part.unit]] : [])),
  );
  const faults = refused.filter(({ place }) => place === `lines.${index}` || place.startsWith(`lines.${index}.`));
  const former = formerPlace(plan, baseline.scenario.plan, `lines.${index}`);
  const formerLine = former === null ? null : (valueAt(baseline.scenario.plan, former) as PlanLine);
  const change = (next: PlanLine, text: string): void => {
    const { plan: present } = draft.present;
    edits?.setPlan({ ...present, lines: present.lines.with(index, next) }, `${label}: ${text}`);
  };
  const set = (place: string, value: PlanValue, text: string, gesture?: string): void => {
    if (place.endsWith('.on.base')) change(withBase(line, value as PlanLine['on']['base'], levels), `on ${text}`);
    else edits?.set(place, value, text, gesture);
  };
  return (
    <article className={styles.line} aria-label={label}>
      <LineHead line={line} index={index} isNew={former === null} onChange={change} />
      <p className={styles.sentence}>
        <PlanSentence pieces={pieces} begins onSet={set} />.
      </p>
      {table && (
        <RateTable
          label={label}
          table={table}
          baseline={baseline.name === saved.name ? 'as saved' : baseline.name}
          plan={saved.state === 'draft' ? 'draft' : 'changed'}
          valueAt={(place) => valueAt(plan, place)}
          wasAt={(place) => formerValue(plan, baseline.scenario.plan, place)}
          onSet={set}
          onRemove={(place, name) =>
            edits?.setPlan(withoutPart(draft.present.plan, place), `${label}: no rate for ${name}`)
          }
        />
      )}
      {bandsOf(line) && (
        <BandPicture
          plan={plan}
          index={index}
          former={formerLine && bandsOf(formerLine)}
          unitAt={(place): PlanUnit => units.get(place) ?? 'money'}
        />
      )}
      <Clauses
        sentence={sentence}
        line={line}
        fresh={fresh}
        narrowing={narrowing}
        onNarrowed={() => narrow(null)}
        onChange={change}
        onSet={set}
      />
      {faults.length > 0 && (
        <div role="alert" className={styles.faults}>
          {faults.map(({ where, sentence: words }) => (
            <p key={`${where} ${words}`}>
              <b className="bad">✗ Not taken.</b> {words}
            </p>
          ))}
        </div>
      )}
      {advice.map(({ place, sentence: words }) => (
        <p key={`${place} ${words}`} className={styles.advice}>
          <b>!</b> {words}
        </p>
      ))}
      <AddPart
        line={draft.present.plan.lines[index] ?? line}
        index={index}
        onAdd={(next, text, place) => {
          setFresh(place);
          change(next, text);
        }}
        onNarrow={narrow}
      />
    </article>
  );
}
