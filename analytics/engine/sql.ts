/** A text as an SQL literal. Prefer bindings; this is for the places that cannot be bound (settings, file names, options). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier, whatever characters a file's header brings. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
