/** Places in a document as programs and as people say them. */
import { ordinal } from '../../present/ordinal.ts';
import type { Path } from './edit.ts';

/** How a kind of document names its parts. */
export interface PlaceWords {
  /** The document itself. */
  readonly whole: string;
  /**
   * Lists whose numbered members have names of their own: `score “Capability”`, or the bare name where the word is empty.
   * `otherwise` is what a member without a name is called.
   */
  readonly named: Readonly<Record<string, { readonly word: string; readonly otherwise?: string }>>;
  /** Objects whose members are named by their key. */
  readonly keyed: Readonly<Record<string, string>>;
  /** By the key, or by the key and the one before it where that matters: `rate.on`. */
  readonly headings: Readonly<Record<string, string>>;
  /** Keys that say nothing a reader needs. */
  readonly silent: ReadonlySet<string>;
}

/**
 * `levels.2.requirement.all.1.value` as “Gold, all of, 2nd: value”: the last key of a value stands after a colon.
 * @param raw the document as it was written, to name its parts by their labels
 */
export function placeForPeople(raw: unknown, path: Path, words: PlaceWords): string {
  const said: string[] = [];
  let field = '';
  let node = raw;
  for (let index = 0; index < path.length; index++) {
    const key = path[index]!;
    const next = path[index + 1];
    node = memberOf(node, key);
    const last = index === path.length - 1;
    const name = String(key);
    const heading = ownOf(words.headings, `${path[index - 1]}.${name}`) ?? ownOf(words.headings, name);
    const named = ownOf(words.named, name);
    const keyed = ownOf(words.keyed, name);
    if (named !== undefined && typeof next === 'number') {
      node = memberOf(node, next);
      said.push(called(named, node, next));
      index++;
    } else if (keyed !== undefined && next !== undefined) {
      node = memberOf(node, next);
      said.push(`${keyed} ${keyed === '' ? next : `“${next}”`}`.trim());
      index++;
    } else if (typeof key === 'number') {
      said.push(ordinal(key));
    } else if (!last && words.silent.has(name)) {
      // Its parts say where they are.
    } else if (last && !(heading !== undefined && typeof node === 'object' && node !== null)) {
      field = spaced(name);
    } else {
      said.push(heading ?? spaced(name));
    }
  }
  const where = said.join(', ') || words.whole;
  return field === '' ? where : `${where}: ${field}`;
}

/** The same for programs: keys and positions, parted by points. */
export function placeOf(path: Path): string {
  return path.join('.');
}

/** A place as a path. Names of definitions and region groups may hold points, so it is followed through the document. */
export function pathOf(node: unknown, place: string): Path {
  if (typeof node !== 'object' || node === null) return [];
  const key = Object.keys(node).find((name) => place === name || place.startsWith(`${name}.`));
  if (key === undefined) return [];
  const step = Array.isArray(node) ? Number(key) : key;
  const rest = place.slice(key.length + 1);
  return rest === '' ? [step] : [step, ...pathOf(memberOf(node, step), rest)];
}

function memberOf(node: unknown, key: string | number): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as Record<string | number, unknown>)[key]
    : undefined;
}

/** Documents may have keys such as “constructor”, which every object inherits something for. */
function ownOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** `Gold`, `score “Capability”`, or by its number what has no name. */
function called(
  { word, otherwise = word }: { readonly word: string; readonly otherwise?: string },
  node: unknown,
  index: number,
): string {
  const [label, id] = [memberOf(node, 'label'), memberOf(node, 'id')];
  const name = [label, id].find((text) => typeof text === 'string' && text !== '');
  if (name === undefined) return `${ordinal(index)} ${otherwise}`.trim();
  return word === '' ? String(name) : `${word} “${name}”`;
}

/** `valueByRegion` as words: the key stays recognisable in the document. */
function spaced(key: string): string {
  return /^[a-z]+([A-Z][a-z]+)*$/.test(key) ? key : `“${key}”`;
}
