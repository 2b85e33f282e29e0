/** Had these rules been in force: every past review, who would have moved, and who would have gone up and down again. */
import { NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BackTest } from '../../../../analytics/api/tiers.ts';
import { formatDate, formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { CellBar } from '../../../charts/InCell.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './BackTest.module.css';

export default function BackTestView() {
  const { draft, baseline, conditions } = useTierWork();
  const [reviews, setReviews] = useState(8);
  const scope = { ...conditions, reviews };
  const changed =
    draft.present !== baseline.program && JSON.stringify(draft.present) !== JSON.stringify(baseline.program);
  const query = useCall('tier.backtest', { ...scope, program: draft.present });
  const before = useCall('tier.backtest', { ...scope, program: baseline.program }, { enabled: changed });
  const locale = useLocale();
  useScreenStatus(
    query.data
      ? {
          basis: `${query.data.basis.program.name}, reviews held again`,
          window: formatRange(query.data.basis.from, query.data.basis.to, locale),
          population: countWords(query.data.basis.population, 'partner', locale),
        }
      : {},
  );
  return (
    <div className={styles.view}>
      <div className={styles.ask}>
        <NumberInput
          label="Reviews back"
          size="xs"
          min={2}
          max={60}
          value={reviews}
          onChange={(value) => typeof value === 'number' && value >= 2 && value <= 60 && setReviews(value)}
        />
      </div>
      <Settled query={query} what="The past reviews could not be held again">
        {(test) =>
          test.reviews.length === 0 ? (
            <Empty>
              There is no whole window of data before any review day of this program. Load more history, or shorten the
              windows.
            </Empty>
          ) : (
            <>
              <Section
                title="Past reviews, held by these rules"
                basis={`${countWords(test.basis.population, 'partner', locale)} enrolled, ${formatRange(test.basis.from, test.basis.to, locale)}`}
                busy={query.isFetching}
              >
                <p className={styles.verdict}>
                  <b>{countWords(test.flapped, 'partner', locale)}</b> would have gone down and up again, or up and
                  down, within {countWords(test.withinReviews, 'review', locale)}
                  {before.data && (
                    <>
                      ; under {baseline.name} <b>{numbers(locale).integer(before.data.flapped)}</b>
                    </>
                  )}
                  . <Agreement test={test} />
                </p>
                <Reviews test={test} />
              </Section>
              <Flapped test={test} />
              {test.basis.notes.map((note) => (
                <p key={note} className="small">
                  {note}
                </p>
              ))}
            </>
          )
        }
      </Settled>
    </div>
  );
}

function Agreement({ test: { agreement } }: { readonly test: BackTest }) {
  const locale = useLocale();
  if (!agreement || agreement.of === 0) return null;
  const { integer, percent } = numbers(locale);
  return (
    <>
      At {integer(agreement.same)} of {integer(agreement.of)} past placements ({percent(agreement.same / agreement.of)})
      the rules give the level that was in force.
    </>
  );
}

function Reviews({ test }: { readonly test: BackTest }) {
  const locale = useLocale();
  const { integer } = numbers(locale);
  const levels = [...new Set(test.reviews.flatMap(({ counts }) => Object.keys(counts)))].reverse();
  const most = Math.max(1, ...test.reviews.flatMap(({ up, down }) => [up, down]));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Review</th>
          {levels.map((level) => (
            <th key={level} scope="col" className="num">
              {level}
            </th>
          ))}
          <th scope="col">Partners who rise</th>
          <th scope="col">Partners who fall</th>
        </tr>
      </thead>
      <tbody>
        {[...test.reviews].reverse().map(({ on, up, down, counts }) => (
          <tr key={on}>
            <th scope="row">{formatDate(on, locale)}</th>
            {levels.map((level) => (
              <td key={level} className="num">
                {integer(counts[level] ?? 0)}
              </td>
            ))}
            <td>
              <Bar count={up} most={most}>
                {up > 0 ? <span className="good">▲{integer(up)}</span> : integer(up)}
              </Bar>
            </td>
            <td>
              <Bar count={down} most={most}>
                {down > 0 ? <span className="bad">▼{integer(down)}</span> : integer(down)}
              </Bar>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface BarProps {
  readonly count: number;
  /** Of rises and falls: both are drawn on one scale. */
  readonly most: number;
  readonly children: ReactNode;
}

/** Pixels of the longest bar. */
const LONGEST = 96;

/** The figure stands at the end of its bar. */
function Bar({ count, most, children }: BarProps) {
  return (
    <span className={styles.bar}>
      {count > 0 && <CellBar actual={count} most={count} width={2 + Math.max(1, (LONGEST * count) / most)} />}
      {children}
    </span>
  );
}

/** Partners shown before somebody asks for all. */
const FIRST = 20;

function Flapped({ test: { flappedPartners } }: { readonly test: BackTest }) {
  const [all, setAll] = useState(false);
  const locale = useLocale();
  if (flappedPartners.length === 0) return null;
  return (
    <Section title="Who would have flapped" basis="level at each review, oldest first">
      <ul className={styles.flapped}>
        {flappedPartners.slice(0, all ? undefined : FIRST).map(({ partner, name, path }) => (
          <li key={partner}>
            <a href={hrefOf({ screen: 'partners', item: partner })}>{name}</a>
            <span>{path}</span>
          </li>
        ))}
      </ul>
      {flappedPartners.length > FIRST && !all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {numbers(locale).integer(flappedPartners.length)}
        </button>
      )}
    </Section>
  );
}
