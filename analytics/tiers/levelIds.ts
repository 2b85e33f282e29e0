/** Ids of levels have fewer signs than the names on a slide or in a file. */

/** An id that documents allow for each name, each its own; the name itself where it is one. */
export function levelIds(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const bare = name
      .replace(/[^\p{L}\p{N} ._+-]/gu, '')
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .slice(0, 50)
      .trim();
    const own = bare || `Level ${index + 1}`;
    let id = own;
    for (let n = 2; taken.has(id); n++) id = `${own} ${n}`;
    taken.add(id);
    return id;
  });
}
