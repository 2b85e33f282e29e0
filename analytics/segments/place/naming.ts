/** What a document leaves out about its segments. */
import { SEGMENT_COLOURS, type SegmentColour, type SegmentName } from '../../api/documents/segmentation.ts';
import type { PlacedSegment } from './placement.ts';

/** Segments with labels, colours that differ as long as there are enough, and a sentence each. */
export function placedSegments(
  names: readonly SegmentName[],
  meaningOf: (index: number) => string,
  cellOf: (index: number) => PlacedSegment['cell'] = () => null,
): PlacedSegment[] {
  const free = SEGMENT_COLOURS.filter((colour) => !names.some((name) => name.colour === colour));
  const palette: readonly SegmentColour[] = free.length > 0 ? free : SEGMENT_COLOURS;
  let given = 0;
  return names.map(({ id, label, colour, advice, meaning }, index) => ({
    id,
    label: label ?? id,
    colour: colour ?? palette[given++ % palette.length]!,
    advice: advice ?? null,
    meaning: meaning ?? meaningOf(index),
    cell: cellOf(index),
  }));
}
