/** What partners would sell more if they sold as much as their peers do. */
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useAddressed } from '../addressed.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import space from './Space.module.css';

const BY = [
  { value: 'family', label: 'Product' },
  { value: 'deal_country', label: 'Country' },
] as const;

/** Values named in the sentence. */
const LARGEST = 3;
const GAP_MEANS =
  'What is missing to the peers; of what a partner does not sell and half of its peers do, as far as they do; all its gaps together at most what it booked';

export function WhiteSpace() {
  const { asked } = useSegmentWork();
  const [by, choose] = useAddressed('space', ['family', 'deal_country']);
  const long = useLongQuery('segment.whitespace', { where: asked.where ?? [], by, limit: 100 });
  const locale = useLocale();
  const { compact, integer } = numbers(locale);
  return (
    <Section
      title="White space"
      basis="what peers of the same type, region and size sell; a potential, never a forecast"
      busy={long.query.isFetching}
    >
      <Segmented label="White space by" value={by} options={BY} onChange={choose} />
      <Awaited
        long={long}
        what="The white space could not be measured"
        stage="Holding what partners sell against their peers"
      >
        {({ total, totalRows, nothing, values, rows, basis }) => (
          <>
            {nothing !== null ? (
              <p className={styles.say}>{nothing}</p>
            ) : (
              <>
                <p className={styles.say}>
                  <b>
                    {compact(total)} {basis.currency}
                  </b>{' '}
                  of potential{' '}
                  {values.length > LARGEST
                    ? `in ${values.length} ${by === 'family' ? 'families' : 'countries'}, the largest: `
                    : ': '}
                  {values
                    .slice(0, LARGEST)
                    .map(
                      ({ value, amount, partners }) =>
                        `${value} ${compact(amount)} at ${countWords(partners, 'partner', locale)}`,
                    )
                    .join(', ')}
                  .
                </p>
                <div className={`${styles.scroll} ${space.list}`}>
                  <table className={`compact ${styles.table}`}>
                    <thead>
                      <tr>
                        <th>Partner</th>
                        <th>{by === 'family' ? 'Product' : 'Country'}</th>
                        <th className="num">sells</th>
                        <th
                          className="num"
                          title="Peers of the same type, region and size who sell it, of all who sell anything"
                        >
                          peers who do
                        </th>
                        <th className="num" title="The middle one of the peers who sell it">
                          they sell
                        </th>
                        <th className="num" title={GAP_MEANS}>
                          gap
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map(({ partner, name, value, peers, of, sells, peersSell, gap, why }) => (
                        <tr key={`${partner} ${value}`} title={why}>
                          <td>
                            <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                              {name}
                            </a>
                          </td>
                          <td>{value}</td>
                          <td className="num mut">{compact(sells)}</td>
                          <td className="num mut">
                            {integer(peers)} of {integer(of)}
                          </td>
                          <td className="num mut">{compact(peersSell)}</td>
                          <td className="num">{compact(gap)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </>
            )}
            {totalRows > rows.length && (
              <p className="small">
                The first {rows.length} of {countWords(totalRows, 'gap', locale)}.
              </p>
            )}
            <details>
              <summary className="small">How it is measured, and who is left out</summary>
              <Notes notes={basis.notes} />
            </details>
          </>
        )}
      </Awaited>
    </Section>
  );
}
