/** The program as it reads: what each level asks for and gives, how reviews work, who is honoured; every part editable. */
import { IconPlus } from '@tabler/icons-react';
import type { Level, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { levelStripes } from '../../../../analytics/present/labels.ts';
import { Button } from '../../../parts/Button.tsx';
import { Level as LevelBadge } from '../../../parts/Level.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { Faults } from '../start/Faults.tsx';
import { Benefits } from './Benefits.tsx';
import { DocumentText } from './DocumentText.tsx';
import { GrandfatherEditor } from './GrandfatherEditor.tsx';
import { NewTest } from './NewTest.tsx';
import { NextYear } from './NextYear.tsx';
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
          {program.levels
            .map((level, index) => <LevelEditor key={level.id} program={program} index={index} propose={propose} />)
            .reverse()}
        </Section>
        <div className={styles.side}>
          <ReviewEditor program={program} propose={propose} />
          <GrandfatherEditor program={program} propose={propose} />
          {program.scores.length > 0 && <Scores program={program} propose={propose} />}
          <Benefits program={program} propose={propose} />
          <NextYear program={program} propose={propose} />
          <DocumentText program={program} propose={propose} />
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
      <h3>
        <LevelBadge
          name={name}
          stripes={levelStripes(
            level.id,
            program.levels.map(({ id }) => id),
          )}
        />
        {level.invitation && <span className="mut">by invitation: {level.invitation}</span>}
      </h3>
      {level.requirement ? (
        <RequirementEditor requirement={level.requirement} place={`levels.${index}.requirement`} onChange={change} />
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
