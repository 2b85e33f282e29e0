import { useContextSpec } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';

/** The findings of the window and filters in view; asked once, whoever looks at them. */
export function useFindings() {
  const { period, where, ready } = useContextSpec();
  return useCall('finding.list', { where, ...(period === undefined ? {} : { period }) }, { enabled: ready });
}
