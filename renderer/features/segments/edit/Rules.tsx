/** Rules in words, in the order in which they are asked: the first that holds decides. */
import type { Condition, SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import { Section } from '../../../parts/Section.tsx';
import { useDimensions, useMetrics } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';

export function Rules({ by }: { readonly by: Extract<SegmentMethod, { rules: unknown }> }) {
  const words = useConditionWords();
  return (
    <Section title="Rules" basis="the first that holds decides; changed in the document below">
      <ol className={styles.say}>
        {by.rules.map(({ id, label, when }) => (
          <li key={id}>
            <b>{label ?? id}</b> when {words(when)}.
          </li>
        ))}
        <li>
          <b>{by.otherwise.label ?? by.otherwise.id}</b> otherwise.
        </li>
      </ol>
    </Section>
  );
}

function useConditionWords(): (condition: Condition) => string {
  const metrics = useMetrics();
  const dimensions = useDimensions();
  const words = (condition: Condition): string => {
    if ('all' in condition) return condition.all.map(words).join(' and ');
    if ('any' in condition) return `(${condition.any.map(words).join(' or ')})`;
    if ('not' in condition) return `not ${words(condition.not)}`;
    if ('is' in condition) {
      return `${dimensions.get(condition.is)?.label ?? condition.is} is ${condition.values.map((value) => value ?? 'not known').join(' or ')}`;
    }
    return `${metrics.get(condition.metric)?.label ?? condition.metric} ${condition.op} ${condition.value}`;
  };
  return words;
}
