/** Values of a dimension to be ticked, found by typing. `<DimensionChecks dim="type" chosen={…} onChange={…} />` */
import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DimensionId } from '../../analytics/api/documents/query.ts';
import { NO_VALUE } from '../../analytics/present/labels.ts';
import { useCall } from '../transport/calls.ts';
import styles from './DimensionChecks.module.css';

interface DimensionChecksProps {
  readonly dim: DimensionId;
  readonly chosen: readonly (string | null)[];
  readonly onChange: (chosen: readonly (string | null)[]) => void;
}

export function DimensionChecks({ dim, chosen, onChange }: DimensionChecksProps) {
  const [search, setSearch] = useState('');
  const { data } = useCall('dimension.values', { dim, search, limit: 100 });
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Search values"
        placeholder="Search"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={styles.list}>
        {data?.map(({ value, label, partners }) => (
          <Checkbox
            key={value ?? NO_VALUE}
            label={
              <>
                {label} {dim !== 'partner' && <span className="mut">{partners.toLocaleString('en')}</span>}
              </>
            }
            checked={chosen.includes(value)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
        ))}
        {data?.length === 0 && <p className="mut">No value like “{search}”.</p>}
      </div>
    </>
  );
}
