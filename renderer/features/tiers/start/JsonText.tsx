/** A program as JSON to begin with. */
import { BeginWithJson } from '../../../parts/BeginWithJson.tsx';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';

const useCheck = (document: Record<string, unknown> | null) =>
  useCall('tier.check', { program: document ?? {} }, { enabled: document !== null });

export function JsonText({ onBegin }: BeginProps) {
  return (
    <BeginWithJson
      noun="program"
      description="The document that the terminal takes with --program."
      placeholder='{ "id": "main", "name": "Program FY27", "levels": [ … ] }'
      useCheck={useCheck}
      goodOf={({ program }) => program}
      onBegin={onBegin}
    />
  );
}
