/** Segments and partners as a command line calls them: by id, or by the name that people see. */
import { nearest } from '../../../analytics/api/documents/nearest.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The one that is meant: by id, else by name in any case.
 * @param noun what they are: `segment`, `partner`
 * @throws QuarterdeckError `not-found` with the nearest name, `bad-request` where several have the name
 */
export function named<T extends Named>(noun: string, wanted: string, known: readonly T[]): T {
  const plain = wanted.trim().toLowerCase();
  const byId = known.find(({ id }) => id === wanted) ?? known.find(({ id }) => id.toLowerCase() === plain);
  if (byId) return byId;
  const [found, ...more] = known.filter(({ name }) => name.toLowerCase() === plain);
  if (found && more.length === 0) return found;
  if (found) {
    const ids = [found, ...more].map(({ id }) => `“${id}”`).join(', ');
    throw new QuarterdeckError('bad-request', `Several ${noun}s are called “${wanted}”: write one of the ids ${ids}.`);
  }
  const names = [...new Set(known.flatMap(({ id, name }) => [name, id]))];
  const near = nearest(wanted, names);
  throw new QuarterdeckError('not-found', `There is no ${noun} “${wanted}”. ${mend(noun, near, known)}`);
}

export function namedSegment({ id, label }: { readonly id: string; readonly label: string }): Named {
  return { id, name: label };
}

/** More than so many are not read in a sentence. */
const FEW = 16;

function mend(noun: string, near: string | null, known: readonly Named[]): string {
  if (near !== null) return `Did you mean “${near}”?`;
  if (known.length > FEW) return `--members lists each ${noun} with its id.`;
  return `There are ${known.map(({ id }) => `“${id}”`).join(', ')}.`;
}
