/** Copies of documents with some values changed. */

export type Path = readonly (string | number)[];

export interface Edit {
  readonly path: Path;
  /** `undefined` takes the field away. */
  readonly value: unknown;
}

/** The document with these values in place; what is not on the way to one of them is shared. */
export function withValues<T>(document: T, edits: readonly Edit[]): T {
  return edits.reduce((edited, { path, value }) => withValue(edited, path, value) as T, document);
}

/** What lies at the path; undefined when the way there ends early. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce(
    (node, key) =>
      typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[key] : undefined,
    document,
  );
}

function withValue(node: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  const fields = node as Readonly<Record<string, unknown>>;
  const field = withValue(fields[key], rest, value);
  if (field !== undefined) return { ...fields, [key]: field };
  const { [key]: _, ...others } = fields;
  return others;
}
