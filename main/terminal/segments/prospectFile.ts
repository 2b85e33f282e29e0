import { readTextFile } from '../documentFile.ts';

/** A list of prospects as the engine reads it: cells parted by tabs, semicolons or bars, as they lie on a clipboard. */
export async function readProspectFile(file: string): Promise<string> {
  const text = (await readTextFile(file, 'list of prospects')).replace(/^\uFEFF/, '');
  const [head = ''] = text.split(/\r?\n/, 1);
  return head.includes(',') && !/[\t;|]/.test(head) ? text.replace(COMMA, tab) : text;
}

/** A quoted cell whole, or a comma between cells. */
const COMMA = /"[^"]*"|,/g;

function tab(found: string): string {
  return found === ',' ? '\t' : found;
}
