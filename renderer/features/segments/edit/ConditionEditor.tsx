/** Conditions as sentences under the word that joins them: all of, any of, none of. */
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Condition } from '../../../../analytics/api/documents/segmentation.ts';
import { SIGN_CHOICES, SIGN_WORDS } from '../../../measures/comparisons.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { startFigure, unitOf } from '../../../measures/measure.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useDimensions, useMetrics } from '../../../shell/workspace.ts';
import { AttributeWords } from './AttributeWords.tsx';
import {
  conditionWords,
  type Group,
  type GroupWord,
  readAttribute,
  readGroup,
  writeAttribute,
  writeGroup,
} from './conditions.ts';
import styles from './Edit.module.css';
import { NewCondition } from './NewCondition.tsx';

const GROUP_WORDS: readonly { readonly value: GroupWord; readonly label: string }[] = [
  { value: 'all', label: 'all of' },
  { value: 'any', label: 'any of' },
  { value: 'none', label: 'none of' },
];

interface GroupEditorProps {
  readonly group: Group;
  /** What it belongs to, for assistive technology: `Core`, `Core, condition 2`. */
  readonly name: string;
  /** Inside of another group: what is nested deeper still has no form. */
  readonly nested?: boolean;
  /** Null takes it away; left out where it cannot be. */
  readonly onRemove?: (() => void) | undefined;
  readonly onChange: (group: Group, label: string) => void;
}

export function GroupEditor({ group, name, nested = false, onRemove, onChange }: GroupEditorProps) {
  const { word, parts } = group;
  const joined = nested || parts.length > 1 || word !== 'all';
  const withParts = (next: readonly Condition[], label: string): void => onChange({ word, parts: next }, label);
  return (
    <div className={styles.group}>
      {joined && (
        <div className={styles.line}>
          <span className={measures.sentence}>
            {nested ? '' : 'when '}
            <Word
              name={`How many conditions of ${name}`}
              value={word}
              choices={GROUP_WORDS}
              onChoose={(next) => onChange({ word: next, parts }, `${name}: ${next} of its conditions`)}
            />
          </span>
          {nested && onRemove && (
            <IconButton
              icon={IconX}
              label={`Take the group ${name} away`}
              className={styles.small}
              onClick={onRemove}
            />
          )}
        </div>
      )}
      <ul className={joined ? styles.parts : undefined}>
        {parts.map((part, index) => {
          const own = `${name}${nested ? '.' : ', condition '}${index + 1}`;
          const inner = nested ? null : readGroup(part);
          const change = (next: Condition, label: string): void => withParts(parts.with(index, next), label);
          const without = (): void => withParts(parts.toSpliced(index, 1), `${own} removed`);
          const remove = parts.length > 1 ? without : nested ? onRemove : undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the document
            <li key={index}>
              {inner ? (
                <GroupEditor
                  group={inner}
                  name={own}
                  nested
                  onRemove={remove}
                  onChange={(next, label) => change(writeGroup(next), label)}
                />
              ) : (
                <div className={styles.line}>
                  <p className={measures.sentence}>
                    {joined ? '' : 'when '}
                    <Sentence condition={part} name={own} onChange={change} />
                  </p>
                  {remove && (
                    <IconButton icon={IconX} label={`Take ${own} away`} className={styles.small} onClick={remove} />
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <div className={styles.adds}>
        <NewCondition
          name={`A condition for ${name}`}
          onAdd={(condition, about) => withParts([...parts, condition], `${name}: asks for ${about.toLowerCase()}`)}
        >
          <Button small kind="quiet" icon={IconPlus} aria-label={`Add a condition to ${name}`}>
            condition
          </Button>
        </NewCondition>
        {!nested && (
          <NewCondition
            name={`A group of conditions for ${name}`}
            onAdd={(condition, about) =>
              withParts(
                [...parts, writeGroup({ word: word === 'all' ? 'any' : 'all', parts: [condition] })],
                `${name}: a group with ${about.toLowerCase()}`,
              )
            }
          >
            <Button small kind="quiet" icon={IconPlus} aria-label={`Add a group of conditions to ${name}`}>
              group
            </Button>
          </NewCondition>
        )}
      </div>
    </div>
  );
}

interface SentenceProps {
  readonly condition: Condition;
  readonly name: string;
  readonly onChange: (condition: Condition, label: string) => void;
}

function Sentence({ condition, name, onChange }: SentenceProps) {
  const metrics = useMetrics();
  const dimensions = useDimensions();
  const attribute = readAttribute(condition);
  if (attribute) {
    return (
      <AttributeWords name={name} test={attribute} onChange={(test, label) => onChange(writeAttribute(test), label)} />
    );
  }
  if (!('metric' in condition)) {
    const words = conditionWords(condition, {
      metric: (id) => metrics.get(id)?.label ?? id,
      dimension: (id) => dimensions.get(id)?.label ?? id,
    });
    return (
      <>
        {words} <span className="mut">(nested too deep for a form: it is changed in the document below)</span>
      </>
    );
  }
  const unit = unitOf(condition, metrics);
  return (
    <MeasureWords
      name={name}
      measure={condition}
      onChange={(measured, label) => {
        const now = unitOf(measured, metrics);
        // A figure in euro says nothing of days.
        onChange(now === unit ? measured : { ...measured, value: startFigure(now) }, label);
      }}
    >
      ,{' '}
      <Word
        name={`Comparison of ${name}`}
        value={condition.op}
        choices={SIGN_CHOICES}
        onChoose={(op) => onChange({ ...condition, op }, `${name}: ${SIGN_WORDS[op]}`)}
      />{' '}
      <FigureField
        label={`Figure of ${name}`}
        unit={unit}
        value={condition.value}
        onSet={(value) => onChange({ ...condition, value }, `${name}: ${SIGN_WORDS[condition.op]} ${value}`)}
      />
    </MeasureWords>
  );
}
