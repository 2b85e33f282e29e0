/** Finds one partner by name or id. `<PartnerPick value={id} onChange={(id) => …} />` */
import { Select } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useCall } from '../transport/calls.ts';

interface PartnerPickProps {
  readonly value: string | null;
  /** Of the partner chosen, where it is known: it need not be among those found. */
  readonly name?: string | undefined;
  readonly onChange: (partner: string | null) => void;
}

export function PartnerPick({ value, name, onChange }: PartnerPickProps) {
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search);
  const { data = [] } = useCall('dimension.values', { dim: 'partner', search: asked, limit: 50 });
  const found = data.flatMap(({ value: id, label }) => (id === null ? [] : [{ value: id, label }]));
  const listed = value === null || name === undefined || found.some(({ value: id }) => id === value);
  return (
    <Select
      label="Partner"
      placeholder="name or id"
      searchable
      clearable
      limit={50}
      data={listed ? found : [{ value, label: name }, ...found]}
      // The engine has searched, by id too, which the label does not show.
      filter={({ options }) => options}
      value={value}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  );
}
