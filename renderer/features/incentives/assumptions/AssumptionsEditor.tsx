/** What is assumed of the effect of pay, apart from the rules: it starts at no response and wears what it rests on. */
import { useState } from 'react';
import { type Assumptions, assumptions, EVIDENCE } from '../../../../analytics/api/documents/assumptions.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { valueAt, withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useIncentiveWork, usePlanWork } from '../IncentiveWork.ts';
import { type PlanValue, Value } from '../plan/Value.tsx';
import { useEdits } from '../useEdits.ts';
import styles from './Assumptions.module.css';
import { type AssumptionRow, assumptionRows, GRADES, newResponse, RESPONSES, responseKind } from './rows.ts';

const GRADE_CHOICES = EVIDENCE.map((value) => ({ value, text: `${GRADES[value].mark} ${GRADES[value].text}` }));

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
    change(withValueAt(assumed, place, value), label, place, gesture);
  const { pull, carryOver } = assumed;
  return (
    <Section
      title="Assumptions"
      aside={kind === 'none' && !pull ? 'not rules; start at no response' : 'not rules; marked by what they rest on'}
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
            />
          ))}
        </tbody>
      </table>
      <div className={styles.more}>
        {pull ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              const { pull: _, ...rest } = assumed;
              change(rest, 'No pull of thresholds', 'pull');
            }}
          >
            No pull of thresholds
          </button>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() =>
              change(
                {
                  ...assumed,
                  pull: { gain: '0.05', within: '0.1', power: '1', coolOffPeriods: 1, evidence: 'assumed' },
                },
                'Pull of thresholds',
                'pull',
              )
            }
          >
            Thresholds pull
          </button>
        )}
        {carryOver ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              const { carryOver: _, ...rest } = assumed;
              change(rest, 'Nothing carried over', 'carryOver');
            }}
          >
            Nothing carried over
          </button>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() =>
              change(
                { ...assumed, carryOver: { share: '0.3', periods: 4, evidence: 'assumed' } },
                'Effect carried over',
                'carryOver',
              )
            }
          >
            Effects carry over
          </button>
        )}
      </div>
    </Section>
  );
}

interface RowProps {
  readonly row: AssumptionRow;
  readonly former: Assumptions;
  readonly objection: string | null;
  readonly onSet: (place: string, value: unknown, label: string, gesture?: string) => void;
}

function Row({ row, former, objection, onSet }: RowProps) {
  const { label, meaning, place, figure, unit, ranged, grounds } = row;
  // A share of a lift says enough; how partners respond does not.
  const explained = grounds !== null && /^(response|pull)\./.test(place);
  const { simulation } = useIncentiveWork();
  const locale = useLocale();
  const range = typeof figure === 'object' ? figure : null;
  const likely = range ? range.likely : (figure as string | number);
  const before = valueAt(former, place);
  const changed = JSON.stringify(before) !== JSON.stringify(figure) ? (likelyOf(before) ?? undefined) : undefined;
  const worth = simulation.data?.worth;
  if (place === 'margin.share' && worth?.marginFrom === 'ledger') {
    const { numerator, denominator } = worth.margin;
    return (
      <tr>
        <th scope="row" title="Costs of the deals, as they were loaded">
          Margin, of the ledger
        </th>
        <td className="num">
          {Number(denominator) === 0 ? '–' : numbers(locale).percent(Number(numerator) / Number(denominator))}
        </td>
        <td className="num">● A, ledger</td>
      </tr>
    );
  }
  const write = (value: PlanValue, text: string, gesture?: string): void =>
    onSet(range ? `${place}.likely` : place, value, `${label} ${text}`, gesture);
  return (
    <>
      <tr>
        <th scope="row">
          {label}
          {ranged && (
            <button
              type="button"
              className={`link ${styles.range}`}
              aria-pressed={range !== null}
              aria-label={`A range for ${label}`}
              onClick={() =>
                onSet(
                  place,
                  range ? range.likely : rangeAround(String(likely)),
                  range ? `${label}: one value` : `${label}: a range`,
                )
              }
            >
              ±
            </button>
          )}
        </th>
        <td className="num">
          <Value name={label} value={likely} unit={unit} figure="edge" was={changed} onSet={write} />
        </td>
        <td className="num">
          {!grounds && <span className={styles.meaning}>{meaning}</span>}
          {grounds && (
            <span className={GRADES[grounds.evidence].guess ? styles.guess : undefined}>
              <Value
                name={`What ${label} rests on`}
                value={grounds.evidence}
                unit="text"
                figure="edge"
                choices={GRADE_CHOICES}
                onSet={(evidence, text) => onSet(grounds.place, evidence, `${label} rests on ${text}`)}
              />
            </span>
          )}
        </td>
      </tr>
      {explained && (
        <tr className={styles.ends}>
          <td colSpan={3}>{meaning}</td>
        </tr>
      )}
      {range && (
        <tr className={styles.ends}>
          <td colSpan={3} className="num">
            from{' '}
            <Value
              name={`${label}, lowest`}
              value={range.low}
              unit={unit}
              figure="edge"
              onSet={(value, text, gesture) => onSet(`${place}.low`, value, `${label} from ${text}`, gesture)}
            />{' '}
            to{' '}
            <Value
              name={`${label}, highest`}
              value={range.high}
              unit={unit}
              figure="edge"
              onSet={(value, text, gesture) => onSet(`${place}.high`, value, `${label} to ${text}`, gesture)}
            />
          </td>
        </tr>
      )}
      {objection && (
        <tr>
          <td colSpan={3} role="alert" className="bad">
            ✗ {objection}
          </td>
        </tr>
      )}
    </>
  );
}

/** Half as much and half as much again: something to narrow. */
function rangeAround(likely: string): { low: string; likely: string; high: string } {
  const [low, high] = [0.5, 1.5]
    .map((factor) => String(Math.round(Number(likely) * factor * 10_000) / 10_000))
    .sort((a, b) => Number(a) - Number(b));
  return { low: low!, likely, high: high! };
}

function likelyOf(figure: unknown): unknown {
  return typeof figure === 'object' && figure !== null && 'likely' in figure ? figure.likely : figure;
}
