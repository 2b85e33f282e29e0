/** Up to three plans on the same history, side by side: what they cost, who wins and loses, and what tells them apart. */
import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Frame } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { idsOf } from '../address.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { planWords } from '../plans.ts';
import styles from './Compare.module.css';
import { firstChoice } from './firstChoice.ts';
import { type ComparedRow, comparedGroups, kindsAlike } from './rows.ts';
import { type Compared, MOST, useCompared } from './useCompared.ts';

export default function CompareView() {
  const { open, plans } = useIncentiveWork();
  const { scenarios } = useAddress().extra;
  const ids = useMemo(
    () =>
      scenarios === undefined
        ? firstChoice(plans, open?.saved, MOST)
        : idsOf(scenarios).filter((id) => plans.some((plan) => plan.id === id)),
    [scenarios, plans, open?.saved],
  );
  const { compared, error } = useCompared(ids);
  if (plans.length === 0) return <Empty>Begin a plan, and it will stand here beside what was paid.</Empty>;
  return (
    <div className={styles.view}>
      <MultiSelect
        className={styles.plans ?? ''}
        label="Plans"
        description={`up to ${MOST}; the one open as it is worked on, the others as they were last saved`}
        data={plans.map((plan) => ({ value: String(plan.id), label: planWords(plan) }))}
        value={ids.map(String)}
        maxValues={MOST}
        // An empty choice is one too: the address says so with a plan that nobody has.
        onChange={(values) => changeExtra({ scenarios: values.join(',') || '0' }, { replace: true })}
      />
      {error && <Failed what="The plans could not be read" error={error} />}
      {compared?.map(
        ({ id, name, error: trouble }) =>
          trouble && <Failed key={id} what={`${name} could not be paid`} error={trouble} still="The others stand." />,
      )}
      {compared ? <SideBySide compared={compared} /> : !error && <Frame rows={14} />}
      {compared && <Differences compared={compared} />}
    </div>
  );
}

function SideBySide({ compared }: { readonly compared: readonly Compared[] }) {
  const { against } = useIncentiveWork();
  const locale = useLocale();
  const groups = comparedGroups(
    compared.map(({ simulation }) => simulation),
    locale,
  );
  const alike = kindsAlike(compared.map(({ simulation }) => simulation));
  const basis = compared.find(({ simulation }) => simulation)?.simulation?.basis;
  useScreenStatus(
    basis
      ? {
          basis: `${countWords(compared.length, 'plan', locale)} beside ${against}, ${basis.currency}`,
          window: formatRange(basis.period.from, basis.period.to, locale),
          population: countWords(basis.partners, 'partner', locale),
        }
      : {},
  );
  if (compared.length === 0) return <Empty>Choose the plans to compare.</Empty>;
  return (
    <Section
      title="Side by side"
      basis={
        basis &&
        `${basis.period.label}, ${basis.currency}; differences are to ${against}${alike ? '' : ' of the kinds that each plan pays'}`
      }
      busy={compared.some(({ busy }) => busy)}
    >
      {groups.length === 0 ? (
        <Frame rows={14} />
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <td />
                {alike && (
                  <th scope="col" className="num">
                    {against}
                  </th>
                )}
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
                  <th scope="rowgroup" colSpan={compared.length + (alike ? 2 : 1)}>
                    {title}
                  </th>
                </tr>
                {rows.map((row) => (
                  <Row key={row.label} row={row} compared={compared} alike={alike} />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </Section>
  );
}

interface RowProps {
  readonly row: ComparedRow;
  readonly compared: readonly Compared[];
  /** Whether there is one thing that all are compared with. */
  readonly alike: boolean;
}

function Row({ row: { label, before, cells }, compared, alike }: RowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {alike && <td className="num mut">{before}</td>}
      {compared.map(({ id }, index) => {
        const cell = cells[index];
        return (
          <td key={id} className="num">
            {cell ? cell.text : '…'} {cell?.difference && <span className={cell.tone}>{cell.difference}</span>}
          </td>
        );
      })}
    </tr>
  );
}

/** What tells each plan apart from the first one, rule by rule. */
function Differences({ compared }: { readonly compared: readonly Compared[] }) {
  const [first, ...others] = compared;
  if (!first || others.length === 0) return null;
  return (
    <Section title="Rules that differ" basis={`from ${first.name}`}>
      <div className={styles.differences}>
        {others.map(({ id, name, changes }) => (
          <div key={id} className={styles.changes}>
            <h3>{name}</h3>
            {changes === undefined && <p className="mut">on its way</p>}
            {changes?.length === 0 && <Empty>The same rules.</Empty>}
            <ul>
              {changes?.map(({ place, label, sentence }) => (
                <li key={`${place} ${label}`}>{sentence}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}
