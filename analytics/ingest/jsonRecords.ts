/** The records at the beginning of JSON lines, or of one JSON array of objects, as far as the text goes. */
export function jsonHead(text: string, limit: number): Record<string, unknown>[] {
  const records: Record<string, unknown>[] = [];
  let depth = 0;
  let start = -1;
  let quoted = false;
  for (let i = 0; i < text.length && records.length < limit; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
      continue;
    }
    if (c === '"') quoted = true;
    else if (c === '{') {
      if (depth++ === 0) start = i;
    } else if (c === '}' && --depth === 0) {
      records.push(JSON.parse(text.slice(start, i + 1)) as Record<string, unknown>);
    }
  }
  return records;
}

/** A JSON value as the text that the store's typing reads: plain values bare, the rest as JSON. */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
