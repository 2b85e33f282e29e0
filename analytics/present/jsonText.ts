/** JSON that people write: read as one object, or told where it stops being JSON. */

export type JsonText =
  | { readonly document: Record<string, unknown>; readonly fault: null }
  /** A clause that goes on from “the text is …”: `not JSON at line 3, column 12`. */
  | { readonly document: null; readonly fault: string };

/** Line endings, a byte order mark and an empty text are met; nothing throws. */
export function readJsonText(text: string): JsonText {
  const plain = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    return {
      document: null,
      fault: `not JSON${placeOf(plain)}. Correct it there; a comma or a quote is often what is missing`,
    };
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { document: value as Record<string, unknown>, fault: null };
  }
  return { document: null, fault: 'not an object. Write { "id": …, "name": …, … }' };
}

/** Line and column of what JSON.parse stumbled over. */
function placeOf(text: string): string {
  const before = text.slice(0, readable(text)).split('\n');
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/**
 * How many characters can begin a document. Messages of JSON.parse name the place of some faults only, and a comma too
 * many is none of them; but a beginning that is sound fails at its own end.
 */
function readable(text: string): number {
  let [sound, broken] = [0, text.length + 1];
  while (broken - sound > 1) {
    const length = (sound + broken) >> 1;
    if (isBeginning(text.slice(0, length))) sound = length;
    else broken = length;
  }
  return sound;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (thrown) {
    const message = String(thrown);
    const position = /position (\d+)/.exec(message);
    return position ? Number(position[1]) >= text.length : /end of JSON/i.test(message);
  }
}
