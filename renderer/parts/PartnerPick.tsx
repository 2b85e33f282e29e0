/** Finds one partner by name or id. `<PartnerPick value={id} onChange={(id) => …} />` */
import { Select } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useCall } from '../transport/calls.ts';

interface PartnerPickProps {
  readonly value: string | null;
  readonly onChange: (partner: string | null) => void;
}

export function PartnerPick({ value, onChange }: PartnerPickProps) {
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search);
  const { data = [] } = useCall('dimension.values', { dim: 'partner', search: asked, limit: 50 });
  const found = data.flatMap(({ value: id, label }) => (id === null ? [] : [{ value: id, label }]));
  return (
    <Select
      label="Partner"
      placeholder="name or id"
      searchable
      clearable
      limit={50}
      data={found}
      // The engine has searched, by id too, which the label does not show.
      filter={({ options }) => options}
      value={value}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  );
}
