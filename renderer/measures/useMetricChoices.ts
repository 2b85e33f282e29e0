import { useMemo } from 'react';
import type { ChoiceGroup } from '../parts/Choose.tsx';
import { useMetrics } from '../shell/workspace.ts';

/** The metrics that can be asked of one partner, by group. */
export function useMetricChoices(): readonly ChoiceGroup[] {
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
