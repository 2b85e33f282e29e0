/** Groups of countries or regions as a hand makes them. */

export interface RegionGroup {
  readonly dim: 'country' | 'region';
  readonly values: string[];
}

export type Groups = Readonly<Record<string, RegionGroup>>;

/**
 * A name that no group has yet, and a country that is in none, to begin with.
 * @param countries of the network
 */
export function newGroup(groups: Groups, countries: readonly string[]): { name: string; group: RegionGroup } {
  let number = Object.keys(groups).length + 1;
  while (`Group ${number}` in groups) number += 1;
  const taken = new Set(Object.values(groups).flatMap(({ dim, values }) => (dim === 'country' ? values : [])));
  const free = countries.find((country) => !taken.has(country));
  return { name: `Group ${number}`, group: { dim: 'country', values: [free ?? '?'] } };
}
