/** Partners of each segment at the end of each quarter; a quarter is chosen by its head. */
import type { SegmentMovement } from '../../../../analytics/api/segments.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';
import movementStyles from './Movement.module.css';

interface SizesProps {
  readonly movement: SegmentMovement;
  readonly places: readonly number[];
  /** Of the quarter that is looked at. */
  readonly at: number;
}

/** The darkest shade, in percent: figures on it stay as legible as the others. */
const DARKEST = 45;

export function Sizes({ movement: { segments, quarters }, places, at }: SizesProps) {
  const { integer } = numbers(useLocale());
  const most = Math.max(1, ...quarters.flatMap(({ sizes }) => sizes));
  const shade = (size: number): string =>
    `color-mix(in srgb, var(--py) ${Math.round((size / most) * DARKEST)}%, transparent)`;
  /** The last quarter is where the view begins. */
  const look = (index: number): void =>
    changeExtra({ quarter: index === quarters.length - 1 ? '' : quarters[index]!.label, flow: '' }, { replace: true });
  return (
    <Section title="Sizes" basis="partners at the end of each quarter; choose one to see who moved in it">
      <div className={styles.scroll}>
        <table className={`compact ${styles.table} ${movementStyles.table}`}>
          <thead>
            <tr>
              <th>Segment</th>
              {quarters.map(({ label }, index) => (
                <th key={label} className="num" aria-selected={index === at}>
                  <button type="button" className="link" aria-pressed={index === at} onClick={() => look(index)}>
                    {label}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={segments[place]!.id}>
                <td>{segments[place]!.label}</td>
                {quarters.map(({ label, sizes }) => (
                  <td key={label} className="num" style={{ background: shade(sizes[place] ?? 0) }}>
                    {integer(sizes[place] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
