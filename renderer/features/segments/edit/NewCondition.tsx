/** Chooses what a new condition is about. `<NewCondition name="Core" onAdd={…}><Button>Add a condition</Button></NewCondition>` */
import type { ReactElement } from 'react';
import type { Condition } from '../../../../analytics/api/documents/segmentation.ts';
import { newMeasure, startFigure } from '../../../measures/measure.ts';
import { useMetricChoices } from '../../../measures/useMetricChoices.ts';
import { Choose } from '../../../parts/Choose.tsx';
import { useDimensions, useMetrics } from '../../../shell/workspace.ts';
import { PARTNER_ATTRIBUTES } from './attributes.ts';
import { writeAttribute } from './conditions.ts';

interface NewConditionProps {
  /** What it is for, for assistive technology. */
  readonly name: string;
  /** @param about the attribute or the metric, as people call it */
  readonly onAdd: (condition: Condition, about: string) => void;
  readonly children: ReactElement<{ onClick?: () => void }>;
}

export function NewCondition({ name, onAdd, children }: NewConditionProps) {
  const measured = useMetricChoices();
  const metrics = useMetrics();
  const dimensions = useDimensions();
  const labelOf = (dim: (typeof PARTNER_ATTRIBUTES)[number]): string => dimensions.get(dim)?.label ?? dim;
  const attributes = PARTNER_ATTRIBUTES.map((dim) => ({ value: dim as string, label: labelOf(dim) }));
  return (
    <Choose
      name={name}
      choices={[{ group: 'What the partner is', items: attributes }, ...measured]}
      onChoose={(id) => {
        const dim = PARTNER_ATTRIBUTES.find((one) => one === id);
        if (dim) {
          onAdd(writeAttribute({ dim, comparison: 'known', values: [] }), labelOf(dim));
          return;
        }
        const metric = metrics.get(id);
        if (metric) onAdd({ ...newMeasure(metric), op: '>=', value: startFigure(metric.unit) }, metric.label);
      }}
    >
      {children}
    </Choose>
  );
}
