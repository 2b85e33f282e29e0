/** Countries or regions that share thresholds. */
import { Select, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useCall } from '../../../transport/calls.ts';
import styles from './Requirements.module.css';
import { withGroupName, withNewGroup, withoutGroup } from './regions.ts';
import type { Propose } from './useProposal.ts';

interface RegionGroupsProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function RegionGroups({ program, propose }: RegionGroupsProps) {
  const groups = Object.entries(program.regionGroups);
  const countries = useCall('dimension.values', { dim: 'country', limit: 300 }, { enabled: groups.length > 0 });
  const regions = useCall('dimension.values', { dim: 'region', limit: 300 }, { enabled: groups.length > 0 });
  const namesOf = (dim: 'country' | 'region'): string[] =>
    ((dim === 'country' ? countries : regions).data ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  const set = (name: string, group: TierProgram['regionGroups'][string], label: string): void =>
    propose({ ...program, regionGroups: { ...program.regionGroups, [name]: group } }, label);
  return (
    <Section title="Region groups" basis="thresholds of their own, where a test is by region">
      {groups.map(([name, group]) => (
        <div key={name} className={styles.cohort}>
          <TextInput
            aria-label={`Name of ${name}`}
            size="xs"
            defaultValue={name}
            maxLength={60}
            onBlur={({ currentTarget: { value } }) =>
              value.trim() !== '' &&
              value.trim() !== name &&
              propose(withGroupName(program, name, value.trim()), `${name} is called ${value.trim()}`)
            }
          />
          <Select
            aria-label={`${name} by`}
            size="xs"
            data={['country', 'region']}
            value={group.dim}
            allowDeselect={false}
            onChange={(dim) => dim && set(name, { ...group, dim: dim as 'country' | 'region' }, `${name} by ${dim}`)}
          />
          <TagsInput
            aria-label={`Members of ${name}`}
            size="xs"
            data={namesOf(group.dim)}
            value={[...group.values]}
            onChange={(values) => set(name, { ...group, values }, `${name}: ${values.join(', ')}`)}
          />
          <IconButton
            icon={IconX}
            label={`Take ${name} away`}
            onClick={() => propose(withoutGroup(program, name), `${name} removed`)}
          />
        </div>
      ))}
      <Button
        small
        icon={IconPlus}
        onClick={() => propose({ ...program, regionGroups: withNewGroup(program.regionGroups) }, 'Region group added')}
      >
        Add a group
      </Button>
    </Section>
  );
}
