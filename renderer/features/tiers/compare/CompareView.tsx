/** Up to four programs under the same conditions, side by side: levels, moves, cost, and what tells them apart. */
import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { SavedProgram } from '../../../../analytics/api/tiers.ts';
import { formatDate, formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Settled } from '../../../parts/states.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Compare.module.css';
import { Differences } from './Differences.tsx';
import { type ComparedRow, comparedRows } from './rows.ts';
import { type Compared, MOST, useCompared } from './useCompared.ts';

export default function CompareView() {
  const { saved } = useTierWork();
  const query = useCall('tier.saved', {});
  return (
    <Settled query={query} what="The saved programs could not be listed">
      {(programs) =>
        programs.length < 2 ? (
          <Empty>Save a second scenario to compare it with this one.</Empty>
        ) : (
          <Choice key={saved.id} programs={programs} own={saved.id} />
        )
      }
    </Settled>
  );
}

function Choice({ programs, own }: { readonly programs: readonly SavedProgram[]; readonly own: number }) {
  const [chosen, choose] = useState(() => firstChoice(programs, own));
  const compared = useCompared(chosen);
  return (
    <div className={styles.view}>
      <MultiSelect
        label="Programs and scenarios"
        description={`up to ${MOST}, as they were last saved`}
        data={programs.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chosen.map(String)}
        maxValues={MOST}
        onChange={(values) => choose(values.map(Number))}
      />
      {compared.map(
        ({ id, name, error }) =>
          error && <Failed key={id} what={`${name} could not be simulated`} error={error} still="The others stand." />,
      )}
      <SideBySide compared={compared} />
      <Differences compared={compared} />
    </div>
  );
}

/** The program open, what it started from, then the newest others. */
function firstChoice(programs: readonly SavedProgram[], own: number): number[] {
  const baseline = programs.find(({ id }) => id === own)?.baseline;
  const others = programs.map(({ id }) => id).filter((id) => id !== own && id !== baseline);
  return [...(baseline === null || baseline === undefined ? [] : [baseline]), own, ...others].slice(0, 3);
}

function SideBySide({ compared }: { readonly compared: readonly Compared[] }) {
  const locale = useLocale();
  const [first] = compared;
  const basis = compared.find(({ simulation }) => simulation)?.simulation?.basis;
  useScreenStatus(
    basis
      ? {
          basis: `${countWords(compared.length, 'program', locale)} against ${basis.against}`,
          window: formatRange(basis.from, basis.to, locale),
          population: countWords(basis.population, 'partner', locale),
        }
      : {},
  );
  if (!first) return <Empty>Choose the programs to compare.</Empty>;
  const groups = comparedRows(compared, locale);
  return (
    <Section
      title="Side by side"
      basis={
        basis &&
        `${countWords(basis.population, 'partner', locale)} on ${formatDate(basis.asOf, locale)}, against ${basis.against}; differences are to ${first.name}`
      }
      busy={compared.some(({ busy }) => busy)}
    >
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              {compared.map(({ id, name }) => (
                <th key={id} scope="col" className="num">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ title, rows }) => (
            <tbody key={title}>
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={compared.length + 1}>
                  {title}
                </th>
              </tr>
              {rows.map((row) => (
                <Row key={row.label} row={row} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </Section>
  );
}

function Row({ row: { label, cells } }: { readonly row: ComparedRow }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {cells.map(({ id, text, difference, tone }) => (
        <td key={id} className="num">
          {text} {difference && <span className={tone}>{difference}</span>}
        </td>
      ))}
    </tr>
  );
}
