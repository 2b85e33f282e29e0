/** Places the partners at every quarter's end of the history: what makes a segmentation a dimension. */
import type { Segmentation } from '../api/documents/segmentation.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { addDays } from '../network/dates.ts';
import type { SegmentDesk } from './desk.ts';
import { eachQuarter } from './history/eachQuarter.ts';
import { quarterEnds } from './history/quarterEnds.ts';
import type { PlacedSegment, Placement } from './place/placement.ts';
import { placePartners } from './place.ts';
import type { MemberSpan, PlacedHistory } from './store/commands.ts';

/**
 * A partner is in the segment of a quarter's end until the day before the next one; from the last one on until somebody
 * assigns again. Before the first one nobody is in any. Clusters are those of the last one throughout.
 * @throws QuarterdeckError what placing throws; `cancelled` when the signal fires
 */
export async function placeHistory(
  desk: SegmentDesk,
  segmentation: Segmentation,
  options: LabOptions = {},
): Promise<PlacedHistory> {
  const days = quarterEnds(desk.context.network);
  const last = days.at(-1)!.asOf;
  const history = new SpanBook();
  const segments = new Map<string, PlacedSegment>();
  await eachQuarter(desk, { segmentation, days }, options, async ({ asOf }, own) => {
    const placement = await placePartners(desk, segmentation, { asOf, where: [], clustersOf: last }, own);
    history.add(placement);
    // The newest placement says how a segment is called, and in which order they stand.
    for (const segment of placement.segments) {
      segments.delete(segment.id);
      segments.set(segment.id, segment);
    }
  });
  return {
    name: segmentation.name,
    version: segmentation.version,
    from: days[0]!.asOf,
    to: last,
    quarters: days.length,
    segments: [...segments.values()].map(({ id, label }) => ({ id, label })),
    spans: history.spans(),
  };
}

/** Neighbouring quarters in the same segment as one span. */
class SpanBook {
  private readonly ended: MemberSpan[] = [];
  /** By place among all partners of the network; nothing for who is in no segment. */
  private running: (Running | undefined)[] = [];

  add({ asOf, partners, population, segment, segments }: Placement): void {
    const next: typeof this.running = new Array(this.running.length);
    for (const [index, partner] of partners.entries()) {
      const own = segments[segment[index]!]?.id;
      if (own === undefined) continue;
      const place = population.places[index]!;
      const before = this.running[place];
      next[place] = before?.segment === own ? before : { partner, segment: own, from: asOf };
    }
    const to = addDays(asOf, -1);
    this.running.forEach((span, place) => {
      if (span && next[place] !== span) this.ended.push({ ...span, to });
    });
    this.running = next;
  }

  spans(): MemberSpan[] {
    return [...this.ended, ...this.running.flatMap((span) => (span ? [{ ...span, to: null }] : []))];
  }
}

type Running = Omit<MemberSpan, 'to'>;
