/** Cohorts that keep what they had, until a day; each can be switched off to see what it does. */
import { Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Grandfather, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import styles from './Requirements.module.css';
import type { Propose } from './useProposal.ts';

interface GrandfatherEditorProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function GrandfatherEditor({ program, propose }: GrandfatherEditorProps) {
  const cohorts = program.grandfather;
  const set = (next: readonly Grandfather[], label: string): void =>
    propose({ ...program, grandfather: [...next] }, label);
  const change = (index: number, part: Partial<Grandfather>, label: string): void =>
    set(
      cohorts.map((cohort, at) => (at === index ? { ...cohort, ...part } : cohort)),
      label,
    );
  return (
    <Section title="Honoured" basis="who keeps the level held on a day, and until when">
      {cohorts.map((cohort, index) => {
        const name = cohort.label ?? cohort.id;
        return (
          <div key={cohort.id} className={styles.cohort}>
            <Switch
              size="xs"
              label={name}
              checked={cohort.enabled}
              onChange={({ currentTarget: { checked } }) =>
                change(index, { enabled: checked }, `${checked ? 'Honours' : 'Does not honour'} ${name}`)
              }
            />
            <Day
              label={`Level held on (${name})`}
              short="held on"
              value={cohort.heldOn ?? ''}
              onSet={(heldOn) => change(index, { heldOn }, `${name}: held on ${heldOn}`)}
            />
            <Day
              label={`Honoured until (${name})`}
              short="until"
              value={cohort.until}
              onSet={(until) => change(index, { until }, `${name}: until ${until}`)}
            />
            <IconButton
              icon={IconX}
              label={`Take ${name} away`}
              onClick={() =>
                set(
                  cohorts.filter((_, at) => at !== index),
                  `${name} no longer honoured`,
                )
              }
            />
          </div>
        );
      })}
      <Button small icon={IconPlus} onClick={() => set([...cohorts, newCohort(program)], 'Levels of a day honoured')}>
        Honour the levels of a day
      </Button>
    </Section>
  );
}

/** The levels held when the program begins, for its first year. */
function newCohort({ grandfather, effectiveFrom }: TierProgram): Grandfather {
  const from = effectiveFrom ?? new Date().toISOString().slice(0, 10);
  const ids = new Set(grandfather.map(({ id }) => id));
  let number = grandfather.length + 1;
  while (ids.has(`honour ${number}`)) number += 1;
  return {
    id: `honour ${number}`,
    label: 'Levels of the old program',
    where: [],
    heldOn: from,
    keepLevel: 'held',
    until: `${Number(from.slice(0, 4)) + 1}${from.slice(4) === '-02-29' ? '-02-28' : from.slice(4)}`,
    enabled: true,
  };
}

interface DayProps {
  readonly label: string;
  readonly short: string;
  readonly value: string;
  readonly onSet: (day: string) => void;
}

function Day({ label, short, value, onSet }: DayProps) {
  return (
    <span className={styles.region}>
      {short}
      <TextInput
        key={value}
        type="date"
        size="xs"
        aria-label={label}
        defaultValue={value}
        onBlur={({ currentTarget }) =>
          currentTarget.value !== '' && currentTarget.value !== value && onSet(currentTarget.value)
        }
      />
    </span>
  );
}
