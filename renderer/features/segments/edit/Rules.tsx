/** Rules in words, in the order in which they are asked: the first that holds decides. Figures are changed where they stand. */
import { NumberInput } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Condition, SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import { useDimensions, useMetrics } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import type { Edit } from './edit.ts';

interface RulesProps {
  readonly by: Extract<SegmentMethod, { rules: unknown }>;
  readonly onEdit: Edit;
}

export function Rules({ by, onEdit }: RulesProps) {
  const { draft } = useSegmentWork();
  return (
    <Section title="Rules" basis="the first that holds decides">
      <ol className={styles.say}>
        {by.rules.map(({ id, label, when }, index) => (
          <li key={id}>
            <b>{label ?? id}</b> when{' '}
            <Words
              condition={when}
              place={`by.rules.${index}.when`}
              onValue={(place, value) =>
                onEdit(withValueAt(draft.document, place, value), `${label ?? id}: ${value}`, place)
              }
            />
            .
          </li>
        ))}
        <li>
          <b>{by.otherwise.label ?? by.otherwise.id}</b> otherwise.
        </li>
      </ol>
      <p className="small">What is measured, and further conditions, are changed in the document below.</p>
    </Section>
  );
}

const SIGNS = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' } as const;

interface WordsProps {
  readonly condition: Condition;
  /** Where it stands in the document. */
  readonly place: string;
  readonly onValue: (place: string, value: string) => void;
}

function Words({ condition, place, onValue }: WordsProps): ReactNode {
  const metrics = useMetrics();
  const dimensions = useDimensions();
  const parts = (of: readonly Condition[], key: 'all' | 'any', joint: string) =>
    of.map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the document
      <Fragment key={index}>
        {index > 0 && ` ${joint} `}
        <Words condition={part} place={`${place}.${key}.${index}`} onValue={onValue} />
      </Fragment>
    ));
  if ('all' in condition) return parts(condition.all, 'all', 'and');
  if ('any' in condition) return <>({parts(condition.any, 'any', 'or')})</>;
  if ('not' in condition)
    return (
      <>
        not <Words condition={condition.not} place={`${place}.not`} onValue={onValue} />
      </>
    );
  if ('is' in condition) {
    const values = condition.values.map((value) => value ?? 'not known').join(' or ');
    return `${dimensions.get(condition.is)?.label ?? condition.is} is ${values}`;
  }
  const label = metrics.get(condition.metric)?.label ?? condition.metric;
  return (
    <span className={styles.value}>
      {label} {SIGNS[condition.op]}
      <NumberInput
        aria-label={`${label}, ${place}`}
        size="xs"
        w={84}
        hideControls
        thousandSeparator=","
        value={Number(condition.value)}
        onChange={(value) => typeof value === 'number' && onValue(`${place}.value`, String(value))}
      />
    </span>
  );
}
