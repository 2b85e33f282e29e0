/** A plan as JSON to begin with. */
import { BeginWithJson } from '../../../parts/BeginWithJson.tsx';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';

const useCheck = (document: Record<string, unknown> | null) =>
  useCall('incentive.check', { plan: document ?? {} }, { enabled: document !== null });

export function JsonText({ onBegin }: BeginProps) {
  return (
    <BeginWithJson
      noun="plan"
      description="The document that the terminal takes with --plan."
      placeholder='{ "id": "growth", "name": "Growth rebate FY27", "lines": [ … ] }'
      useCheck={useCheck}
      goodOf={({ plan }) => plan}
      onBegin={onBegin}
    />
  );
}
