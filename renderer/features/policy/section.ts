/** A part of the policy as it is being changed. */
import type { Policy } from '../../../analytics/api/documents/policy.ts';
import type { Change } from './changes.ts';

export interface SectionProps {
  readonly draft: Policy;
  readonly changes: readonly Change[];
  readonly onChange: (part: Partial<Policy>) => void;
}
