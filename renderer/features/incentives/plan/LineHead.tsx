/** The head of a line: what it is called, what kind of payout it is, in which way it pays, and what can be done with it. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { PAYOUT_KIND_WORDS } from '../../../../analytics/present/labels.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useLadder } from '../../trend/known.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { bandsOf } from './bands.ts';
import { withLineCopied, withLineMoved, withoutBand, withoutLine } from './lines.ts';
import styles from './Plan.module.css';
import { SHAPES, shapeOf, withShape } from './shapes.ts';
import { useEdgeText } from './useEdgeText.ts';

const KINDS = Object.entries(PAYOUT_KIND_WORDS).map(([value, label]) => ({ value, label }));
const WAYS = SHAPES.map(({ id, label }) => ({ value: id, label }));

interface LineHeadProps {
  readonly line: PlanLine;
  readonly index: number;
  readonly isNew: boolean;
  readonly onChange: (line: PlanLine, label: string) => void;
}

export function LineHead({ line, index, isNew, onChange }: LineHeadProps) {
  const levels = useLadder()?.levels ?? [];
  const name = line.label ?? line.id;
  const shape = shapeOf(line);
  return (
    <header className={styles.lineHead}>
      <LineName line={line} onChange={onChange} />
      {isNew && <span className={styles.new}>new</span>}
      <span className={styles.how}>
        <Word
          name={`${name}: kind of payout`}
          value={line.kind}
          choices={KINDS}
          onChoose={(kind) => onChange({ ...line, kind: kind as PlanLine['kind'] }, PAYOUT_KIND_WORDS[kind] ?? kind)}
        />
        ,{' '}
        <Word
          name={`${name}: how it pays`}
          value={shape.id}
          text={shape.short}
          choices={WAYS}
          onChoose={(id) => {
            const next = SHAPES.find((one) => one.id === id);
            if (next) onChange(withShape(line, next, levels), next.label.toLowerCase());
          }}
        />
      </span>
      <LineMenu line={line} index={index} onChange={onChange} />
    </header>
  );
}

type PartProps = Pick<LineHeadProps, 'line' | 'onChange'>;

/** The name of a line is what it says about itself; a click on it makes it another. */
function LineName({ line, onChange }: PartProps) {
  const name = line.label ?? line.id;
  const [text, setText] = useState<string | null>(null);
  const commit = (): void => {
    const next = text?.trim() ?? '';
    setText(null);
    if (next !== '' && next !== name) onChange({ ...line, label: next }, `is called ${next}`);
  };
  return (
    <input
      className={styles.name}
      aria-label={`Name of ${name}`}
      size={Math.max((text ?? name).length, 4)}
      maxLength={120}
      value={text ?? name}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}

function LineMenu({ line, index, onChange }: PartProps & Pick<LineHeadProps, 'index'>) {
  const { draft } = usePlanWork();
  const edits = useEdits();
  const edge = useEdgeText(line);
  const { plan } = draft.present;
  const name = line.label ?? line.id;
  const bands = bandsOf(line) ?? [];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton icon={IconDots} label={`More for ${name}`} className={styles.more} />
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {bands.length > 1 && <Menu.Label>Bands</Menu.Label>}
        {bands.length > 1 &&
          bands.map(({ from }, at) => (
            <Menu.Item key={from} onClick={() => onChange(withoutBand(line, at), `the band from ${edge(at)} removed`)}>
              Without the band from {edge(at)}
            </Menu.Item>
          ))}
        <Menu.Label>Line</Menu.Label>
        <Menu.Item
          disabled={index === 0}
          onClick={() => edits?.setPlan(withLineMoved(plan, index, -1), `${name} earlier`)}
        >
          Earn it earlier
        </Menu.Item>
        <Menu.Item
          disabled={index === plan.lines.length - 1}
          onClick={() => edits?.setPlan(withLineMoved(plan, index, 1), `${name} later`)}
        >
          Earn it later
        </Menu.Item>
        <Menu.Item onClick={() => edits?.setPlan(withLineCopied(plan, index), `${name} copied`)}>Copy it</Menu.Item>
        <Menu.Item
          disabled={plan.lines.length === 1}
          onClick={() => edits?.setPlan(withoutLine(plan, index), `${name} removed`)}
        >
          Remove it
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
