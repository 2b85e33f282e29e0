/** Where products have partners and where they have none: by country and family or category. */
import type { Coverage as CoverageAnswer } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useAddressed } from '../addressed.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';

type Cell = CoverageAnswer['cells'][number][number];

/** More columns than this are not read, but scrolled. */
const MOST_COLUMNS = 10;

const CATEGORIES = [
  { value: 'family', label: 'Family' },
  { value: 'category', label: 'Category' },
] as const;

export function Coverage() {
  const { asked } = useSegmentWork();
  const [by, choose] = useAddressed('cover', ['family', 'category']);
  const [shown, show] = useAddressed('columns', ['largest', 'all']);
  const query = useCall('segment.coverage', { where: asked.where ?? [], by });
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const certified = query.data?.cells.some((row) => row.some((cell) => cell.certified !== null)) ?? false;
  const counts = (cell: Cell): string =>
    certified
      ? `${integer(cell.transacting)} / ${cell.certified === null ? NONE : integer(cell.certified)}`
      : integer(cell.transacting);
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
      basis={
        certified
          ? 'by country: how many partners sold it / are certified for it; marked where nobody sold it'
          : 'by country: how many partners sold it; marked where nobody did'
      }
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
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it takes the focus, so the keyboard scrolls it itself */}
              <section className={styles.scroll} tabIndex={0} aria-label="Partners by country and product">
                <table className={`compact ${styles.table}`}>
                  <thead>
                    <tr>
                      <th>Country</th>
                      <th className="num">enrolled</th>
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
                        <td className="num">{integer(cells[row]?.[0]?.partners ?? 0)}</td>
                        {categories.map((category, column) => {
                          const cell = cells[row]?.[column];
                          return (
                            <td
                              key={category}
                              className={`num ${cell && cell.transacting === 0 ? 'warn' : ''}`}
                              title={cell && `${compact(cell.amount)} sold`}
                            >
                              {cell ? counts(cell) : NONE}
                            </td>
                          );
                        })}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
              <Notes notes={basis.notes} />
            </>
          );
        }}
      </Settled>
    </Section>
  );
}
