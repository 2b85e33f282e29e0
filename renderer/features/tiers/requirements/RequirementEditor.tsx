/** One requirement and what is inside of it: groups as words with their parts under them, tests as sentences. */

import { NumberInput, Select } from '@mantine/core';
import { IconPlus, IconRoute, IconX } from '@tabler/icons-react';
import type { Requirement } from '../../../../analytics/api/documents/tierProgram.ts';
import { windowLabel } from '../../../measures/windowText.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { NewTest } from './NewTest.tsx';
import { OtherRequirement } from './OtherRequirement.tsx';
import styles from './Requirements.module.css';
import { TestSentence } from './TestSentence.tsx';
import {
  asKind,
  type Group,
  type GroupKind,
  isGroup,
  isMetricTest,
  isScoreTest,
  kindOf,
  partsOf,
  withAdded,
  withoutPart,
  withPart,
} from './tree.ts';

interface RequirementEditorProps {
  readonly requirement: Requirement;
  /** Place in the document, for what was there in the baseline. */
  readonly place: string;
  /** Region groups that thresholds may follow. */
  readonly groups: readonly string[];
  /** Null takes it away. */
  readonly onChange: (requirement: Requirement | null, label: string) => void;
}

export function RequirementEditor({ requirement, place, groups, onChange }: RequirementEditorProps) {
  if (isGroup(requirement))
    return <GroupEditor group={requirement} place={place} groups={groups} onChange={onChange} />;
  const remove = (
    <IconButton icon={IconX} label="Take this requirement away" onClick={() => onChange(null, 'Requirement removed')} />
  );
  if (isMetricTest(requirement) || isScoreTest(requirement)) {
    return (
      <div className={styles.line}>
        <TestSentence test={requirement} place={place} groups={groups} onChange={onChange} />
        {remove}
      </div>
    );
  }
  const wrapped = wrappedIn(requirement);
  if (wrapped) {
    return (
      <div className={styles.group}>
        <div className={styles.line}>
          <span>{wrapped.words}</span>
          {remove}
        </div>
        <ul className={styles.parts}>
          <li>
            <RequirementEditor
              requirement={wrapped.part}
              place={`${place}.${wrapped.key}`}
              groups={groups}
              onChange={(next, label) =>
                onChange(next && ({ ...requirement, [wrapped.key]: next } as Requirement), label)
              }
            />
          </li>
        </ul>
      </div>
    );
  }
  return (
    <div className={styles.line}>
      <OtherRequirement requirement={requirement} onChange={onChange} />
      {remove}
    </div>
  );
}

/** The one requirement inside of another, and what the other says of it. */
function wrappedIn(requirement: Requirement): { key: string; part: Requirement; words: string } | null {
  if ('not' in requirement) return { key: 'not', part: requirement.not, words: 'not' };
  if ('anyDay' in requirement) {
    return { key: 'anyDay', part: requirement.anyDay, words: `on any day of the ${windowLabel(requirement.within)}` };
  }
  if ('inAny' in requirement) {
    const words = `in at least one ${requirement.inAny.replaceAll('_', ' ')}`;
    return { key: 'requirement', part: requirement.requirement, words };
  }
  return null;
}

const KINDS: readonly { readonly value: GroupKind; readonly label: string }[] = [
  { value: 'all', label: 'all of' },
  { value: 'any', label: 'any of' },
  { value: 'atLeast', label: 'at least' },
];
/** How the parts stand in the document. */
const KEYS: Readonly<Record<GroupKind, string>> = { all: 'all', any: 'any', atLeast: 'of' };

interface GroupEditorProps extends Omit<RequirementEditorProps, 'requirement'> {
  readonly group: Group;
}

function GroupEditor({ group, place, groups, onChange }: GroupEditorProps) {
  const kind = kindOf(group);
  const parts = partsOf(group);
  return (
    <div className={styles.group}>
      <div className={styles.line}>
        <Select
          aria-label="How many of these"
          className={styles.kind ?? ''}
          size="xs"
          data={KINDS}
          value={kind}
          allowDeselect={false}
          onChange={(next) => next && onChange(asKind(group, next as GroupKind), `Asks for ${next} of them`)}
        />
        {'atLeast' in group && (
          <NumberInput
            aria-label="At least so many"
            className={styles.count ?? ''}
            size="xs"
            hideControls
            min={1}
            max={parts.length}
            clampBehavior="strict"
            value={group.atLeast}
            onChange={(count) =>
              typeof count === 'number' &&
              count !== group.atLeast &&
              onChange({ ...group, atLeast: count }, `Asks for at least ${count}`)
            }
          />
        )}
        {group.label && <span className="mut">{group.label}</span>}
      </div>
      <ul className={styles.parts}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a requirement is its place in the document
          <li key={index}>
            <RequirementEditor
              requirement={part}
              place={`${place}.${KEYS[kind]}.${index}`}
              groups={groups}
              onChange={(next, label) =>
                onChange(next === null ? withoutPart(group, index) : withPart(group, index, next), label)
              }
            />
          </li>
        ))}
      </ul>
      <div className={styles.line}>
        <NewTest onAdd={(test, label) => onChange(withAdded(group, test), label)}>
          <Button small icon={IconPlus}>
            Add a test
          </Button>
        </NewTest>
        <NewTest
          onAdd={(test, label) => onChange(withAdded(group, kind === 'any' ? { all: [test] } : { any: [test] }), label)}
        >
          <Button small icon={IconRoute}>
            {kind === 'any' ? 'Add a path' : 'Add alternatives'}
          </Button>
        </NewTest>
      </div>
    </div>
  );
}
