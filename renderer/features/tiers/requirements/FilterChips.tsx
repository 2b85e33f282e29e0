/** What a measure is narrowed to: each condition can be taken away, and another one added. */
import { Popover, Select, Switch, TagsInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { MeasureFilter } from '../../../../analytics/api/documents/measure.ts';
import { DIMENSIONS, type DimensionId } from '../../../../analytics/api/documents/query.ts';
import { Button } from '../../../parts/Button.tsx';
import { useCall } from '../../../transport/calls.ts';
import { filterText } from './filterText.ts';
import styles from './Requirements.module.css';

interface FilterChipsProps {
  /** Of the measure, for assistive technology. */
  readonly name: string;
  readonly filters: readonly MeasureFilter[];
  readonly onChange: (filters: MeasureFilter[], label: string) => void;
}

/** By what the rows of one partner can be told apart. */
const CHOICES: readonly MeasureFilter['dim'][] = [
  'product',
  'family',
  'category',
  'motion',
  'route',
  'role',
  'deal_country',
  'stage',
  'currency',
  'kind',
  'program',
  'certification',
  'certification_level',
];

export function FilterChips({ name, filters, onChange }: FilterChipsProps) {
  return (
    <>
      {filters.map((filter, index) => (
        <button
          key={JSON.stringify(filter)}
          type="button"
          className={styles.chip}
          title={`Take away: ${filterText(filter)}`}
          onClick={() =>
            onChange(
              filters.filter((_, at) => at !== index),
              `${name}: not only ${filterText(filter)}`,
            )
          }
        >
          {filterText(filter)} <IconX size={11} stroke={1.8} aria-hidden="true" />
        </button>
      ))}
      <AddFilter
        name={name}
        onAdd={(filter) => onChange([...filters, filter], `${name}: only ${filterText(filter)}`)}
      />
    </>
  );
}

function AddFilter({ name, onAdd }: { readonly name: string; readonly onAdd: (filter: MeasureFilter) => void }) {
  const [open, setOpen] = useState(false);
  const [dim, setDim] = useState<MeasureFilter['dim']>('family');
  const [values, setValues] = useState<string[]>([]);
  const [not, setNot] = useState(false);
  const listed = (DIMENSIONS as readonly string[]).includes(dim);
  const { data = [] } = useCall(
    'dimension.values',
    { dim: listed ? (dim as DimensionId) : 'family', limit: 100 },
    { enabled: open && listed },
  );
  const known = listed ? [...new Set(data.flatMap(({ value }) => (value === null ? [] : [value])))] : [];
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          aria-label={`Count only some rows of ${name}`}
          onClick={() => setOpen(!open)}
        >
          <IconFilter size={11} stroke={1.8} aria-hidden="true" /> only…
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.filter}>
        <Select
          label="Rows by"
          size="xs"
          data={CHOICES.map((choice) => ({ value: choice, label: choice.replaceAll('_', ' ') }))}
          value={dim}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => {
            if (!next) return;
            setDim(next as MeasureFilter['dim']);
            setValues([]);
          }}
        />
        <TagsInput
          label="is one of"
          size="xs"
          data={known}
          value={values}
          comboboxProps={{ withinPortal: false }}
          onChange={setValues}
        />
        <Switch
          size="xs"
          label="all but these"
          checked={not}
          onChange={(event) => setNot(event.currentTarget.checked)}
        />
        <Button
          kind="primary"
          disabled={values.length === 0}
          onClick={() => {
            setOpen(false);
            setValues([]);
            onAdd({ dim, values, ...(not ? { not: true } : {}) });
          }}
        >
          {values.length === 0 ? 'Name a value' : 'Count only these'}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
