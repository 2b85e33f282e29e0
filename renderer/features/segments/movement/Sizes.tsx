/** Partners or bookings of each segment at the end of each quarter; a quarter is chosen by its head. */
import type { SegmentMovement } from '../../../../analytics/api/segments.ts';
import { capital } from '../../../../analytics/present/capital.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';
import movementStyles from './Movement.module.css';
import type { Counted } from './places.ts';

interface SizesProps {
  readonly movement: SegmentMovement;
  readonly places: readonly number[];
  /** Of the quarter that is looked at. */
  readonly at: number;
  readonly counted: Counted;
}

/** The darkest shade, in percent: figures on it stay as legible as the others. */
const DARKEST = 45;

export function Sizes({ movement: { segments, quarters, basis }, places, at, counted }: SizesProps) {
  const { integer, compact } = numbers(useLocale());
  const inMoney = counted === 'bookings';
  const sizeOf = ({ sizes, amounts }: SegmentMovement['quarters'][number], place: number): number =>
    Number((inMoney ? amounts : sizes)[place] ?? 0);
  const write = inMoney ? compact : integer;
  const most = Math.max(1, ...quarters.flatMap((quarter) => places.map((place) => sizeOf(quarter, place))));
  const shade = (size: number): string =>
    `color-mix(in srgb, var(--py) ${Math.round((Math.max(0, size) / most) * DARKEST)}%, transparent)`;
  const otherGrounds = [...new Set(quarters.flatMap(({ grounds }) => grounds ?? []))];
  /** The last quarter is where the view begins. */
  const look = (index: number): void =>
    changeExtra({ quarter: index === quarters.length - 1 ? '' : quarters[index]!.label, flow: '' }, { replace: true });
  return (
    <Section
      title="Sizes"
      className={inMoney ? movementStyles.broad : undefined}
      basis={`${
        inMoney
          ? `bookings of the year to the end of each quarter, ${basis.currency}`
          : 'partners at the end of each quarter'
      }; choose one to see who moved in it`}
    >
      <div className={styles.scroll}>
        <table className={`compact ${styles.table} ${movementStyles.table}`}>
          <thead>
            <tr>
              <th>Segment</th>
              {quarters.map(({ label, grounds }, index) => (
                <th key={label} className="num" aria-selected={index === at}>
                  <button type="button" className="link" aria-pressed={index === at} onClick={() => look(index)}>
                    {label}
                  </button>
                  {grounds !== null && <sup title={capital(grounds)}>{otherGrounds.indexOf(grounds) + 1}</sup>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={segments[place]!.id}>
                <td>{segments[place]!.label}</td>
                {quarters.map((quarter) => (
                  <td key={quarter.label} className="num" style={{ background: shade(sizeOf(quarter, place)) }}>
                    {write(sizeOf(quarter, place))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {otherGrounds.map((grounds, index) => (
        <p key={grounds} className="small">
          <sup>{index + 1}</sup> {capital(grounds)}
        </p>
      ))}
    </Section>
  );
}
