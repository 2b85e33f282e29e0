/** What a measure is narrowed to: each condition is changed where it stands or taken away, and another one added. */
import { IconFilter, IconX } from '@tabler/icons-react';
import styles from './FilterChips.module.css';
import { type Dimension, type FilterBy, FilterForm } from './FilterForm.tsx';
import { filterText } from './filterText.ts';

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
        <span key={keyAt(filters, index)} className={`${styles.chip} ${styles.set}`}>
          <FilterForm
            dims={dims}
            filter={filter}
            onFilter={(next) => onChange(filters.with(index, next), `${name}: only ${filterText(next)}`)}
          >
            <button type="button" className={styles.words} aria-label={`Change: ${filterText(filter)}`}>
              {filterText(filter)}
            </button>
          </FilterForm>
          <button
            type="button"
            className={styles.away}
            aria-label={`Take away: ${filterText(filter)}`}
            onClick={() =>
              onChange(
                filters.filter((_, at) => at !== index),
                `${name}: not only ${filterText(filter)}`,
              )
            }
          >
            <IconX size={11} stroke={1.8} aria-hidden="true" />
          </button>
        </span>
      ))}
      <FilterForm
        dims={dims}
        begins={begins}
        onFilter={(filter) => onChange([...filters, filter], `${name}: only ${filterText(filter)}`)}
      >
        <button type="button" className={styles.chip} aria-label={`Count only some rows of ${name}`}>
          <IconFilter size={11} stroke={1.8} aria-hidden="true" /> only…
        </button>
      </FilterForm>
    </>
  );
}

/** The same while its values change, so that the hand stays where it is. */
function keyAt(filters: readonly { readonly dim: string }[], index: number): string {
  const { dim } = filters[index]!;
  return `${dim} ${filters.slice(0, index).filter((before) => before.dim === dim).length}`;
}
