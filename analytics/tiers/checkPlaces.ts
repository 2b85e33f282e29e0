/** Places in a program as people say them: `levels.2.requirement.all.1.value` is “Gold, all of, 2nd: value”. */
import { ordinal } from './words.ts';

export type Path = readonly (string | number)[];

/** Keys whose numbered members have names of their own. */
const NAMED: Readonly<Record<string, string>> = {
  levels: '',
  scores: 'score',
  terms: 'term',
  tracks: 'track',
  benefits: 'benefit',
  grandfather: 'grandfathering',
};
/** Keys whose members are named by their key. */
const KEYED: Readonly<Record<string, string>> = {
  definitions: 'definition',
  regionGroups: 'region group',
  requirements: '',
};
const HEADINGS: Readonly<Record<string, string>> = {
  all: 'all of',
  any: 'any of',
  of: 'at least so many of',
  not: 'not',
  anyDay: 'on any day',
  keep: 'to keep it',
  gate: 'gate',
  points: 'points',
  multipliers: 'multiplier',
  steps: 'step',
  review: 'review',
  floors: 'floor',
  where: 'filter',
  filter: 'filter',
  rank: 'rank',
  per: 'divisor',
};
/** Keys that say nothing a reader needs. */
const SILENT: ReadonlySet<string> = new Set(['requirement', 'measure']);

/**
 * The place for people. The last key of a value stands after a colon.
 * @param raw the document as it was written, to name levels and scores by their labels
 */
export function whereOf(raw: unknown, path: Path): string {
  const words: string[] = [];
  let field = '';
  let node = raw;
  for (let index = 0; index < path.length; index++) {
    const key = path[index]!;
    const next = path[index + 1];
    node = memberOf(node, key);
    const last = index === path.length - 1;
    const name = String(key);
    if (name in NAMED && typeof next === 'number') {
      node = memberOf(node, next);
      words.push(called(NAMED[name]!, name === 'levels' ? 'level' : '', node, next));
      index++;
    } else if (name in KEYED && next !== undefined) {
      node = memberOf(node, next);
      words.push(`${KEYED[name]} ${KEYED[name] === '' ? next : `“${next}”`}`.trim());
      index++;
    } else if (typeof key === 'number') {
      words.push(ordinal(key));
    } else if (!last && SILENT.has(name)) {
      // Its parts say where they are.
    } else if (last && !(name in HEADINGS && typeof node === 'object' && node !== null)) {
      field = spaced(name);
    } else {
      words.push(HEADINGS[name] ?? spaced(name));
    }
  }
  const where = words.join(', ') || 'The program';
  return field === '' ? where : `${where}: ${field}`;
}

export function placeOf(path: Path): string {
  return path.join('.');
}

function memberOf(node: unknown, key: string | number): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as Record<string | number, unknown>)[key]
    : undefined;
}

/** `Gold`, `score “Capability”`, or by its number what has no name. */
function called(kind: string, otherwise: string, node: unknown, index: number): string {
  const [label, id] = [memberOf(node, 'label'), memberOf(node, 'id')];
  const name = [label, id].find((text) => typeof text === 'string' && text !== '');
  if (name === undefined) return `${ordinal(index)} ${kind || otherwise}`.trim();
  return kind === '' ? String(name) : `${kind} “${name}”`;
}

/** `valueByRegion` as words: the key stays recognisable in the document. */
function spaced(key: string): string {
  return /^[a-z]+([A-Z][a-z]+)*$/.test(key) ? key : `“${key}”`;
}
