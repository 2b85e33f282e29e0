/** By what the figures are cut: one choice in sight, a second one to cross it with. */
import { Select } from '@mantine/core';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { MetricInfo } from '../../../analytics/api/results.ts';
import { capital } from '../../../analytics/present/capital.ts';
import { Segmented } from '../../parts/Button.tsx';
import { change, useAddress } from '../../shell/location.ts';
import { useDimensions } from '../../shell/workspace.ts';
import styles from './Scorecards.module.css';
import { useCuts } from './useCuts.ts';
import { CUTS } from './view.ts';

interface CutBarProps {
  readonly by: readonly DimensionId[];
  readonly lead: MetricInfo | undefined;
}

const ALONE = 'alone';

export function CutBar({ by, lead }: CutBarProps) {
  const { sort } = useAddress();
  const dimensions = useDimensions();
  const { offered } = useCuts();
  const [first = 'partner', second] = by;
  const label = (dim: DimensionId): string => dimensions.get(dim)?.label ?? dim;
  const shown = offered.includes(first) ? offered : [...offered, first];
  const cut = (next: readonly DimensionId[]): void => {
    // A sort by the name of the former cut has nothing to sort any more.
    const keep = sort && !CUTS.some((dim) => sort.key.startsWith(dim));
    change({ by: next, ...(keep ? {} : { sort: null }) });
  };
  const crossable = [...dimensions.values()].filter(
    ({ id }) => id !== first && (lead === undefined || lead.dimensions.includes(id)),
  );
  return (
    <>
      <Segmented
        label="Cut by"
        value={first}
        options={shown.map((dim) => ({
          value: dim,
          label: capital(label(dim).replace('Product ', '')),
        }))}
        onChange={(dim) => cut(second && second !== dim ? [dim, second] : [dim])}
      />
      <Select
        className={styles.cross}
        aria-label="Crossed with"
        searchable
        value={second ?? ALONE}
        data={[
          { value: ALONE, label: 'not crossed' },
          ...crossable.map(({ id }) => ({ value: id, label: `× ${label(id).toLowerCase()}` })),
        ]}
        onChange={(value) => cut(value === null || value === ALONE ? [first] : [first, value as DimensionId])}
      />
    </>
  );
}
