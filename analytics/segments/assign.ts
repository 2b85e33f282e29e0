/** Places the partners at every quarter's end of the history: what makes a segmentation a dimension. */
import type { Segmentation } from '../api/documents/segmentation.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { addDays } from '../network/dates.ts';
import type { SegmentDesk } from './desk.ts';
import { quarterEnds } from './history/quarterEnds.ts';
import type { PlacedSegment, Placement } from './place/placement.ts';
import { placePartners } from './place.ts';
import type { MemberSpan, PlacedHistory } from './store/commands.ts';

/**
 * A partner is in the segment of a quarter's end until the day before the next one; from the last one on until somebody
 * assigns again. Before the first one nobody is in any.
 * @throws QuarterdeckError what placing throws; `cancelled` when the signal fires
 */
export async function placeHistory(
  desk: SegmentDesk,
  segmentation: Segmentation,
  options: LabOptions = {},
): Promise<PlacedHistory> {
  const days = quarterEnds(desk.context.network);
  const history = new SpanBook();
  const segments = new Map<string, PlacedSegment>();
  for (const [index, { asOf }] of days.entries()) {
    options.progress?.('Placing partners', index, days.length, 'quarters');
    const placement = await placePartners(desk, segmentation, { asOf, where: [] }, { signal: options.signal });
    history.add(placement);
    // The newest placement says how a segment is called, and in which order they stand.
    for (const segment of placement.segments) {
      segments.delete(segment.id);
      segments.set(segment.id, segment);
    }
  }
  options.progress?.('Placing partners', days.length, days.length, 'quarters');
  return {
    name: segmentation.name,
    version: segmentation.version,
    from: days[0]!.asOf,
    to: days.at(-1)!.asOf,
    quarters: days.length,
    segments: [...segments.values()].map(({ id, label }) => ({ id, label })),
    spans: history.spans(),
  };
}

/** Neighbouring quarters in the same segment as one span. */
class SpanBook {
  private readonly ended: MemberSpan[] = [];
  private running = new Map<string, { readonly segment: string; readonly from: string }>();

  add({ asOf, partners, segment, segments }: Placement): void {
    const next: typeof this.running = new Map();
    for (const [index, partner] of partners.entries()) {
      const own = segments[segment[index]!]?.id;
      if (own === undefined) continue;
      const before = this.running.get(partner);
      next.set(partner, before?.segment === own ? before : { segment: own, from: asOf });
    }
    for (const [partner, span] of this.running) {
      if (next.get(partner) !== span) this.ended.push({ partner, ...span, to: addDays(asOf, -1) });
    }
    this.running = next;
  }

  spans(): MemberSpan[] {
    const open = [...this.running].map(([partner, span]): MemberSpan => ({ partner, ...span, to: null }));
    return [...this.ended, ...open];
  }
}
