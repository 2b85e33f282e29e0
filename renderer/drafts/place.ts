/** Values inside a document by their place, as the engine names it: `levels.2.requirement.all.0.value`. */

type Node = Readonly<Record<string, unknown>> | readonly unknown[];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** The value at a place; undefined when the document has no such place. */
export function valueAt(document: unknown, place: string): unknown {
  const path = pathOf(document, place);
  return path?.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document);
}

/**
 * The document with one value changed; everything off the path is shared with the old one. A place that the document
 * does not have leaves it as it is.
 */
export function withValueAt<D>(document: D, place: string, value: unknown): D {
  const path = pathOf(document, place);
  return path ? (replaced(document, path, value) as D) : document;
}

/** The document without what stands at a place: a key that is gone, or a shorter list. */
export function withoutValueAt<D>(document: D, place: string): D {
  const path = pathOf(document, place);
  const key = path?.at(-1);
  if (!path || key === undefined) return document;
  const home = path.slice(0, -1).reduce<unknown>((node, one) => (node as Record<string, unknown>)[one], document);
  if (Array.isArray(home)) {
    const left = home.filter((_, at) => at !== Number(key));
    return replaced(document, path.slice(0, -1), left) as D;
  }
  const { [key]: _, ...left } = home as Record<string, unknown>;
  return replaced(document, path.slice(0, -1), left) as D;
}

function replaced(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = Array.isArray(node) ? [...node] : { ...(node as object) };
  const held = copy as Record<string, unknown>;
  held[key] = replaced(held[key], rest, value);
  return copy;
}

/** The keys of a place. A key may hold dots itself (a region group named `U.K.`), so the document decides. */
function pathOf(document: unknown, place: string): string[] | null {
  if (place === '') return [];
  if (!isNode(document)) return null;
  const parts = place.split('.');
  for (let length = 1; length <= parts.length; length += 1) {
    const key = parts.slice(0, length).join('.');
    if (!Object.hasOwn(document, key)) continue;
    const rest = pathOf((document as Record<string, unknown>)[key], parts.slice(length).join('.'));
    if (rest) return [key, ...rest];
  }
  return null;
}
