/** From which segment into which partners and their bookings moved in one quarter; a figure leads to the partners behind it. */
import type { SegmentMovement } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';
import movementStyles from './Movement.module.css';
import { type Counted, flowText, NOWHERE } from './places.ts';

interface FlowsProps {
  readonly movement: SegmentMovement;
  readonly places: readonly number[];
  /** Of the quarter that is looked at. */
  readonly at: number;
  readonly counted: Counted;
}

const NOWHERE_MEANS = 'Not enrolled, or without a figure to be placed by';

export function Flows({ movement: { segments, quarters, basis }, places, at, counted }: FlowsProps) {
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const { flow: looked } = useAddress().extra;
  const quarter = quarters[at]!;
  if (at === 0) {
    return (
      <Section title={`Into ${quarter.label}`}>
        <p className={styles.say}>The first quarter has none before it: choose a later one.</p>
      </Section>
    );
  }
  const nameOf = (place: number, nowhere: string): string => segments[place]?.label ?? nowhere;
  const idOf = (place: number): string | null => segments[place]?.id ?? null;
  const all = [...places, NOWHERE];
  const inMoney = counted === 'bookings';
  return (
    <Section
      title={`Into ${quarter.label}`}
      className={inMoney ? movementStyles.broad : undefined}
      basis={`${inMoney ? `bookings of the year, ${basis.currency}` : 'partners'}; rows: where they were a quarter before; choose a figure to see who`}
    >
      <div className={styles.scroll}>
        <table className={`compact ${styles.table} ${movementStyles.table}`}>
          <thead>
            <tr>
              <th>From</th>
              {all.map((to) => (
                <th key={to} className="num" {...(to === NOWHERE ? { title: NOWHERE_MEANS } : {})}>
                  {nameOf(to, 'left')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.map((from) => (
              <tr key={from}>
                <td {...(from === NOWHERE ? { title: NOWHERE_MEANS } : {})}>{nameOf(from, 'new')}</td>
                {all.map((to) => {
                  const one = quarter.flows.find((flow) => flow.from === from && flow.to === to);
                  const figure = one && (inMoney ? compact(one.amount) : integer(one.partners));
                  const text = flowText({ from: idOf(from), to: idOf(to) });
                  return (
                    <td key={to} className={`num ${from === to || !one ? 'mut' : ''}`}>
                      {one && from !== to ? (
                        <button
                          type="button"
                          className={movementStyles.count}
                          aria-pressed={looked === text}
                          title={`${countWords(one.partners, 'partner', locale)}, ${compact(one.amount)} ${basis.currency} of bookings`}
                          aria-label={`${one.partners} from ${nameOf(from, 'new')} to ${nameOf(to, 'left')}`}
                          onClick={() => changeExtra({ flow: looked === text ? '' : text }, { replace: true })}
                        >
                          {figure}
                        </button>
                      ) : one ? (
                        figure
                      ) : from === to && from === NOWHERE ? (
                        ''
                      ) : (
                        NONE
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
