/** When the plan is in force, in which money it pays, where it comes from, and its region groups. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { Faults } from '../../../parts/Faults.tsx';
import { RegionGroups } from '../../../parts/RegionGroups.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useIncentiveWork, usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { formerValue } from './baseline.ts';
import { withGroupNamed, withoutGroup } from './groups.ts';
import styles from './Plan.module.css';
import { Value } from './Value.tsx';

const USUAL = 'usual';
const TABLES = [
  { value: USUAL, label: 'the rates of the policy' },
  { value: 'plan', label: 'plan rates' },
  { value: 'dated', label: 'dated rates' },
  { value: 'constant', label: 'constant rates' },
] as const;
const FX_DATES = [
  { value: 'event', label: 'the day of the deal' },
  { value: 'period-end', label: 'the last day of the period' },
] as const;

/** What the plan says once, and may leave out. */
type Optional = 'effectiveFrom' | 'effectiveTo' | 'currency' | 'fxTable' | 'source' | 'example';

export function TermsEditor() {
  const { simulation } = useIncentiveWork();
  const { draft, refused } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.document;
  const today = new Date().toISOString().slice(0, 10);
  const { period = { from: today, to: today }, currency = 'EUR' } = simulation.data?.basis ?? {};
  const faults = refused.filter(({ place }) => /^(effective|currency|fx|source|regionGroups|name|example)/.test(place));
  const put = (part: Partial<IncentivePlan>, label: string): void =>
    edits?.setPlan({ ...draft.present.plan, ...part }, label);
  const drop = (key: Optional, label: string): void => {
    const { [key]: _, ...rest } = draft.present.plan;
    edits?.setPlan(rest as IncentivePlan, label);
  };
  return (
    <Section title="In force, and in which money" aside="of the whole plan">
      <Faults faults={faults} title="Not taken" />
      <p className={styles.sentence}>
        In force from{' '}
        {plan.effectiveFrom === undefined ? (
          <Link text="a first day" onClick={() => put({ effectiveFrom: period.from }, 'In force from a day on')} />
        ) : (
          <Text
            name="In force from"
            place="effectiveFrom"
            value={plan.effectiveFrom}
            off="always"
            onDrop={() => drop('effectiveFrom', 'In force from the beginning')}
          />
        )}{' '}
        to{' '}
        {plan.effectiveTo === undefined ? (
          <Link text="a last day" onClick={() => put({ effectiveTo: period.to }, 'In force until a day')} />
        ) : (
          <Text
            name="In force to"
            place="effectiveTo"
            value={plan.effectiveTo}
            off="open"
            onDrop={() => drop('effectiveTo', 'In force without an end')}
          />
        )}
        . Paid in{' '}
        {plan.currency === undefined ? (
          <Link text="another currency" onClick={() => put({ currency }, `Paid in ${currency}`)} />
        ) : (
          <Text
            name="Currency of the plan"
            place="currency"
            value={plan.currency}
            off="the network’s"
            onDrop={() => drop('currency', 'Paid in the network’s currency')}
          />
        )}
        , sales converted at{' '}
        <Word
          name="Exchange rates"
          value={plan.fxTable ?? USUAL}
          choices={TABLES}
          onChoose={(table) =>
            table === USUAL
              ? drop('fxTable', 'At the rates of the policy')
              : put({ fxTable: table }, `At ${TABLES.find(({ value }) => value === table)!.label}`)
          }
        />{' '}
        of{' '}
        <Word
          name="Day of the exchange rate"
          value={plan.fxDate}
          choices={FX_DATES}
          onChoose={(fxDate) =>
            put({ fxDate }, `Converted at ${FX_DATES.find(({ value }) => value === fxDate)!.label}`)
          }
        />
        .{' '}
        {plan.source === undefined ? (
          <>
            It names{' '}
            <Link text="no source" onClick={() => put({ source: { text: 'Program terms' } }, 'A source named')} />.
          </>
        ) : (
          <>
            After{' '}
            <Text
              name="Source of the plan"
              place="source.text"
              value={plan.source.text}
              off="no source"
              onDrop={() => drop('source', 'No source')}
            />
            , read{' '}
            {plan.source.on === undefined ? (
              <Link
                text="on a day"
                onClick={() => put({ source: { ...plan.source!, on: today } }, 'The day on which the source was read')}
              />
            ) : (
              <Text
                name="Source read on"
                place="source.on"
                value={plan.source.on}
                off="no day"
                onDrop={() => put({ source: { text: plan.source!.text } }, 'No day of the source')}
              />
            )}
            .
          </>
        )}
        {plan.example && (
          <>
            {' '}
            Its figures are an example (
            <Link text="they are ours" onClick={() => drop('example', 'No example any more')} />
            ).
          </>
        )}
      </p>
      <p className={styles.caption}>Region groups, for rates by region</p>
      <RegionGroups
        groups={plan.regionGroups}
        onGroup={(name, group, label) => put({ regionGroups: { ...plan.regionGroups, [name]: group } }, label)}
        onName={(from, to) => edits?.setPlan(withGroupNamed(draft.present.plan, from, to), `${from} is called ${to}`)}
        onRemove={(name) => edits?.setPlan(withoutGroup(draft.present.plan, name), `${name} removed`)}
        onAdd={(name, group) => put({ regionGroups: { ...plan.regionGroups, [name]: group } }, 'Region group added')}
      />
    </Section>
  );
}

function Link({ text, onClick }: { readonly text: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {text}
    </button>
  );
}

interface TextProps {
  readonly name: string;
  readonly place: string;
  readonly value: string;
  /** What stands there without it. */
  readonly off: string;
  readonly onDrop: () => void;
}

/** A day or a word of the plan, and the way to do without. */
function Text({ name, place, value, off, onDrop }: TextProps) {
  const { draft, baseline } = usePlanWork();
  const edits = useEdits();
  return (
    <>
      <Value
        name={name}
        value={value}
        unit="text"
        figure="edge"
        was={formerValue(draft.document.plan, baseline.scenario.plan, place)}
        onSet={(next, text, gesture) => edits?.set(place, next, `${name} ${text}`, gesture)}
      />{' '}
      (
      <button type="button" className="link" aria-label={`${name}: ${off}`} onClick={onDrop}>
        {off}
      </button>
      )
    </>
  );
}
