/** The program as it reads: what each level asks for and gives, how reviews work, who is honoured; every part editable. */
import { TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { Level, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { levelStripes } from '../../../../analytics/present/labels.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { DocumentText } from '../../../parts/DocumentText.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { Stripes } from '../../../parts/Level.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { Benefits } from './Benefits.tsx';
import { GrandfatherEditor } from './GrandfatherEditor.tsx';
import { withLevelMoved, withLevelName, withNewLevel, withoutLevel } from './levels.ts';
import { NewTest } from './NewTest.tsx';
import { NextYear } from './NextYear.tsx';
import { RegionGroups } from './RegionGroups.tsx';
import { RequirementEditor } from './RequirementEditor.tsx';
import styles from './Requirements.module.css';
import { ReviewEditor } from './ReviewEditor.tsx';
import { Scores } from './Scores.tsx';
import { isGroup, withAdded, withPath } from './tree.ts';
import { type Propose, useProposal } from './useProposal.ts';

export default function RequirementsView() {
  const { program, faults, propose, drop } = useProposal();
  useScreenStatus({
    basis: `${program.name}, version ${program.version}`,
    ...(program.source ? { window: program.source.text } : {}),
  });
  return (
    <>
      {faults.length > 0 && (
        <div className={styles.wrong}>
          <Faults faults={faults} title="Not in force yet: the figures show the last good program" />
          <Button small onClick={drop}>
            Back to the last good one
          </Button>
        </div>
      )}
      <div className={styles.columns}>
        <Section
          title="Levels"
          basis={program.requireLower ? 'highest first; each asks for those below it too' : 'highest first'}
        >
          <Button small icon={IconPlus} onClick={() => propose(withNewLevel(program), 'Level added')}>
            Add a level above
          </Button>
          {program.levels
            .map((level, index) => <LevelEditor key={level.id} program={program} index={index} propose={propose} />)
            .reverse()}
        </Section>
        <div className={styles.side}>
          <ReviewEditor program={program} propose={propose} />
          <RegionGroups program={program} propose={propose} />
          <GrandfatherEditor program={program} propose={propose} />
          {program.scores.length > 0 && <Scores program={program} propose={propose} />}
          <Benefits program={program} propose={propose} />
          <NextYear program={program} propose={propose} />
          <DocumentText
            document={program}
            label="Program document"
            basis="as the terminal takes it with --program"
            apply={(document) => (
              // The engine checks it like any other edit and says what is wrong with it.
              <Button onClick={() => propose(document as unknown as TierProgram, 'Document edited')}>
                Apply the document
              </Button>
            )}
          />
        </div>
      </div>
    </>
  );
}

interface LevelEditorProps {
  readonly program: TierProgram;
  readonly index: number;
  readonly propose: Propose;
}

function LevelEditor({ program, index, propose }: LevelEditorProps) {
  const level = program.levels[index] as Level;
  const name = level.label ?? level.id;
  const change = (requirement: Level['requirement'] | null, label: string): void => {
    const { requirement: _, ...rest } = level;
    const next = requirement ? { ...rest, requirement } : rest;
    propose({ ...program, levels: program.levels.map((old, at) => (at === index ? next : old)) }, `${name}: ${label}`);
  };
  return (
    <article className={styles.level} aria-label={name}>
      <header className={styles.levelHead}>
        <Stripes
          count={levelStripes(
            level.id,
            program.levels.map(({ id }) => id),
          )}
        />
        <TextInput
          key={name}
          aria-label={`Name of ${name}`}
          classNames={{ input: styles.levelName ?? '' }}
          size="xs"
          defaultValue={name}
          maxLength={60}
          onBlur={({ currentTarget: { value } }) =>
            value.trim() !== '' &&
            value.trim() !== name &&
            propose(withLevelName(program, index, value.trim()), `${name} is called ${value.trim()}`)
          }
        />
        {level.invitation && <span className="mut">by invitation: {level.invitation}</span>}
        <span className={styles.levelActions}>
          <IconButton
            icon={IconArrowUp}
            label={`Move ${name} up`}
            disabled={index === program.levels.length - 1}
            onClick={() => propose(withLevelMoved(program, index, 1), `${name} moved up`)}
          />
          <IconButton
            icon={IconArrowDown}
            label={`Move ${name} down`}
            disabled={index === 0}
            onClick={() => propose(withLevelMoved(program, index, -1), `${name} moved down`)}
          />
          <IconButton
            icon={IconX}
            label={`Take ${name} away`}
            disabled={program.levels.length === 1}
            onClick={() => propose(withoutLevel(program, index), `${name} removed`)}
          />
        </span>
      </header>
      {level.requirement ? (
        <RequirementEditor
          requirement={level.requirement}
          place={`levels.${index}.requirement`}
          groups={Object.keys(program.regionGroups)}
          onChange={change}
        />
      ) : (
        <p className="mut">Everybody has it.</p>
      )}
      {level.keep && <p className="small">Keeping it has a list of its own; see the document.</p>}
      <div className={styles.line}>
        {!(level.requirement && isGroup(level.requirement)) && (
          <NewTest onAdd={(test, label) => change(withAdded(level.requirement, test), label)}>
            <Button small icon={IconPlus}>
              Add a requirement
            </Button>
          </NewTest>
        )}
        {level.requirement && (
          <NewTest onAdd={(test, label) => change(withPath(level.requirement, test), `another path: ${label}`)}>
            <Button small icon={IconPlus}>
              Add another path
            </Button>
          </NewTest>
        )}
      </div>
    </article>
  );
}
