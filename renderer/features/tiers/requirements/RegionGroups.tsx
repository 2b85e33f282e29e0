/** Countries or regions that share thresholds. */
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { RegionGroups as Groups } from '../../../parts/RegionGroups.tsx';
import { Section } from '../../../parts/Section.tsx';
import { withGroupName, withoutGroup } from './regions.ts';
import type { Propose } from './useProposal.ts';

interface RegionGroupsProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function RegionGroups({ program, propose }: RegionGroupsProps) {
  const set = (name: string, group: TierProgram['regionGroups'][string], label: string): void =>
    propose({ ...program, regionGroups: { ...program.regionGroups, [name]: group } }, label);
  return (
    <Section title="Region groups" basis="thresholds of their own, where a test is by region">
      <Groups
        groups={program.regionGroups}
        onGroup={set}
        onName={(from, to) => propose(withGroupName(program, from, to), `${from} is called ${to}`)}
        onRemove={(name) => propose(withoutGroup(program, name), `${name} removed`)}
        onAdd={(name, group) => set(name, group, 'Region group added')}
      />
    </Section>
  );
}
