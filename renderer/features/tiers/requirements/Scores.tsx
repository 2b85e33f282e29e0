/** Scores: the terms, what each is worth, and its cap. */

import type { Score, ScoreTerm, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import { windowLabel } from '../../../measures/windowText.ts';
import { Section } from '../../../parts/Section.tsx';
import { useMetrics } from '../../../shell/workspace.ts';
import styles from './Requirements.module.css';
import type { Propose } from './useProposal.ts';

interface ScoresProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function Scores({ program, propose }: ScoresProps) {
  const change = (index: number, score: Score, label: string): void =>
    propose({ ...program, scores: program.scores.map((old, at) => (at === index ? score : old)) }, label);
  return (
    <Section title="Scores" basis="points of each term, up to its cap">
      {program.scores.map((score, index) => (
        <div key={score.id} className={styles.score}>
          <h3>{score.label ?? score.id}</h3>
          {score.bestOf.length > 0 && <p>the best of {score.bestOf.join(', ')}</p>}
          {score.requireAllPositive && <p className="small">Every term must bring some points.</p>}
          <ul className={styles.parts}>
            {score.terms.map((term, place) => (
              <li key={term.id}>
                <Term
                  term={term}
                  onChange={(next, label) =>
                    change(
                      index,
                      { ...score, terms: score.terms.map((old, at) => (at === place ? next : old)) },
                      `${score.label ?? score.id}: ${label}`,
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function Term({
  term,
  onChange,
}: {
  readonly term: ScoreTerm;
  readonly onChange: (term: ScoreTerm, label: string) => void;
}) {
  const metrics = useMetrics();
  const name = term.label ?? metrics.get(term.measure.metric)?.label ?? term.measure.metric;
  const unit = metrics.get(term.measure.metric)?.unit ?? 'quantity';
  const { points } = term;
  return (
    <div className={styles.sentence}>
      <b>{name}</b>
      {term.measure.window && <span className="mut">{windowLabel(term.measure.window)}</span>}
      {'full' in points && (
        <>
          <FigureField
            label={`Full points of ${name}`}
            unit="points"
            value={points.full}
            onSet={(full) => onChange({ ...term, points: { ...points, full } }, `${name} full ${full}`)}
          />
          points at
          <FigureField
            label={`Full points of ${name} at`}
            unit={unit}
            value={points.at}
            onSet={(at) => onChange({ ...term, points: { ...points, at } }, `${name} full at ${at}`)}
          />
        </>
      )}
      {'each' in points && (
        <>
          <FigureField
            label={`Points of ${name}`}
            unit="points"
            value={points.each}
            onSet={(each) => onChange({ ...term, points: { ...points, each } }, `${name} ${each} each`)}
          />
          points per
          <FigureField
            label={`Unit of ${name}`}
            unit={unit}
            value={points.per}
            onSet={(per) => onChange({ ...term, points: { ...points, per } }, `${name} per ${per}`)}
          />
        </>
      )}
      {'steps' in points && (
        <span>{points.steps.map(({ from, points: worth }) => `${worth} from ${from}`).join(', ')} points</span>
      )}
      {term.cap !== undefined && (
        <>
          at most
          <FigureField
            label={`Cap of ${name}`}
            unit="points"
            value={term.cap}
            onSet={(cap) => onChange({ ...term, cap }, `${name} at most ${cap}`)}
          />
        </>
      )}
      {term.weight !== '1' && <span>× {term.weight}</span>}
      {term.gate && <span className="mut">behind a gate</span>}
    </div>
  );
}
