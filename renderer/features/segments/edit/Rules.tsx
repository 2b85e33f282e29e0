/** Rules as sentences whose parts are changed where they stand, in the order in which they are asked: the first that holds wins. */
import { IconPlus } from '@tabler/icons-react';
import type { Segmentation, SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useSegmentWork } from '../SegmentWork.ts';
import { GroupEditor } from './ConditionEditor.tsx';
import { Count } from './Count.tsx';
import { readRule, writeRule } from './conditions.ts';
import styles from './Edit.module.css';
import type { Edit } from './edit.ts';
import { freeId } from './lists.ts';
import { NameField } from './NameField.tsx';
import { NewCondition } from './NewCondition.tsx';
import { Order } from './Order.tsx';

type RulesMethod = Extract<SegmentMethod, { rules: unknown }>;
type Rule = RulesMethod['rules'][number];

interface RulesProps {
  readonly by: RulesMethod;
  readonly run: SegmentRun;
  readonly onEdit: Edit;
}

export function Rules({ by, run, onEdit }: RulesProps) {
  const { draft } = useSegmentWork();
  const { rules, otherwise } = by;
  const edit = (next: Partial<RulesMethod>, label: string): void =>
    onEdit({ ...draft.document, by: { ...by, ...next } } satisfies Segmentation, label);
  const editRules = (next: readonly Rule[], label: string): void => edit({ rules: [...next] }, label);
  return (
    <Section title="Rules" basis="the first that holds wins">
      <ol className={styles.rules}>
        {rules.map((rule, index) => {
          const name = rule.label ?? rule.id;
          return (
            <li key={rule.id}>
              <header className={styles.ruleHead}>
                <Count run={run} id={rule.id} />
                <NameField
                  label={`Name of ${name}`}
                  value={name}
                  onSet={(label) => editRules(rules.with(index, { ...rule, label }), `${name} is called ${label}`)}
                />
                <Order name={name} list={rules} index={index} onChange={editRules} />
              </header>
              <GroupEditor
                group={readRule(rule.when)}
                name={name}
                onChange={(group, label) => editRules(rules.with(index, { ...rule, when: writeRule(group) }), label)}
              />
            </li>
          );
        })}
        <li>
          <header className={styles.ruleHead}>
            <Count run={run} id={otherwise.id} />
            <NameField
              label={`Name of ${otherwise.label ?? otherwise.id}`}
              value={otherwise.label ?? otherwise.id}
              onSet={(label) =>
                edit({ otherwise: { ...otherwise, label } }, `${otherwise.label ?? otherwise.id} is called ${label}`)
              }
            />
          </header>
          <p className={styles.say}>everybody else</p>
        </li>
      </ol>
      <NewCondition
        name="What a new segment asks for"
        onAdd={(when, about) => {
          const id = freeId('Segment', [...rules.map((rule) => rule.id), otherwise.id]);
          editRules([...rules, { id, when }], `${id}, by ${about.toLowerCase()}`);
        }}
      >
        <Button small icon={IconPlus}>
          Add a segment
        </Button>
      </NewCondition>
    </Section>
  );
}
