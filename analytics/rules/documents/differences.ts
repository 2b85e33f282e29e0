/**
 * What differs between two versions of a document, and a document with some of the differences made. Items of lists are
 * matched by name, not by position, so that an inserted one is one difference and not a change of all behind it.
 */
import type { Path } from './edit.ts';

/** What the kind of document knows about itself. Paths hold the keys, and the names of items in lists. */
export interface Naming {
  /** What tells an item of a list from its siblings; null for one that only its position tells. */
  nameOf(item: unknown, list: readonly string[]): string | null;
  /** Two fields objects that are different things rather than one thing changed. */
  differ(before: Fields, after: Fields, path: readonly string[]): boolean;
  /** A list that is one value: its items mean nothing by themselves. */
  isValue(list: readonly unknown[], path: readonly string[]): boolean;
  /**
   * A list whose items that came stand in for those that went, first for first: one difference each (`whole`), or one for each
   * of its values where several differ (`values`).
   */
  replaces(path: readonly string[]): 'whole' | 'values' | null;
  /** A list whose order means something. */
  isOrdered(path: readonly string[]): boolean;
}

export type Fields = Readonly<Record<string, unknown>>;

/** One difference, made or not made as a whole. Missing values are `undefined`. */
export interface Difference {
  /** `moved`: the items of a list stand in another order; from and to are their names. */
  readonly kind: 'changed' | 'added' | 'removed' | 'moved';
  readonly path: readonly string[];
  /** Where it is by keys and positions: in the later document, or in the earlier one when it was removed. */
  readonly place: Path;
  readonly from: unknown;
  readonly to: unknown;
  /** Of an added item: the names of those before it, the nearest first. */
  readonly after?: readonly string[];
}

/** In the order of the later document; what was removed comes where its list ends. */
export function differences(before: unknown, after: unknown, naming: Naming): Difference[] {
  return compare(before, after, { path: [], before: [], after: [] }, naming);
}

/** What names a version of rules, and says when it is in force, rather than being a rule of it. */
const IDENTITY: ReadonlySet<string> = new Set([
  'id',
  'name',
  'version',
  'source',
  'example',
  'effectiveFrom',
  'effectiveTo',
]);

/** The differences between two versions of a rule document, without those of name and days. */
export function ruleDifferences(before: unknown, after: unknown, naming: Naming): Difference[] {
  return differences(before, after, naming).filter(({ path }) => !IDENTITY.has(path[0] ?? ''));
}

/** Where a pair of values is: by names, and by position in both documents. */
interface At {
  readonly path: readonly string[];
  readonly before: Path;
  readonly after: Path;
}

function compare(before: unknown, after: unknown, at: At, naming: Naming): Difference[] {
  if (same(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && !isValue(before, after, at.path, naming)) {
    return compareLists(before, after, at, naming);
  }
  if (isFields(before) && isFields(after) && !naming.differ(before, after, at.path)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
    return [...keys].flatMap((key) => compare(before[key], after[key], below(at, key, key, key), naming));
  }
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ kind, path: at.path, place: kind === 'removed' ? at.before : at.after, from: before, to: after }];
}

function compareLists(before: readonly unknown[], after: readonly unknown[], at: At, naming: Naming): Difference[] {
  const was = namesOf(before, at.path, naming);
  const is = matchedNames(before, was, after, at.path, naming);
  const gone = was.filter((name) => !is.includes(name));
  const come = is.filter((name) => !was.includes(name));
  // Who stands in for whom: the replaced item keeps the place and the name that the earlier document has for it.
  const replaced = new Map<string, string>();
  const replacing = naming.replaces(at.path);
  if (replacing) {
    for (const [index, name] of come.entries()) if (index < gone.length) replaced.set(name, gone[index]!);
  }
  const stays = is.map((name) => replaced.get(name) ?? name);
  const found = after.flatMap((item, index): Difference[] => {
    const name = stays[index]!;
    const former = was.indexOf(name);
    const here = below(at, name, former, index);
    if (former < 0) {
      const earlier = stays.slice(0, index).reverse();
      return [{ kind: 'added', path: here.path, place: here.after, from: undefined, to: item, after: earlier }];
    }
    const own = replaced.has(is[index]!) ? null : compare(before[former], item, here, naming);
    if (own) return own;
    const values = replacing === 'values' ? valuesOf(before[former], item, here, naming) : [];
    if (values.length > 1) return values;
    return [{ kind: 'changed', path: here.path, place: here.after, from: before[former], to: item }];
  });
  const removed = was.flatMap((name, index): Difference[] => {
    if (stays.includes(name)) return [];
    const here = below(at, name, index, -1);
    return [{ kind: 'removed', path: here.path, place: here.before, from: before[index], to: undefined }];
  });
  const [from, to] = [was.filter((name) => stays.includes(name)), stays.filter((name) => was.includes(name))];
  const moved = naming.isOrdered(at.path) && !same(from, to);
  return [
    ...found,
    ...removed,
    ...(moved ? [{ kind: 'moved', path: at.path, place: at.after, from, to: stays } as const] : []),
  ];
}

/** The differences of an item value by value; none of things that cannot be compared that way. */
function valuesOf(before: unknown, after: unknown, at: At, naming: Naming): Difference[] {
  return isFields(before) && isFields(after) && !naming.differ(before, after, at.path)
    ? compare(before, after, at, naming)
    : [];
}

