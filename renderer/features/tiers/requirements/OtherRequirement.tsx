/** Requirements that are no plain test and hold no others: ranks, what people confirm, and named ones. */

import { TextInput } from '@mantine/core';
import type { RankTest, Requirement } from '../../../../analytics/api/documents/tierProgram.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import { windowLabel } from '../../../measures/windowText.ts';
import { useMetrics } from '../../../shell/workspace.ts';
import styles from './Requirements.module.css';

interface OtherRequirementProps {
  readonly requirement: Requirement;
  readonly onChange: (requirement: Requirement | null, label: string) => void;
}

export function OtherRequirement({ requirement, onChange }: OtherRequirementProps) {
  if ('rank' in requirement) return <Rank test={requirement} onChange={onChange} />;
  if ('attested' in requirement) {
    return (
      <div className={styles.sentence}>
        confirmed by people
        <TextInput
          aria-label="What is confirmed"
          size="xs"
          defaultValue={requirement.attested}
          maxLength={60}
          onBlur={({ currentTarget: { value } }) =>
            value.trim() !== requirement.attested &&
            onChange({ ...requirement, attested: value.trim() }, `Asks for ${value.trim()}`)
          }
        />
      </div>
    );
  }
  return <span>{'use' in requirement ? `as defined: ${requirement.use}` : null}</span>;
}

const PLACES = [
  { key: 'top', words: 'among the best', unit: 'count' },
  { key: 'topShare', words: 'among the best', unit: 'ratio' },
  { key: 'notBottomShare', words: 'not among the last', unit: 'ratio' },
] as const;

function Rank({ test, onChange }: { readonly test: RankTest; readonly onChange: OtherRequirementProps['onChange'] }) {
  const metrics = useMetrics();
  const used = PLACES.find(({ key }) => test[key] !== undefined) ?? PLACES[0];
  const value = test[used.key] ?? 1;
  return (
    <div className={styles.sentence}>
      {used.words}
      <FigureField
        label={`Place by ${test.rank.metric}`}
        unit={used.unit}
        value={String(value)}
        onSet={(next) => onChange({ ...test, [used.key]: Number(next) }, `Rank: ${used.words} ${next}`)}
      />
      of the {test.scope} by {(metrics.get(test.rank.metric)?.label ?? test.rank.metric).toLowerCase()}
      {test.rank.window && `, ${windowLabel(test.rank.window)}`}
    </div>
  );
}
