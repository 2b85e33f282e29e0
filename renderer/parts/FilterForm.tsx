/** One condition, asked for under a button: by what, which values, and whether it is all but these. */
import { Popover, Select, Switch, TagsInput } from '@mantine/core';
import { cloneElement, type ReactElement, type Ref, useRef, useState } from 'react';
import type { MeasureFilter } from '../../analytics/api/documents/measure.ts';
import { DIMENSIONS, type DimensionId } from '../../analytics/api/documents/query.ts';
import { NO_VALUE } from '../../analytics/present/labels.ts';
import { useCall } from '../transport/calls.ts';
import { Button } from './Button.tsx';
import styles from './FilterChips.module.css';

export type Dimension = MeasureFilter['dim'];
export type FilterBy<D extends Dimension> = Omit<MeasureFilter, 'dim'> & { readonly dim: D };

interface FilterFormProps<D extends Dimension> extends FieldsProps<D> {
  /** Open from the beginning. */
  readonly begins?: boolean;
  /** The button that it opens under. */
  readonly children: ReactElement<{ ref?: Ref<HTMLButtonElement>; onClick?: () => void }>;
}

export function FilterForm<D extends Dimension>({ begins = false, children, onFilter, ...fields }: FilterFormProps<D>) {
  const [open, setOpen] = useState(begins);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>{cloneElement(children, { ref: button, onClick: () => setOpen(!open) })}</Popover.Target>
      <Popover.Dropdown className={styles.filter}>
        <Fields
          {...fields}
          onFilter={(filter) => {
            setOpen(false);
            // What opened it from elsewhere may be gone: the hand goes on here.
            button.current?.focus();
            onFilter(filter);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface FieldsProps<D extends Dimension> {
  /** By what it can be narrowed. */
  readonly dims: readonly D[];
  /** The one that is changed; left out where one is added. */
  readonly filter?: FilterBy<D>;
  readonly onFilter: (filter: FilterBy<D>) => void;
}

function Fields<D extends Dimension>({ dims, filter, onFilter }: FieldsProps<D>) {
  const [dim, setDim] = useState(() => filter?.dim ?? dims.find((choice) => choice === 'family') ?? dims[0]!);
  const [values, setValues] = useState<string[]>(() => filter?.values.map((value) => value ?? NO_VALUE) ?? []);
  const [not, setNot] = useState(filter?.not ?? false);
  const known = useKnownValues(dim);
  return (
    <>
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
      <Switch size="xs" label="all but these" checked={not} onChange={(event) => setNot(event.currentTarget.checked)} />
      <Button
        kind="primary"
        disabled={values.length === 0}
        onClick={() =>
          onFilter({
            dim,
            values: values.map((value) => (value === NO_VALUE ? null : value)),
            ...(not ? { not: true } : {}),
          })
        }
      >
        {values.length === 0 ? 'Name a value' : 'Count only these'}
      </Button>
    </>
  );
}

function useKnownValues(dim: Dimension): string[] {
  const listed = (DIMENSIONS as readonly string[]).includes(dim);
  const { data = [] } = useCall(
    'dimension.values',
    { dim: listed ? (dim as DimensionId) : 'family', limit: 100 },
    { enabled: listed },
  );
  return listed ? [...new Set(data.flatMap(({ value }) => (value === null ? [] : [value])))] : [];
}
