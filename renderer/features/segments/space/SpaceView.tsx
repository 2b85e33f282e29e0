/** What partners do not sell and their peers do, how many partners the plan needs, and where products have no partner. */
import { NumberInput } from '@mantine/core';
import type { CountRange } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { changeExtra, hrefOf, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale, useWorkspace } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useAddressed } from '../addressed.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';

export default function SpaceView() {
  return (
    <div className={styles.columns}>
      <Space />
      <Capacity />
      <Coverage />
    </div>
  );
}

const BY = [
  { value: 'family', label: 'Product' },
  { value: 'deal_country', label: 'Country' },
] as const;

/** Values named in the sentence. */
const LARGEST = 3;
const GAP_MEANS =
  'What is missing to the peers; of what a partner does not sell and half of its peers do, as far as they do; all its gaps together at most what it booked';

function Space() {
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
        {({ total, totalRows, values, rows, basis }) => (
          <>
            <p className={styles.say}>
              <b>{compact(total)}</b> of potential{' '}
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
            <div className={styles.scroll}>
              <table className={`compact ${styles.table}`}>
                <thead>
                  <tr>
                    <th>Partner</th>
                    <th>what</th>
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
            {totalRows > rows.length && (
              <p className="small">
                The first {rows.length} of {countWords(totalRows, 'gap', locale)}.
              </p>
            )}
            <Notes notes={basis.notes} />
          </>
        )}
      </Awaited>
    </Section>
  );
}

function Capacity() {
  const { asked } = useSegmentWork();
  const { plan: written } = useAddress().extra;
  const plan = written !== undefined && /^\d+$/.test(written) ? Number(written) : null;
  const query = useCall('segment.capacity', {
    where: asked.where ?? [],
    ...(plan === null ? {} : { plan: String(plan) }),
  });
  const locale = useLocale();
  const { compact, integer, percent } = numbers(locale);
  const hasTargets = (useWorkspace().rows.target ?? 0) > 0;
  const range = (of: CountRange | null): string =>
    of ? `${integer(of.likely)} (${integer(of.low)} – ${integer(of.high)})` : NONE;
  return (
    <Section
      title="Partners the plan needs"
      basis={query.data && `${query.data.period}; gap ÷ (bookings of a partner × activation rate)`}
      busy={query.isFetching}
    >
      <NumberInput
        label="Plan"
        placeholder={hasTargets ? 'the targets loaded' : 'no targets loaded'}
        size="xs"
        w={150}
        hideControls
        thousandSeparator=","
        min={0}
        value={plan ?? ''}
        onChange={(value) => changeExtra({ plan: typeof value === 'number' ? String(value) : '' }, { replace: true })}
      />
      <Settled query={query} what="The capacity could not be planned">
        {({ rows, basis }) => (
          <>
            <table className={`compact ${styles.table}`}>
              <thead>
                <tr>
                  <th>Region</th>
                  <th className="num">plan</th>
                  <th className="num">expected</th>
                  <th className="num">gap</th>
                  <th className="num">a partner</th>
                  <th className="num">activated</th>
                  <th
                    className="num"
                    title="Partners who must become active, dormant or new ones; eight draws in ten between the two"
                  >
                    activate
                  </th>
                  <th className="num" title="Partners to recruit if nobody dormant is activated">
                    or recruit
                  </th>
                  <th className="num">dormant</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(
                  ({
                    value,
                    plan: wanted,
                    expected,
                    gap,
                    perPartner,
                    activation,
                    recruit,
                    activate,
                    dormant,
                    sentence,
                  }) => (
                    <tr key={value ?? ''} title={sentence}>
                      <td>{value ?? 'No region'}</td>
                      <td className="num">{wanted === null ? NONE : compact(wanted)}</td>
                      <td className="num">{compact(expected)}</td>
                      <td className="num">{gap === null ? NONE : compact(gap)}</td>
                      <td className="num mut">{perPartner === null ? NONE : compact(perPartner)}</td>
                      <td className="num mut">
                        {activation && activation.denominator > 0
                          ? percent(activation.numerator / activation.denominator)
                          : NONE}
                      </td>
                      <td className="num">{range(activate)}</td>
                      <td className="num">{range(recruit)}</td>
                      <td className="num">{integer(dormant)}</td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
            <details>
              <summary className="small">In words, and how it is reckoned</summary>
              {rows.map(({ value, sentence }) => (
                <p key={value ?? ''} className="small">
                  {sentence}
                </p>
              ))}
              <Notes notes={basis.notes} />
            </details>
          </>
        )}
      </Settled>
    </Section>
  );
}

/** More columns than this are not read, but scrolled. */
const MOST_COLUMNS = 10;

const CATEGORIES = [
  { value: 'family', label: 'Family' },
  { value: 'category', label: 'Category' },
] as const;

function Coverage() {
  const { asked } = useSegmentWork();
  const [by, choose] = useAddressed('cover', ['family', 'category']);
  const [shown, show] = useAddressed('columns', ['largest', 'all']);
  const query = useCall('segment.coverage', { where: asked.where ?? [], by });
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const known = (count: number | null): string => (count === null ? NONE : integer(count));
  useScreenStatus(
    query.data
      ? {
          basis: 'White space, capacity, coverage',
          window: `the year to ${formatDate(query.data.basis.asOf, locale)}`,
          population: countWords(query.data.basis.population, 'partner', locale),
        }
      : {},
  );
  return (
    <Section
      className={styles.wide}
      title="Coverage"
      basis="by country: partners that sold it of those certified for it, of those enrolled"
      busy={query.isFetching}
    >
      <Segmented label="Coverage by" value={by} options={CATEGORIES} onChange={choose} />
      <Settled query={query} what="The coverage could not be counted">
        {({ countries, categories: all, cells, basis }) => {
          const categories = shown === 'all' ? all : all.slice(0, MOST_COLUMNS);
          return (
            <>
              {all.length > MOST_COLUMNS && (
                <p className="small">
                  {shown === 'all'
                    ? `All ${all.length} columns. `
                    : `The ${MOST_COLUMNS} of ${all.length} columns with the most bookings. `}
                  <button type="button" className="link" onClick={() => show(shown === 'all' ? 'largest' : 'all')}>
                    {shown === 'all' ? 'The largest only' : 'All of them'}
                  </button>
                </p>
              )}
              <div className={styles.scroll}>
                <table className={`compact ${styles.table}`}>
                  <thead>
                    <tr>
                      <th>Country</th>
                      {categories.map((category) => (
                        <th key={category} className="num">
                          {category}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {countries.map((country, row) => (
                      <tr key={country}>
                        <td>{country}</td>
                        {categories.map((category, column) => {
                          const cell = cells[row]?.[column];
                          return (
                            <td
                              key={category}
                              className={`num ${cell && cell.transacting === 0 ? 'warn' : ''}`}
                              title={cell && `${compact(cell.amount)} sold`}
                            >
                              {cell
                                ? `${integer(cell.transacting)} / ${known(cell.certified)} / ${integer(cell.partners)}`
                                : NONE}
                            </td>
                          );
                        })}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Notes notes={basis.notes} />
            </>
          );
        }}
      </Settled>
    </Section>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} className="small">
      {note}
    </p>
  ));
}
