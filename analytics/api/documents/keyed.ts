import { z } from 'zod';

/**
 * A union whose member is told by the one key that only it has: `{ "all": [...] }` or `{ "metric": … }`. Only that member
 * is checked, so that a fault is reported at its place and not as “matches none of ten shapes”.
 */
export function keyed<T>(what: string, members: Readonly<Record<string, z.ZodType<T>>>): z.ZodType<T> {
  const keys = Object.keys(members);
  return z.unknown().transform((value, context): T => {
    const found =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? keys.filter((key) => Object.hasOwn(value, key))
        : [];
    const [key, second] = found;
    if (key === undefined || second !== undefined) {
      const message = second
        ? `${what} has both “${key}” and “${second}”: keep one of them, or put them side by side in “all” or “any”.`
        : `${what} is an object with one of ${keys.map((name) => `“${name}”`).join(', ')}.`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const checked = members[key]!.safeParse(value);
    if (checked.success) return checked.data;
    for (const issue of checked.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
    }
    return z.NEVER;
  }) as unknown as z.ZodType<T>;
}
