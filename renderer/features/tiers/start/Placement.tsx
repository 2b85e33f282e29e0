/** The placement check: partners whose results lie outside of what is usual for their level. Needs no program. */
import { useState } from 'react';
import { formatCell } from '../../../../analytics/present/cell.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { levelStripes } from '../../../../analytics/present/labels.ts';
import { Level } from '../../../parts/Level.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useCellStyle, useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import styles from './Start.module.css';

const FIRST = 12;

export function Placement() {
  const query = useCall('tier.placement', {});
  const [all, setAll] = useState(false);
  const style = useCellStyle();
  const locale = useLocale();
  const money = (value: string | null): string => formatCell(value, 'money', style);
  // A network without levels or bookings has nothing to check: that is no failure.
  const nothingToCheck = query.error?.code === 'bad-request' && query.data === undefined;
  return (
    <Section
      title="Placement check"
      basis={
        query.data &&
        `${query.data.measures.map(({ basis }) => basis).join('; ')}, to ${formatDate(query.data.asOf, locale)}`
      }
      busy={query.isFetching}
    >
      {nothingToCheck && <Empty>{query.error?.message}</Empty>}
      {!nothingToCheck && (
        <Settled query={query} what="The placement could not be checked">
          {({ levels, partners, outside, of, notes }) => {
            if (levels.length === 0) {
              return (
                <Empty>
                  No partner has a level in force. Load enrolments, or begin a program and see whom it would place
                  where.
                </Empty>
              );
            }
            const ladder = levels.map(({ level }) => level);
            return (
              <>
                <p>
                  <b>
                    {outside.toLocaleString(locale)} of {of.toLocaleString(locale)}
                  </b>{' '}
                  partners have results that are usual for another level.
                </p>
                <table className={styles.table}>
                  <thead>
                    <tr>
                      <th scope="col">Level</th>
                      <th scope="col" className="num">
                        Partners
                      </th>
                      <th scope="col" className="num">
                        Usual range
                      </th>
                      <th scope="col" className="num">
                        Median
                      </th>
                      <th scope="col" className="num">
                        Above it
                      </th>
                      <th scope="col" className="num">
                        Below it
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {[...levels].reverse().map(({ level, partners: count, low, high, median, above, below }) => (
                      <tr key={level}>
                        <th scope="row">
                          <Level name={level} stripes={levelStripes(level, ladder)} />
                        </th>
                        <td className="num">{count.toLocaleString(locale)}</td>
                        <td className="num">
                          {money(low)} – {money(high)}
                        </td>
                        <td className="num">{money(median)}</td>
                        <td className="num">{above > 0 ? `▲ ${above.toLocaleString(locale)}` : '·'}</td>
                        <td className="num">{below > 0 ? `▼ ${below.toLocaleString(locale)}` : '·'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <ul className={styles.misfits}>
                  {partners
                    .slice(0, all ? undefined : FIRST)
                    .map(({ partner, name, level, fits, direction, amount, reason }) => (
                      <li key={partner}>
                        <a href={hrefOf({ screen: 'partners', item: partner })}>{name}</a>
                        <span>
                          <span className={direction === 'above' ? 'good' : 'bad'}>
                            {direction === 'above' ? '▲' : '▼'}
                          </span>{' '}
                          {level}, results of {fits}
                        </span>
                        <span className="num">{money(amount)}</span>
                        <span className={`small ${styles.reason}`}>{reason}</span>
                      </li>
                    ))}
                </ul>
                {partners.length > FIRST && !all && (
                  <button type="button" className="link" onClick={() => setAll(true)}>
                    Show all {partners.length.toLocaleString(locale)}
                  </button>
                )}
                {notes.map((note) => (
                  <p key={note} className="small">
                    {note}
                  </p>
                ))}
              </>
            );
          }}
        </Settled>
      )}
    </Section>
  );
}
