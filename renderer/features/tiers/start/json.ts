/** Text that should be one JSON object, while somebody is still writing it. */

export interface ReadJson {
  readonly document: Record<string, unknown> | null;
  /** What keeps it from being one; null for no text at all. */
  readonly fault: string | null;
}

export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { document: null, fault: null };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { document: value as Record<string, unknown>, fault: null };
    }
    return { document: null, fault: 'This is JSON, but no object: a program begins with { and ends with }.' };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { document: null, fault: `Not JSON yet: ${why}.` };
  }
}
