import { useContextSpec } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';

/**
 * The findings of the window and filters in view; asked once, whoever looks at them. They read the whole network, so whoever
 * shows figures beside them asks for those first.
 */
export function useFindings({ enabled }: { enabled: boolean }) {
  const { period, where, ready } = useContextSpec();
  return useCall('finding.list', { where, ...(period === undefined ? {} : { period }) }, { enabled: ready && enabled });
}
