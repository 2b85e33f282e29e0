/** Who moved in a quarter, from where to where, and what made the difference. */
import type { SegmentMovement } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra, hrefOf, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';
import { flowOf } from './places.ts';

interface MoversProps {
  readonly movement: SegmentMovement;
  /** Of the quarter that is looked at. */
  readonly at: number;
}

export function Movers({ movement, at }: MoversProps) {
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const flow = flowOf(useAddress().extra.flow);
  const { segments, quarters, movers, moverCount, basis } = movement;
  const quarter = quarters[at]!;
  const isLast = at === quarters.length - 1;
  const nameOf = (id: string | null, nowhere: string): string =>
    id === null ? nowhere : (segments.find((one) => one.id === id)?.label ?? id);
  const rows = flow ? movers.filter(({ from, to }) => from === flow.from && to === flow.to) : movers;
  const count = countWords(flow ? rows.length : moverCount, 'partner', locale);
  const way = flow ? ` from ${nameOf(flow.from, 'outside')} to ${nameOf(flow.to, 'outside')}` : '';
  return (
    <Section
      className={styles.wide}
      title={`${count} moved${way} in ${quarter.label}`}
      basis={`bookings of the year to ${formatDate(isLast ? basis.asOf : quarter.asOf, locale)}, ${basis.currency}; the largest first`}
      aside={
        <>
          {moverCount > movers.length && `of the first ${integer(movers.length)} `}
          {flow && (
            <button type="button" className="link" onClick={() => changeExtra({ flow: '' }, { replace: true })}>
              All who moved
            </button>
          )}
        </>
      }
    >
      <div className={styles.tall}>
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>Partner</th>
              <th>From</th>
              <th>To</th>
              <th className="num">bookings</th>
              <th>What made the difference</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ partner, name, from, to, amount, why }) => (
              <tr key={partner}>
                <td className={styles.name}>
                  <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                    {name}
                  </a>
                </td>
                <td className={styles.name}>{nameOf(from, 'new')}</td>
                <td className={styles.name}>{nameOf(to, 'left')}</td>
                <td className="num">{compact(amount)}</td>
                <td className="small">{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
