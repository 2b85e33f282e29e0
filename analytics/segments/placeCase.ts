/** A case as somebody asked it, placed: the segmentation checked, the day named, and moves by hand above what it says. */

import type { Segmentation } from '../api/documents/segmentation.ts';
import type { SegmentCase } from '../api/documents/segmentCase.ts';
import type { SegmentBasis } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { countWords } from '../present/labels.ts';
import { needDocument } from './check.ts';
import type { SegmentDesk } from './desk.ts';
import { type Placement, UNPLACED } from './place/placement.ts';
import { type PlaceRequest, placePartners } from './place.ts';
import { type HandPlaced, placedByHand } from './store.ts';

export interface PlacedCase {
  readonly segmentation: Segmentation;
  /** With partners that somebody moved by hand where they were put. */
  readonly placement: Placement;
  /** By index, who was put there by hand. */
  readonly moved: ReadonlyMap<number, HandPlaced>;
  readonly basis: SegmentBasis;
}

/**
 * @param asked `clustersOf` as `PlaceRequest` has it
 * @throws QuarterdeckError `segmentation-invalid` with every fault and its mend, `dimension-unknown` for a filter that does
 * not choose partners, `cancelled` when the signal fires.
 */
export async function placeCase(
  desk: SegmentDesk,
  asked: SegmentCase & Pick<PlaceRequest, 'clustersOf'>,
  options: LabOptions = {},
): Promise<PlacedCase> {
  const { context } = desk;
  const { network, dataVersion, policyVersion } = context;
  const segmentation = checkedDocument(desk, asked.segmentation);
  const asOf = asked.asOf ?? lastQuarterEnd(network);
  const placed = await placePartners(
    desk,
    segmentation,
    { asOf, where: asked.where, clustersOf: asked.clustersOf },
    options,
  );
  const hands = asked.saved === undefined ? null : await placedByHand(context.reader, asked.saved, asOf);
  const { placement, moved, lost } = hands
    ? withHands(placed, hands)
    : { placement: placed, moved: new Map<number, HandPlaced>(), lost: 0 };
  const { locale, baseCurrency } = network.policy;
  const { id, name, version } = segmentation;
  return {
    segmentation,
    placement,
    moved,
    basis: {
      segmentation: { id, name, version },
      method: placement.method,
      asOf,
      population: placement.partners.length,
      currency: baseCurrency,
      dataVersion,
      policyVersion,
      notes: [
        ...placement.notes,
        ...(moved.size > 0 ? [`${countWords(moved.size, 'partner', locale)} placed by hand.`] : []),
        ...(lost > 0
          ? [
              `${countWords(lost, 'partner', locale)} moved by hand to segments that are no longer there: placed by their figures.`,
            ]
          : []),
      ],
    },
  };
}

/**
 * What was checked before is not checked again.
 * @throws QuarterdeckError `segmentation-invalid` with every fault and its mend
 */
export function checkedDocument({ context, lab }: SegmentDesk, raw: SegmentCase['segmentation']): Segmentation {
  const text = JSON.stringify(raw);
  return lab.make(context, `segmentation ${text}`, () => ({
    value: needDocument(raw, context.network),
    bytes: text.length * 4,
  }));
}

function withHands(
  placed: Placement,
  hands: ReadonlyMap<string, HandPlaced>,
): Pick<PlacedCase, 'placement' | 'moved'> & { readonly lost: number } {
  const places = new Map(placed.segments.map(({ id }, index) => [id, index]));
  const segment = placed.segment.slice();
  const moved = new Map<number, HandPlaced>();
  let lost = 0;
  for (const [index, partner] of placed.partners.entries()) {
    const hand = hands.get(partner);
    if (!hand) continue;
    const place = places.get(hand.segment);
    if (place === undefined) {
      lost++;
      continue;
    }
    segment[index] = place;
    moved.set(index, hand);
  }
  const why = (index: number): string => {
    const hand = moved.get(index);
    if (!hand) return placed.why(index);
    const own = placed.segment[index]!;
    const otherwise = own === UNPLACED ? 'nowhere' : placed.segments[own]!.label;
    const by = hand.by === null ? '' : ` by ${hand.by}`;
    return `placed by hand${by}: ${hand.reason} (by its figures ${otherwise}: ${placed.why(index)})`;
  };
  return { placement: { ...placed, segment, why }, moved, lost };
}
