import { z } from 'zod';
import { faultPath, faultSentence } from './faultSentence.ts';
import { nearest } from './nearest.ts';

/**
 * A union whose member is told by the one key that only it has: `{ "all": [...] }` or `{ "metric": … }`. Only that member
 * is checked, so that a fault is reported at its place and not as “matches none of ten shapes”.
 * @param beside of a member, keys of other members that it may have too: `{ "growth": …, "bands": [...] }` is growth
 */
export function keyed<T>(
  what: string,
  members: Readonly<Record<string, z.ZodType<T>>>,
  beside: Readonly<Record<string, readonly string[]>> = {},
): z.ZodType<T> {
  const keys = Object.keys(members);
  return z.unknown().transform((value, context): T => {
    const found =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? keys.filter((key) => Object.hasOwn(value, key))
        : [];
    const own = new Set(found.flatMap((key) => beside[key] ?? []));
    const [key, second] = found.filter((key) => !own.has(key));
    if (key === undefined || second !== undefined) {
      const message = second
        ? `${what} has both “${key}” and “${second}”. Keep one of them, or part them into two.`
        : `${what} is an object with one of ${keys.map((name) => `“${name}”`).join(', ')}.${hint(value, keys)}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const checked = members[key]!.safeParse(value, { error: faultSentence });
    if (checked.success) return checked.data;
    for (const issue of checked.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: faultPath(issue) });
    }
    return z.NEVER;
  }) as unknown as z.ZodType<T>;
}

/** For somebody who misspelt the key that tells the members apart. */
function hint(value: unknown, keys: readonly string[]): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const [meant] = Object.keys(value).flatMap((key) => nearest(key, keys) ?? []);
  return meant ? ` Did you mean “${meant}”?` : '';
}
