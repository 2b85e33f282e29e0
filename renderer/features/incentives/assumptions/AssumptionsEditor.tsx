/** What is assumed of the effect of pay, apart from the rules: it starts at no response and wears what it rests on. */
import { useState } from 'react';
import { type Assumptions, assumptions } from '../../../../analytics/api/documents/assumptions.ts';
import { withoutValueAt, withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { Value } from '../plan/Value.tsx';
import { useEdits } from '../useEdits.ts';
import { AddAssumption } from './AddAssumption.tsx';
import styles from './Assumptions.module.css';
import { Row } from './Row.tsx';
import { assumptionRows, newResponse, RESPONSES, responseKind } from './rows.ts';

export function AssumptionsEditor() {
  const { draft, baseline } = usePlanWork();
  const edits = useEdits();
  const assumed = draft.present.assumptions;
  const former = baseline.scenario.assumptions;
  const [objection, object] = useState<{ readonly place: string; readonly sentence: string } | null>(null);
  const kind = responseKind(assumed);
  const change = (next: Assumptions, label: string, place: string, gesture?: string): void => {
    const checked = assumptions.safeParse(next);
    // What is out of bounds is not taken, and said at its place.
    object(checked.success ? null : { place, sentence: checked.error.issues[0]?.message ?? 'This cannot be assumed.' });
    if (checked.success) edits?.assume(checked.data, label, gesture);
  };
  const set = (place: string, value: unknown, label: string, gesture?: string): void =>
    change(
      // The ledger's margin has no place among what is assumed, until it is overridden.
      place === 'margin.share'
        ? { ...assumed, margin: { ...assumed.margin, share: String(value) } }
        : withValueAt(assumed, place, value),
      label,
      place,
      gesture,
    );
  return (
    <Section
      title="Assumptions"
      aside={
        kind === 'none' && !assumed.pull ? 'not rules; start at no response' : 'not rules; marked by what they rest on'
      }
    >
      <table className={styles.assumptions}>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col" className="num">
              Value
            </th>
            <th scope="col" className="num">
              Grade
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Called</th>
            <td colSpan={2} className="num">
              <Value
                name="Name of the assumptions"
                value={assumed.name}
                unit="text"
                figure="edge"
                onSet={(name) => change({ ...assumed, name: String(name) }, `Assumptions called ${name}`, 'name')}
              />
            </td>
          </tr>
          <tr>
            <th scope="row">Response</th>
            <td colSpan={2} className="num">
              <Value
                name="Response to pay"
                value={kind}
                unit="text"
                figure="edge"
                choices={RESPONSES}
                was={kind === responseKind(former) ? undefined : responseKind(former)}
                onSet={(next, text) =>
                  change({ ...assumed, response: newResponse(next as typeof kind) }, `Response: ${text}`, 'response')
                }
              />
            </td>
          </tr>
          {assumptionRows(assumed).map((row) => (
            <Row
              key={row.place}
              row={row}
              former={former}
              objection={objection?.place.startsWith(row.place) ? objection.sentence : null}
              onSet={set}
              onRemove={(place, label) => change(withoutValueAt(assumed, place), `Without: ${label}`, place)}
            />
          ))}
        </tbody>
      </table>
      <AddAssumption assumed={assumed} onChange={change} />
    </Section>
  );
}
