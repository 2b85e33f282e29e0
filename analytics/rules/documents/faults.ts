/** What checks of documents have in common: faults as text, and where they are. */
import type { Fault } from '../../api/tiers.ts';
import type { Path } from './edit.ts';

/** Something wrong, or worth knowing, at a place. */
export interface Finding {
  readonly path: Path;
  readonly sentence: string;
}

/** `Gold, all of, 2nd: value (levels.2.requirement.all.1.value) – Give the test one “value”.` */
export function faultText({ place, where, sentence }: Fault): string {
  return place === '' ? sentence : `${where} (${place}) – ${sentence}`;
}

/** Each fault once. */
export function unique(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.place}\n${fault.sentence}`, fault])).values()];
}

/** The path as far as the document goes: short forms such as "trailing-12-months" have no parts. */
export function written(raw: unknown, path: Path): Path {
  let node = raw;
  for (const [index, key] of path.entries()) {
    if (typeof node !== 'object' || node === null) return path.slice(0, index);
    node = (node as Record<string | number, unknown>)[key];
  }
  return path;
}

/** The path of something nested too deep to be walked; null when nothing is. */
export function nestedDeeper(raw: unknown, most: number): Path | null {
  let nodes: { node: unknown; path: Path }[] = [{ node: raw, path: [] }];
  for (let depth = 0; depth <= most; depth++) {
    nodes = nodes.flatMap(({ node, path }) =>
      typeof node === 'object' && node !== null
        ? Object.entries(node).map(([key, member]) => ({
            node: member,
            path: [...path, Array.isArray(node) ? Number(key) : key],
          }))
        : [],
    );
    if (nodes.length === 0) return null;
  }
  return nodes[0]!.path;
}
