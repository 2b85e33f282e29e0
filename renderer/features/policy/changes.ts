/** What a draft of the policy changes, path by path, and why it cannot be saved yet. */
import { type Policy, policy as schema } from '../../../analytics/api/documents/policy.ts';

export interface Change {
  /** `calendar.startMonth`. */
  readonly path: string;
  readonly before: string;
}

export function changesOf(before: Policy, after: Policy): readonly Change[] {
  const old = leaves(before);
  const now = leaves(after);
  const paths = new Set([...old.keys(), ...now.keys()]);
  return [...paths]
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path) ?? 'not set' }));
}

/** Sentences; empty when the draft can be saved. */
export function problemsOf(draft: Policy): readonly string[] {
  const checked = schema.safeParse(draft);
  if (checked.success) return [];
  return checked.error.issues.map(({ path, message }) =>
    path[0] === 'networkName'
      ? 'Give the network a name.'
      : path[0] === 'active'
        ? 'Choose at least one event that makes a partner active.'
        : path[0] === 'indexTargets'
          ? 'A measure of an index needs a target of more than 0.'
          : message,
  );
}

/** Every value of the document by its path; a list counts as one value. */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (Array.isArray(value)) return new Map([[path, value.length > 0 ? value.join(', ') : 'none']]);
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path === '' ? key : `${path}.${key}`)]),
  );
}
