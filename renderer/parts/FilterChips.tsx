/** What a measure is narrowed to: each condition can be taken away, and another one added. */
import { Popover, Select, Switch, TagsInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { MeasureFilter } from '../../analytics/api/documents/measure.ts';
import { DIMENSIONS, type DimensionId } from '../../analytics/api/documents/query.ts';
import { useCall } from '../transport/calls.ts';
import { Button } from './Button.tsx';
import styles from './FilterChips.module.css';
import { filterText } from './filterText.ts';

type Dimension = MeasureFilter['dim'];
type FilterBy<D extends Dimension> = Omit<MeasureFilter, 'dim'> & { readonly dim: D };

interface FilterChipsProps<D extends Dimension> {
  /** Of what is narrowed, for assistive technology. */
  readonly name: string;
  /** By what it can be narrowed. */
  readonly dims: readonly D[];
  readonly filters: readonly FilterBy<D>[];
  /** Asks at once for what to narrow it to. */
  readonly begins?: boolean;
  readonly onChange: (filters: FilterBy<D>[], label: string) => void;
}

export function FilterChips<D extends Dimension>({
  name,
  dims,
  filters,
  begins = false,
  onChange,
}: FilterChipsProps<D>) {
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
        dims={dims}
        begins={begins}
        onAdd={(filter) => onChange([...filters, filter], `${name}: only ${filterText(filter)}`)}
      />
    </>
  );
}

interface AddFilterProps<D extends Dimension> extends Pick<FilterChipsProps<D>, 'name' | 'dims'> {
  readonly begins: boolean;
  readonly onAdd: (filter: FilterBy<D>) => void;
}

function AddFilter<D extends Dimension>({ name, dims, begins, onAdd }: AddFilterProps<D>) {
  const [open, setOpen] = useState(begins);
  const [dim, setDim] = useState(() => dims.find((choice) => choice === 'family') ?? dims[0]!);
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
          data={dims.map((choice) => ({ value: choice, label: choice.replaceAll('_', ' ') }))}
          value={dim}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => {
            if (!next) return;
            setDim(next as D);
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
