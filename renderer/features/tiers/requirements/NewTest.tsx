/** Chooses the metric of a new test. `<NewTest onAdd={…}><Button>Add a test</Button></NewTest>` */
import type { ReactElement } from 'react';
import type { MetricTest } from '../../../../analytics/api/documents/tierProgram.ts';
import { newMeasure, startFigure } from '../../../measures/measure.ts';
import { useMetricChoices } from '../../../measures/useMetricChoices.ts';
import { Choose } from '../../../parts/Choose.tsx';
import { useMetrics } from '../../../shell/workspace.ts';
import { newTest } from './tree.ts';

interface NewTestProps {
  readonly onAdd: (test: MetricTest, label: string) => void;
  readonly children: ReactElement<{ onClick?: () => void }>;
}

export function NewTest({ onAdd, children }: NewTestProps) {
  const choices = useMetricChoices();
  const metrics = useMetrics();
  return (
    <Choose
      name="What it measures"
      choices={choices}
      onChoose={(id) => {
        const metric = metrics.get(id);
        if (metric)
          onAdd(newTest(newMeasure(metric), startFigure(metric.unit)), `Asks for ${metric.label.toLowerCase()}`);
      }}
    >
      {children}
    </Choose>
  );
}
