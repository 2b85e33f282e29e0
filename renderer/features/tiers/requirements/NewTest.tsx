/** Chooses the metric of a new test. `<NewTest onAdd={…}><Button>Add a test</Button></NewTest>` */
import { Popover, Select } from '@mantine/core';
import { cloneElement, type ReactElement, useMemo, useState } from 'react';
import type { MetricTest } from '../../../../analytics/api/documents/tierProgram.ts';
import type { MetricInfo } from '../../../../analytics/api/results.ts';
import { useMetrics } from '../../../shell/workspace.ts';
import { newTest } from './tree.ts';

interface NewTestProps {
  readonly onAdd: (test: MetricTest, label: string) => void;
  readonly children: ReactElement<{ onClick?: () => void }>;
}

export function NewTest({ onAdd, children }: NewTestProps) {
  const [open, setOpen] = useState(false);
  const choices = useMetricChoices();
  const metrics = useMetrics();
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>{cloneElement(children, { onClick: () => setOpen(!open) })}</Popover.Target>
      <Popover.Dropdown>
        <Select
          label="What it measures"
          searchable
          data={choices}
          value={null}
          // Inside the popover: a list elsewhere in the page would count as a click outside of it.
          comboboxProps={{ withinPortal: false }}
          w={280}
          onChange={(id) => {
            const metric = id === null ? undefined : metrics.get(id);
            if (!metric) return;
            setOpen(false);
            onAdd(newTest(metric.id, isState(metric)), `Asks for ${metric.label.toLowerCase()}`);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** A metric that reads a state on a day takes no window of time. */
const isState = ({ dateBasis }: MetricInfo): boolean => dateBasis.startsWith('state');

/** The metrics that can be asked of one partner, by group. */
export function useMetricChoices(): { group: string; items: { value: string; label: string }[] }[] {
  const metrics = useMetrics();
  return useMemo(() => {
    const groups = new Map<string, { value: string; label: string }[]>();
    for (const { id, label, group, dimensions } of metrics.values()) {
      if (!dimensions.includes('partner')) continue;
      groups.set(group, [...(groups.get(group) ?? []), { value: id, label }]);
    }
    return [...groups].map(([group, items]) => ({ group, items }));
  }, [metrics]);
}
