/** Words in the scatter: where they go, and which are left out rather than laid upon one another. Pure. */
import type { SegmentProfile } from '../../../../analytics/api/segments.ts';
import { EDGE, type Spots } from './spots.ts';
import { stacksOf } from './stacks.ts';

export interface Note {
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

/** Of text of 11 px: a little more than most letters need. */
const LETTER = 6.2;
const LINE = 14;

export const widthOf = (text: string): number => text.length * LETTER;

/** The notes that have room, those first in the list before the others. */
export function roomy(notes: readonly Note[]): readonly Note[] {
  const kept: Note[] = [];
  for (const note of notes) if (!kept.some((other) => overlap(note, other))) kept.push(note);
  return kept;
}

function overlap(a: Note, b: Note): boolean {
  const across = a.left < b.left + widthOf(b.text) + 4 && b.left < a.left + widthOf(a.text) + 4;
  return across && Math.abs(a.top - b.top) < LINE;
}

/** Along a line, those that keep the room that their text needs from the one kept before. */
export function spaced<P extends { readonly text: string; readonly at: number }>(
  places: readonly P[],
  room: (text: string) => number,
): readonly P[] {
  const kept: P[] = [];
  for (const place of places) {
    const last = kept.at(-1);
    if (!last || Math.abs(place.at - last.at) >= room(place.text)) kept.push(place);
  }
  return kept;
}

/** Names of cells in their upper right corners; those that are too narrow go without. */
export function cellNotes(
  segments: readonly SegmentProfile[],
  cuts: { readonly x: readonly string[]; readonly y: readonly string[] },
  spots: Spots,
): readonly Note[] {
  const rights = [...cuts.x.map((cut) => spots.x.at(Number(cut))), spots.width - EDGE.right];
  const lefts = [EDGE.left, ...rights];
  const tops = [...cuts.y.map((cut) => spots.y.at(Number(cut))), EDGE.top];
  const bottoms = [spots.height - EDGE.bottom, ...tops];
  return segments.flatMap(({ label, cell }) => {
    if (!cell) return [];
    const [right, top] = [rights[cell[0]]!, tops[cell[1]]!];
    const fits = right - lefts[cell[0]]! >= widthOf(label) + 8 && bottoms[cell[1]]! - top >= 2 * LINE;
    return fits ? [{ text: label, left: right - widthOf(label) - 3, top: top + 2 }] : [];
  });
}

/** How many partners are on one spot, beside it; inside the field where it stands at the right. */
export function stackNotes({ dots, width }: Spots, write: (partners: number) => string): readonly Note[] {
  return stacksOf(dots.x, dots.y).map(({ x, y, partners }) => {
    const text = write(partners);
    const right = x + 8 + widthOf(text) > width - EDGE.right;
    return { text, left: right ? x - 8 - widthOf(text) : x + 8, top: y - LINE - 2 };
  });
}
