/** What a plan says once: what it is called, when it is in force, in which money it pays, where it comes from, its region groups. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { Faults } from '../../../parts/Faults.tsx';
import { RegionGroups } from '../../../parts/RegionGroups.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useWorkspace } from '../../../shell/workspace.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { withGroupNamed, withoutGroup } from './groups.ts';
import styles from './Plan.module.css';
import { TermField } from './TermField.tsx';

const USUAL = 'usual';
const TABLES = [
  { value: USUAL, label: 'the rates of the policy' },
  { value: 'plan', label: 'plan rates' },
  { value: 'dated', label: 'dated rates' },
  { value: 'constant', label: 'constant rates' },
] as const;
const FX_DATES = [
  { value: 'event', label: 'of the day of the deal' },
  { value: 'period-end', label: 'of the last day of the period' },
] as const;

/** Changes of what the plan says once; what is undefined is left out of it. */
type Put = (part: { readonly [K in keyof IncentivePlan]?: IncentivePlan[K] | undefined }, label: string) => void;

interface PartProps {
  readonly plan: IncentivePlan;
  readonly put: Put;
}

export function TermsEditor() {
  const { draft, refused } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.document;
  const faults = refused.filter(({ place }) => /^(effective|currency|fx|source|regionGroups|name|example)/.test(place));
  const put: Put = (part, label) => {
    const said = Object.entries({ ...draft.present.plan, ...part }).filter(([, value]) => value !== undefined);
    edits?.setPlan(Object.fromEntries(said) as IncentivePlan, label);
  };
  return (
    <Section title="Name, dates and money" aside="of the whole plan">
      <Faults faults={faults} title="Not taken" />
      <dl className={styles.terms}>
        <TermField
          label="Name"
          place="name"
          value={plan.name}
          onSet={(name, label) => name !== undefined && put({ name }, label)}
        />
        <TermField
          label="In force from"
          place="effectiveFrom"
          value={plan.effectiveFrom}
          none="always"
          day
          onSet={(effectiveFrom, label) => put({ effectiveFrom }, label)}
        />
        <TermField
          label="In force to"
          place="effectiveTo"
          value={plan.effectiveTo}
          none="no end"
          day
          onSet={(effectiveTo, label) => put({ effectiveTo }, label)}
        />
        <Money plan={plan} put={put} />
        <Source plan={plan} put={put} />
        <dt>Id</dt>
        <dd title="What it goes by in files and in the terminal; it stays when the plan is renamed">
          <span className="mono">{plan.id}</span>
        </dd>
      </dl>
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

function Money({ plan, put }: PartProps) {
  const { policy } = useWorkspace();
  return (
    <>
      <TermField
        label="Paid in"
        place="currency"
        value={plan.currency}
        none={`${policy.baseCurrency}, as the network`}
        onSet={(currency, label) => put({ currency: currency?.toUpperCase() }, label)}
      />
      <dt>Converted at</dt>
      <dd>
        <Word
          name="Exchange rates"
          value={plan.fxTable ?? USUAL}
          choices={TABLES}
          onChoose={(table) =>
            put(
              { fxTable: table === USUAL ? undefined : table },
              `Converted at ${TABLES.find(({ value }) => value === table)!.label}`,
            )
          }
        />{' '}
        <Word
          name="Day of the exchange rate"
          value={plan.fxDate}
          choices={FX_DATES}
          onChoose={(fxDate) =>
            put({ fxDate }, `Converted at rates ${FX_DATES.find(({ value }) => value === fxDate)!.label}`)
          }
        />
      </dd>
    </>
  );
}

function Source({ plan: { source, example }, put }: PartProps) {
  return (
    <>
      <TermField
        label="Source"
        place="source.text"
        value={source?.text}
        none="none named"
        onSet={(text, label) => put({ source: text === undefined ? undefined : { ...source, text } }, label)}
      />
      {source && (
        <TermField
          label="Read on"
          place="source.on"
          value={source.on}
          none="no day"
          day
          onSet={(on, label) =>
            put({ source: on === undefined ? { text: source.text } : { ...source, on } }, `Source: ${label}`)
          }
        />
      )}
      {example && (
        <>
          <dt>Figures</dt>
          <dd>
            an example;{' '}
            <button type="button" className="link" onClick={() => put({ example: undefined }, 'No example any more')}>
              they are ours
            </button>
          </dd>
        </>
      )}
    </>
  );
}
