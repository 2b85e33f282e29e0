/** One assumption: its figure, or its range, what it means and what it rests on. */
import type { Assumptions } from '../../../../analytics/api/documents/assumptions.ts';
import { EVIDENCE } from '../../../../analytics/api/documents/assumptions.ts';
import { valueAt } from '../../../drafts/place.ts';
import { useIncentiveWork, usePlanWork } from '../IncentiveWork.ts';
import { type PlanValue, Value } from '../plan/Value.tsx';
import styles from './Assumptions.module.css';
import { MarginRow } from './MarginRow.tsx';
import { type AssumptionRow, GRADES } from './rows.ts';

const GRADE_CHOICES = EVIDENCE.map((value) => ({ value, text: `${GRADES[value].mark} ${GRADES[value].text}` }));

interface RowProps {
  readonly row: AssumptionRow;
  readonly former: Assumptions;
  readonly objection: string | null;
  readonly onSet: (place: string, value: unknown, label: string, gesture?: string) => void;
  readonly onRemove: (place: string, label: string) => void;
}

export function Row({ row, former, objection, onSet, onRemove }: RowProps) {
  const { label, meaning, place, figure, unit, ranged, grounds } = row;
  // A share of a lift says enough; how partners respond does not.
  const explained = grounds !== null && /^(response|pull)\./.test(place);
  const { simulation } = useIncentiveWork();
  const assumed = usePlanWork().draft.present.assumptions;
  const range = typeof figure === 'object' ? figure : null;
  const likely = range ? range.likely : (figure as string | number);
  const before = valueAt(former, place);
  const changed = JSON.stringify(before) !== JSON.stringify(figure) ? (likelyOf(before) ?? undefined) : undefined;
  const worth = simulation.data?.worth;
  if (place === 'margin.share' && worth?.ledgerMargin && Number(worth.ledgerMargin.denominator) !== 0) {
    return <MarginRow ledger={worth.ledgerMargin} rule={worth.marginRule} onSet={onSet} onRemove={onRemove} />;
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
          {row.extra && (
            <button
              type="button"
              className={`link ${styles.range}`}
              aria-label={`Remove ${label}`}
              onClick={() => onRemove(place, label)}
            >
              ×
            </button>
          )}
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
      {grounds && (grounds.source !== undefined || !GRADES[grounds.evidence].guess) && (
        <tr className={styles.ends}>
          <td colSpan={3} className="num">
            after{' '}
            <Value
              name={`Source of ${label}`}
              value={grounds.source ?? 'a source to be named'}
              unit="text"
              figure="edge"
              onSet={(source) => {
                const home = grounds.place.replace(/\.evidence$/, '');
                onSet(home, { ...(valueAt(assumed, home) as object), source }, `${label} after ${source}`);
              }}
            />
          </td>
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
