/** What counts for a line: which sales, which partners, in which role. Shown under its sentence, where it is read too. */
import { MultiSelect } from '@mantine/core';
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { MeasureFilter } from '../../../../analytics/api/documents/measure.ts';
import type { DimensionId } from '../../../../analytics/api/documents/query.ts';
import { FilterChips } from '../../../parts/FilterChips.tsx';
import styles from './Plan.module.css';
import { ROLES, ROW_CHOICES, type RowChoice, withChoice } from './rowChoices.ts';
import { Value } from './Value.tsx';

const SALES: readonly MeasureFilter['dim'][] = [
  'family',
  'product',
  'category',
  'motion',
  'route',
  'deal_country',
  'level_at_event',
  'stage',
  'currency',
];

const PARTNERS: readonly DimensionId[] = [
  'level',
  'segment',
  'type',
  'region',
  'country',
  'city',
  'owner',
  'parent',
  'partner',
];

interface RowsEditorProps {
  readonly line: PlanLine;
  readonly former: PlanLine | null;
  readonly onChange: (line: PlanLine, label: string) => void;
}

export function RowsEditor({ line, former, onChange }: RowsEditorProps) {
  const { on, where } = line;
  return (
    <div className={styles.rows}>
      <p className={styles.sentence}>
        Counts{' '}
        {ROW_CHOICES.map((choice, at) => (
          <span key={choice.name}>
            {at > 0 && ', '}
            <Choice choice={choice} line={line} former={former} onChange={onChange} />
          </span>
        ))}
        .
      </p>
      <div className={styles.chips}>
        <span>Sales</span>
        <FilterChips
          name="Sales"
          dims={SALES}
          filters={on.filter}
          onChange={(filter, label) => onChange({ ...line, on: { ...on, filter } }, label)}
        />
      </div>
      <div className={styles.chips}>
        <span>Partners</span>
        <FilterChips
          name="Partners"
          dims={PARTNERS}
          filters={where}
          onChange={(filters, label) => onChange({ ...line, where: filters }, label)}
        />
      </div>
      <MultiSelect
        label="In the deal as"
        placeholder={on.roles ? '' : 'anything but its distributor'}
        data={ROLES}
        value={on.roles ?? []}
        onChange={(roles) => {
          const { roles: _, ...rest } = on;
          const chosen = ROLES.filter((role) => roles.includes(role));
          onChange(
            { ...line, on: chosen.length > 0 ? { ...rest, roles: chosen } : rest },
            chosen.length > 0 ? `as ${chosen.join(' or ')}` : 'in any role',
          );
        }}
      />
    </div>
  );
}

function Choice({ choice, line, former, onChange }: RowsEditorProps & { readonly choice: RowChoice }) {
  const { name, options, read } = choice;
  const value = read(line.on);
  const was = former ? read(former.on) : value;
  return (
    <Value
      name={name}
      value={value}
      unit="text"
      figure="edge"
      choices={options}
      was={was === value ? undefined : was}
      onSet={(next, text) => onChange(withChoice(line, choice, String(next)), text)}
    />
  );
}
