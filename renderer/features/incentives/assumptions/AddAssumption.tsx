/** What can be assumed besides, and what of it can be left out again. */
import { type Assumptions, USUAL_MARGIN } from '../../../../analytics/api/documents/assumptions.ts';
import { AddMargin } from './AddMargin.tsx';
import styles from './Assumptions.module.css';

interface AddAssumptionProps {
  readonly assumed: Assumptions;
  readonly onChange: (next: Assumptions, label: string, place: string) => void;
}

export function AddAssumption({ assumed, onChange }: AddAssumptionProps) {
  const { pull: _, ...unpulled } = assumed;
  const { carryOver: __, ...uncarried } = assumed;
  const addFamily = (family: string): void => {
    const byFamily = { ...assumed.margin.byFamily, [family]: assumed.margin.share ?? USUAL_MARGIN };
    onChange({ ...assumed, margin: { ...assumed.margin, byFamily } }, `A margin of its own for ${family}`, 'margin');
  };
  return (
    <ul className={styles.more}>
      <li>
        <AddMargin named={Object.keys(assumed.margin.byFamily)} onAdd={addFamily} />
      </li>
      <li>
        {assumed.pull ? (
          <Link
            text="Leave out the pull of thresholds"
            onClick={() => onChange(unpulled, 'No pull of thresholds', 'pull')}
          />
        ) : (
          <Link
            text="Add a pull of thresholds"
            onClick={() => onChange({ ...assumed, pull: PULL }, 'Pull of thresholds', 'pull')}
          />
        )}
      </li>
      <li>
        {assumed.carryOver ? (
          <Link
            text="Leave out what carries over"
            onClick={() => onChange(uncarried, 'Nothing carried over', 'carryOver')}
          />
        ) : (
          <Link
            text="Add an effect that carries over"
            onClick={() => onChange({ ...assumed, carryOver: CARRY_OVER }, 'Effect carried over', 'carryOver')}
          />
        )}
      </li>
    </ul>
  );
}

/** Figures to be argued with. */
const PULL: NonNullable<Assumptions['pull']> = {
  gain: '0.05',
  within: '0.1',
  power: '1',
  coolOffPeriods: 1,
  evidence: 'assumed',
};
const CARRY_OVER: NonNullable<Assumptions['carryOver']> = { share: '0.3', periods: 4, evidence: 'assumed' };

function Link({ text, onClick }: { readonly text: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {text}
    </button>
  );
}
