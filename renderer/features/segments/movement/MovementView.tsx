/** How segments change from quarter to quarter: sizes, flows, and who entered and left one of them, and why. */
import type { SegmentMovement } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty } from '../../../parts/states.tsx';
import { changeExtra, hrefOf, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';

export default function MovementView() {
  const { asked } = useSegmentWork();
  const { quarter } = useAddress().extra;
  const long = useLongQuery('segment.movement', { ...asked, ...(quarter === undefined ? {} : { quarter }) });
  return (
    <Awaited
      long={long}
      what="The movement could not be counted"
      stage="Placing partners at the end of every quarter"
      rows={14}
    >
      {(movement) => <Movement movement={movement} />}
    </Awaited>
  );
}

/** The quarter that is looked at; the last one is where the view begins. */
function look(label: string, isLast: boolean): void {
  changeExtra({ quarter: isLast ? '' : label }, { replace: true });
}

function Movement({ movement }: { readonly movement: SegmentMovement }) {
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const { segments, quarters, movers, moverCount, basis } = movement;
  const at = quarters.findIndex(({ label }) => label === movement.quarter);
  const quarter = quarters[at];
  const most = Math.max(1, ...quarters.flatMap(({ sizes }) => sizes));
  useScreenStatus({
    basis: `${basis.segmentation.name}, quarter by quarter`,
    window: `to ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  if (!quarter) return <Empty>There is no complete quarter yet to place partners at.</Empty>;
  const nameOf = (index: number): string => segments[index]?.label ?? 'not placed or enrolled';
  const places = [...segments.keys(), -1];
  const flow = (from: number, to: number) => quarter.flows.find((one) => one.from === from && one.to === to);
  return (
    <div className={styles.columns}>
      <Section title="Sizes" basis="partners at the end of each quarter; choose one to see its flows and who moved">
        <div className={styles.scroll}>
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Segment</th>
                {quarters.map(({ label }, index) => (
                  <th key={label} className="num">
                    <button
                      type="button"
                      className="link"
                      aria-pressed={index === at}
                      onClick={() => look(label, index === quarters.length - 1)}
                    >
                      {label}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {segments.map(({ id, label }, index) => (
                <tr key={id}>
                  <td>{label}</td>
                  {quarters.map(({ label: name, sizes }) => (
                    <td
                      key={name}
                      className="num"
                      style={{
                        background: `color-mix(in srgb, var(--accent-2) ${Math.round(((sizes[index] ?? 0) / most) * 60)}%, transparent)`,
                      }}
                    >
                      {integer(sizes[index] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section
        title={`Into ${quarter.label}`}
        basis={at === 0 ? 'the first quarter has none before it' : 'rows from the quarter before, columns to this one'}
      >
        {at > 0 && (
          <div className={styles.scroll}>
            <table className={`compact ${styles.table}`}>
              <thead>
                <tr>
                  <th>From</th>
                  {places.map((to) => (
                    <th key={to} className="num">
                      {nameOf(to)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {places.map((from) => (
                  <tr key={from}>
                    <td>{nameOf(from)}</td>
                    {places.map((to) => {
                      const one = flow(from, to);
                      return (
                        <td
                          key={to}
                          className={`num ${from === to ? 'mut' : ''}`}
                          title={one && `${compact(one.amount)} of bookings`}
                        >
                          {one ? integer(one.partners) : NONE}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      <Section
        className={styles.wide}
        title={`${countWords(moverCount, 'partner', locale)} moved in ${quarter.label}`}
        basis={`bookings of the year${at === quarters.length - 1 ? '' : ` to ${formatDate(quarter.asOf, locale)}`}; what made the difference`}
        aside={moverCount > movers.length ? `the first ${integer(movers.length)}` : undefined}
      >
        <div className={styles.scroll}>
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Partner</th>
                <th>From</th>
                <th>To</th>
                <th className="num">bookings</th>
                <th>Why</th>
              </tr>
            </thead>
            <tbody>
              {movers.map(({ partner, name, from, to, amount, why }) => (
                <tr key={partner}>
                  <td className={styles.name}>
                    <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                      {name}
                    </a>
                  </td>
                  <td>{segments.find(({ id }) => id === from)?.label ?? from ?? NONE}</td>
                  <td>{segments.find(({ id }) => id === to)?.label ?? to ?? NONE}</td>
                  <td className="num">{compact(amount)}</td>
                  <td className="small">{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      {basis.notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
    </div>
  );
}