/**
 * The document with the differences made: those between it and another one, or some of them. A difference whose place
 * is not in the document (its list or its object is gone) has nothing to change and is passed over.
 */
export function withDifferences<T>(document: T, made: readonly Difference[], naming: Naming): T {
  const root = { node: named(document, [], naming) };
  // Orders come last: they speak of the items that are there in the end.
  const inOrder = [...made].sort((a, b) => Number(a.kind === 'moved') - Number(b.kind === 'moved'));
  for (const difference of inOrder) make(root, difference, naming);
  return plain(root.node) as T;
}

/** A document whose list items carry their names, so that they are found however the list changes meanwhile. */
type Node =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'fields'; readonly fields: Map<string, Node> }
  | { readonly kind: 'list'; readonly items: { name: string; node: Node }[] };

function named(value: unknown, path: readonly string[], naming: Naming): Node {
  if (Array.isArray(value) && !naming.isValue(value, path)) {
    const names = namesOf(value, path, naming);
    const items = value.map((item, index) => ({
      name: names[index]!,
      node: named(item, [...path, names[index]!], naming),
    }));
    return { kind: 'list', items };
  }
  if (isFields(value)) {
    const fields = Object.entries(value).map(([key, field]) => [key, named(field, [...path, key], naming)] as const);
    return { kind: 'fields', fields: new Map(fields) };
  }
  return { kind: 'value', value };
}

function plain(node: Node): unknown {
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.items.map((item) => plain(item.node));
  return Object.fromEntries([...node.fields].map(([key, field]) => [key, plain(field)]));
}

function make(root: { node: Node }, { kind, path, to, after = [] }: Difference, naming: Naming): void {
  const last = path.at(-1);
  if (last === undefined) {
    root.node = named(to, [], naming);
    return;
  }
  if (kind === 'moved') {
    const list = find(root.node, path);
    if (list?.kind === 'list') order(list.items, to as readonly string[]);
    return;
  }
  const home = find(root.node, path.slice(0, -1));
  const node = to === undefined ? undefined : named(to, path, naming);
  if (home?.kind === 'fields') {
    if (node) home.fields.set(last, node);
    else home.fields.delete(last);
  } else if (home?.kind === 'list') {
    const index = home.items.findIndex(({ name }) => name === last);
    const items = node ? [{ name: last, node }] : [];
    if (index >= 0) home.items.splice(index, 1, ...items);
    else home.items.splice(placeAfter(home.items, after), 0, ...items);
  }
}

function placeAfter(items: readonly { readonly name: string }[], earlier: readonly string[]): number {
  const nearest = earlier.find((one) => items.some(({ name }) => name === one));
  return items.findIndex(({ name }) => name === nearest) + 1;
}

function find(node: Node | undefined, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, key) => {
    if (at?.kind === 'fields') return at.fields.get(key);
    return at?.kind === 'list' ? at.items.find(({ name }) => name === key)?.node : undefined;
  }, node);
}

/** Items that the order does not name keep their distance to the start. */
function order(items: { name: string }[], names: readonly string[]): void {
  const listed = items.filter(({ name }) => names.includes(name));
  listed.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  for (const [index, { name }] of items.entries()) if (names.includes(name)) items[index] = listed.shift()!;
}

/** Items of one name are numbered, items without one have their position. */
function namesOf(list: readonly unknown[], path: readonly string[], naming: Naming): string[] {
  const names: string[] = [];
  for (const [index, item] of list.entries()) names.push(freeName(nameAt(item, index, path, naming), names));
  return names;
}

/**
 * The names of the later items: those of their equals of the earlier list first, so that of several items of one name
 * (groups of tests have no other) the ones that stayed are not taken for changed; then of what else has the name.
 */
function matchedNames(
  before: readonly unknown[],
  was: readonly string[],
  after: readonly unknown[],
  path: readonly string[],
  naming: Naming,
): string[] {
  const free = new Set(was.keys());
  const take = (fits: (index: number) => boolean): string | undefined => {
    const index = [...free].find(fits);
    if (index === undefined) return undefined;
    free.delete(index);
    return was[index];
  };
  const nameOf = (list: readonly unknown[], index: number) => nameAt(list[index], index, path, naming);
  const equal = after.map((item, index) =>
    take((former) => nameOf(before, former) === nameOf(after, index) && same(before[former], item)),
  );
  const names: string[] = [];
  const taken = [...was];
  for (const [index, found] of equal.entries()) {
    const wanted = nameOf(after, index);
    const name = found ?? take((former) => nameOf(before, former) === wanted) ?? freeName(wanted, taken);
    names.push(name);
    taken.push(name);
  }
  return names;
}

function nameAt(item: unknown, index: number, path: readonly string[], naming: Naming): string {
  return naming.nameOf(item, path) ?? `#${index + 1}`;
}

function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count++) free = `${name}#${count}`;
  return free;
}

function isValue(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
  naming: Naming,
): boolean {
  return naming.isValue(before, path) || naming.isValue(after, path);
}

function below(at: At, name: string, before: string | number, after: string | number): At {
  return { path: [...at.path, name], before: [...at.before, before], after: [...at.after, after] };
}

/** Whether a value of a document is an object of fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as documents: a field that is `undefined` is not there. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isFields(a) || !isFields(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}
