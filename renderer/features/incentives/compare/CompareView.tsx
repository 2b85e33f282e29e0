/** Up to three plans on the same history, side by side: what they cost, who wins and loses, and what tells them apart. */
import { MultiSelect, Select } from '@mantine/core';
import { useMemo } from 'react';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords, payoutKindInSentence } from '../../../../analytics/present/labels.ts';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Frame, Progress } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { idsOf } from '../address.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { planWords } from '../plans.ts';
import styles from './Compare.module.css';
import { firstChoice } from './firstChoice.ts';
import { type ComparedRow, comparedGroups, kindsOfAll } from './rows.ts';
import { type Compared, MOST, useCompared } from './useCompared.ts';

/** Stands for what was paid in the list of what to compare with. */
const PAID = 'paid';

export default function CompareView() {
  const { open, plans } = useIncentiveWork();
  const { scenarios, held } = useAddress().extra;
  const ids = useMemo(
    () =>
      scenarios === undefined
        ? firstChoice(plans, open?.saved, MOST)
        : idsOf(scenarios).filter((id) => plans.some((plan) => plan.id === id)),
    [scenarios, plans, open?.saved],
  );
  const { compared, paid, pending, trouble, error } = useCompared(ids);
  // Where what was paid is not known, the first plan stands for it.
  const chosen = ids.findIndex((id) => String(id) === held);
  const base = chosen >= 0 ? chosen : trouble === null ? null : 0;
  if (plans.length === 0) return <Empty>Begin a plan, and it will stand here beside what was paid.</Empty>;
  return (
    <div className={styles.view}>
      <div className={styles.choice}>
        <MultiSelect
          label="Plans"
          description={`up to ${MOST}; the one open as it is worked on, the others as they were last saved`}
          data={plans.map((plan) => ({ value: String(plan.id), label: planWords(plan) }))}
          value={ids.map(String)}
          maxValues={MOST}
          // An empty choice is one too: the address says so with a plan that nobody has.
          onChange={(values) => changeExtra({ scenarios: values.join(',') || '0' }, { replace: true })}
        />
        <Select
          label="Compare with"
          description="what differences are told from"
          data={[
            ...(trouble === null ? [{ value: PAID, label: 'As paid' }] : []),
            ...(compared ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={base === null ? PAID : String(ids[base] ?? '')}
          allowDeselect={false}
          onChange={(id) => changeExtra({ held: id === null || id === PAID ? '' : id }, { replace: true })}
        />
      </div>
      {trouble !== null && <p className="warn">{trouble}</p>}
      {error && <Failed what="The plans could not be read" error={error} />}
      {compared?.map(
        ({ id, name, error: trouble }) =>
          trouble && <Failed key={id} what={`${name} could not be paid`} error={trouble} still="The others stand." />,
      )}
      {compared && !pending ? (
        <SideBySide compared={compared} paid={paid} base={base} />
      ) : (
        !error && <Waiting compared={compared ?? []} />
      )}
      {compared && <Differences compared={compared} />}
    </div>
  );
}

/** Each plan is paid over the whole of history, which takes its time on first sight. */
function Waiting({ compared }: { readonly compared: readonly Compared[] }) {
  const paid = compared.filter(({ simulation }) => simulation !== undefined).length;
  return (
    <>
      <Progress stage="Paying history under each plan" done={paid} total={compared.length} unit="plans" />
      <Frame rows={14} />
    </>
  );
}

interface SideBySideProps {
  readonly compared: readonly Compared[];
  readonly paid: IncentiveSimulation | null;
  /** The place of the plan that all are held against; null for what was paid. */
  readonly base: number | null;
}

function SideBySide({ compared, paid, base }: SideBySideProps) {
  const locale = useLocale();
  const simulations = compared.map(({ simulation }) => simulation);
  const groups = comparedGroups({ simulations, paid, base }, locale);
  const basis = simulations.find((simulation) => simulation)?.basis;
  const against = base === null ? 'As paid' : (compared[base]?.name ?? '');
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
        `${basis.period.label}, ${basis.currency}; all payouts of ${kindsOfAll(simulations).map(payoutKindInSentence).join(', ')}; differences are to ${against}`
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
                {paid && (
                  <th scope="col" className="num">
                    As paid
                  </th>
                )}
                {compared.map(({ id, name }, index) => (
                  <th key={id} scope="col" className="num">
                    {name}
                    {index === base && <span className="mut"> (compared with)</span>}
                  </th>
                ))}
              </tr>
            </thead>
            {groups.map(({ title, rows }) => (
              <tbody key={title}>
                <tr className={styles.group}>
                  <th scope="rowgroup" colSpan={compared.length + (paid ? 2 : 1)}>
                    {title}
                  </th>
                </tr>
                {rows.map((row) => (
                  <Row key={row.label} row={row} compared={compared} paid={paid !== null} />
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
  /** Whether what was paid has a column. */
  readonly paid: boolean;
}

function Row({ row: { label, paid: before, cells }, compared, paid }: RowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {paid && <td className="num mut">{before}</td>}
      {compared.map(({ id }, index) => {
        const cell = cells[index];
        return (
          <td key={id} className="num" title={cell?.words}>
            {cell ? cell.text : '…'} <span className={`${styles.difference} ${cell?.tone}`}>{cell?.difference}</span>
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
    <Section title="Rules that differ" basis={`each beside ${first.name}`}>
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
