/** Names that a document gives twice, and names that lead nowhere. */
import { nearest } from '../../api/documents/nearest.ts';
import type { Path } from './edit.ts';
import type { Finding } from './faults.ts';

/** Ids that differ only in their case are one. */
export function repeatedIds(what: string, items: readonly { readonly id: string }[], path: Path): Finding[] {
  const seen = new Map<string, string>();
  return items.flatMap(({ id }, index): Finding[] => {
    const first = seen.get(id.toLowerCase());
    seen.set(id.toLowerCase(), first ?? id);
    if (first === undefined) return [];
    const sentence = `Another ${what} has the id “${first}” already. Give this one another id.`;
    return [{ path: [...path, index, 'id'], sentence }];
  });
}

export function unknownName(name: string, known: readonly string[], what: string, path: Path): Finding[] {
  if (known.includes(name)) return [];
  return [{ path, sentence: `There is no ${what} “${name}”. ${meant(name, known)}` }];
}

/** What somebody meant who wrote an unknown name. */
function meant(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near) return `Did you mean “${near}”?`;
  return known.length > 0
    ? `There are ${known.map((other) => `“${other}”`).join(', ')}.`
    : 'None is defined: define it first.';
}

type RegionGroups = Readonly<Record<string, { readonly dim: string; readonly values: readonly string[] }>>;

/** Groups must not share a member, or the figure of a partner would be a matter of order. */
export function regionGroupFaults(groups: RegionGroups): Finding[] {
  const seen = new Map<string, string>();
  const shared = Object.entries(groups).flatMap(([group, { dim, values }]) =>
    values.flatMap((value, index): Finding[] => {
      const key = `${dim} ${value}`;
      const other = seen.get(key);
      seen.set(key, group);
      if (other === undefined) return [];
      const path = ['regionGroups', group, 'values', index];
      if (other === group) return [{ path, sentence: `“${value}” is listed twice. Remove one of them.` }];
      const sentence = `“${value}” is in the group “${other}” already. A partner has one figure: keep it in one.`;
      return [{ path, sentence }];
    }),
  );
  if (!Object.hasOwn(groups, 'else')) return shared;
  const sentence = '“else” stands for partners of no group. Give the group another name.';
  return [...shared, { path: ['regionGroups', 'else'], sentence }];
}

/** Figures by region must name groups of the document, or “else”. */
export function regionNameFaults(names: readonly string[], groups: readonly string[], path: Path): Finding[] {
  return names.flatMap((name) => {
    if (name === 'else' || groups.includes(name)) return [];
    const sentence =
      groups.length === 0
        ? `There are no region groups. Name the countries of “${name}” under “regionGroups”, or use “else”.`
        : `There is no region group “${name}”. ${meant(name, [...groups, 'else'])}`;
    return [{ path: [...path, name], sentence }];
  });
}
