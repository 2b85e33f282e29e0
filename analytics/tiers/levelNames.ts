/** Levels of a program by the names that data and people use for them. */

/** Levels of a document, or compiled ones. */
type Levels = readonly { readonly id: string; readonly label?: string | undefined }[];

/** No level, and a name that is no level of the program. */
export const NONE = -1;
export const FOREIGN = -2;

/** The index of the level with this id or label, in any case; `FOREIGN` when there is none. An id wins over a label. */
export function levelMatcher(levels: Levels): (name: string) => number {
  const byName = new Map<string, number>();
  for (const key of ['label', 'id'] as const) {
    for (const [index, level] of levels.entries()) {
      const name = level[key];
      if (name !== undefined) byName.set(plain(name), index);
    }
  }
  return (name) => byName.get(plain(name)) ?? FOREIGN;
}

/** Levels as data names them, as indices: `NONE` where there is none, `FOREIGN` where the program does not know it. */
export function levelIndices(levels: Levels, names: readonly (string | null)[]): Int8Array {
  const indexOf = levelMatcher(levels);
  return Int8Array.from(names, (name) => (name === null ? NONE : indexOf(name)));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
