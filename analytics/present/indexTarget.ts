/** What a measure of an index is held against. */
import type { Policy } from '../api/documents/policy.ts';
import type { IndexPart } from '../api/results.ts';

type Terms = Pick<Policy, 'indexTargets' | 'approvalDays' | 'paymentDays'>;

/** Decimal text in the measure's unit: the policy's own target, else that of the definition. */
export function targetOf(part: IndexPart, policy: Terms): string {
  return policy.indexTargets[part.metric] ?? givenTarget(part, policy);
}

/** The target without the policy's own: a term of the policy where the measure follows one. */
export function givenTarget({ target }: IndexPart, policy: Omit<Terms, 'indexTargets'>): string {
  if (typeof target === 'string') return target;
  return String(target.term === 'approvalDays' ? policy.approvalDays : policy.paymentDays.default);
}

/** `4 of 5 measures known`. */
export function knownWords(known: number, all: number): string {
  return known === all ? `All ${all} measures known` : `${known} of ${all} measures known`;
}
