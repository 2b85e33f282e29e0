import type { Policy } from '../../api/documents/policy.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { indexList } from '../dictionary.ts';

/** @throws QuarterdeckError `bad-request` when a target is set for what no index is made of */
export function assertTargets({ indexTargets }: Pick<Policy, 'indexTargets'>): void {
  const measures = new Set(indexList().flatMap(({ parts }) => parts.map(({ metric }) => metric)));
  const stray = Object.keys(indexTargets).find((metric) => !measures.has(metric));
  if (stray === undefined) return;
  throw new QuarterdeckError(
    'bad-request',
    `The policy has a target for “${stray}”, which no index is made of. Targets are for ${[...measures].join(', ')}.`,
  );
}
