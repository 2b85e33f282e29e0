/** What a program leaves to people: attested requirements anywhere in it, and invitations. */
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';

/** Each flag once, in the order of the document. */
export function flagsOf(program: TierProgram): string[] {
  const found = new Set<string>();
  walk(program, found);
  return [...found];
}

function walk(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'attested' || key === 'invitation') && typeof value === 'string') found.add(value);
    else walk(value, found);
  }
}
