import { type Policy, policy } from '../api/documents/policy.ts';
import type { Executor } from '../engine/engine.ts';
import { type Command, timestamp } from './bus.ts';

export interface PolicyVersion {
  readonly version: number;
  readonly policy: Policy;
}

/** The policy in force. A workspace always has one: version 1 is written when it is created. */
export async function currentPolicy(executor: Executor): Promise<PolicyVersion> {
  const [row] = await executor.rows<{ version: number; document: string }>(
    'SELECT version, document FROM app.policy ORDER BY version DESC LIMIT 1',
  );
  if (!row) throw new Error('The workspace has no policy');
  return { version: row.version, policy: policy.parse(JSON.parse(row.document)) };
}

/** Writes the next version. Earlier ones are kept, so that an old figure can name the policy it was computed under. */
export async function writePolicy(executor: Executor, document: Policy, now: Date): Promise<void> {
  const at = timestamp(now);
  await executor.run(
    `INSERT INTO app.policy
     SELECT coalesce(max(version), 0) + 1, $on::DATE, $at::TIMESTAMP, $document FROM app.policy`,
    { on: at.slice(0, 10), at, document: JSON.stringify(document) },
  );
}

/** Replaces the policy; its inverse is the policy that was in force before. */
export function setPolicyCommand(now: () => Date): Command<{ policy: Policy }, void> {
  return {
    name: 'policy.set',
    label: () => 'Change policy',
    async apply(transaction, args) {
      const before = await currentPolicy(transaction);
      await writePolicy(transaction, args.policy, now());
      return { result: undefined, inverse: { command: 'policy.set', args: { policy: before.policy } } };
    },
  };
}
