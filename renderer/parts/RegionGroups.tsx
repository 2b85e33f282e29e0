/** Countries or regions that share figures of their own in a document. */
import { Select, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useCall } from '../transport/calls.ts';
import { Button, IconButton } from './Button.tsx';
import styles from './RegionGroups.module.css';
import { type Groups, newGroup, type RegionGroup } from './regionGroups.ts';

interface RegionGroupsProps {
  readonly groups: Groups;
  readonly onGroup: (name: string, group: RegionGroup, label: string) => void;
  readonly onName: (from: string, to: string) => void;
  readonly onRemove: (name: string) => void;
  readonly onAdd: (name: string, group: RegionGroup) => void;
}

export function RegionGroups({ groups, onGroup, onName, onRemove, onAdd }: RegionGroupsProps) {
  const countries = useCall('dimension.values', { dim: 'country', limit: 300 });
  const regions = useCall('dimension.values', { dim: 'region', limit: 300 });
  const namesOf = (dim: RegionGroup['dim']): string[] =>
    ((dim === 'country' ? countries : regions).data ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  return (
    <>
      {Object.entries(groups).map(([name, group]) => (
        <div key={name} className={styles.group}>
          <TextInput
            className={styles.name ?? ''}
            aria-label={`Name of ${name}`}
            size="xs"
            defaultValue={name}
            maxLength={60}
            onBlur={({ currentTarget: { value } }) => {
              if (value.trim() !== '' && value.trim() !== name) onName(name, value.trim());
            }}
          />
          <Select
            className={styles.by ?? ''}
            aria-label={`${name} by`}
            size="xs"
            data={['country', 'region']}
            value={group.dim}
            allowDeselect={false}
            onChange={(dim) =>
              dim && onGroup(name, { ...group, dim: dim as 'country' | 'region' }, `${name} by ${dim}`)
            }
          />
          <TagsInput
            className={styles.members ?? ''}
            aria-label={`Members of ${name}`}
            size="xs"
            data={namesOf(group.dim)}
            value={group.values}
            onChange={(values) =>
              values.length > 0 && onGroup(name, { ...group, values }, `${name}: ${values.join(', ')}`)
            }
          />
          <IconButton icon={IconX} label={`Take ${name} away`} onClick={() => onRemove(name)} />
        </div>
      ))}
      <Button
        small
        icon={IconPlus}
        onClick={() => {
          const { name, group } = newGroup(groups, namesOf('country'));
          onAdd(name, group);
        }}
      >
        Add a group
      </Button>
    </>
  );
}
