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
