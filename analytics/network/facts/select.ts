/** A SELECT in brackets; empty joins and conditions fall out, so that callers can write the optional ones in place. */
export function select(
  columns: readonly string[],
  from: string,
  joins: readonly string[],
  conditions: readonly string[],
  groupBy: readonly string[] = [],
): string {
  const kept = conditions.filter((sql) => sql !== '');
  return `(SELECT ${columns.join(', ')} FROM ${from} ${joins.filter((sql) => sql !== '').join(' ')}${
    kept.length > 0 ? ` WHERE ${kept.map((sql) => `(${sql})`).join(' AND ')}` : ''
  }${groupBy.length > 0 ? ` GROUP BY ${groupBy.join(', ')}` : ''})`;
}

/** A column of the fact's own table, which every relation calls `d`. */
export function own(name: string): string {
  return `d.${name}`;
}
