/** Goes through the quarters of a history with what placing looks up read for many of them at once. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Filter } from '../../api/documents/query.ts';
import type { Segmentation } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SegmentDesk } from '../desk.ts';
import { type Population, readFeaturesAhead, readPopulation } from '../features.ts';
import { placingMeasures } from '../place/measures.ts';
import type { QuarterEnd } from './quarterEnds.ts';

/** More days at once would take more memory, fewer would look at the same deals more often. */
const READ_AT_ONCE = 16;

interface History {
  readonly segmentation: Segmentation;
  readonly days: readonly QuarterEnd[];
  /** Measures beside those that place, of the partners that match `where`. */
  readonly beside?: { readonly measures: readonly Measure[]; readonly where: readonly Filter[] };
}

/**
 * @param work the quarters come one after the other, the earliest first
 * @throws QuarterdeckError what reading the measures throws, and `cancelled` when the signal fires
 */
export async function eachQuarter(
  desk: SegmentDesk,
  history: History,
  options: LabOptions,
  work: (day: QuarterEnd, options: LabOptions) => Promise<void>,
): Promise<void> {
  const { days } = history;
  const own = { signal: options.signal };
  for (const [index, day] of days.entries()) {
    options.progress?.('Placing partners', index, days.length, 'quarters');
    if (index % READ_AT_ONCE === 0) await readAhead(desk, history, days.slice(index, index + READ_AT_ONCE), own);
    await work(day, own);
  }
  options.progress?.('Placing partners', days.length, days.length, 'quarters');
}

async function readAhead(
  desk: SegmentDesk,
  { segmentation, beside }: History,
  days: readonly QuarterEnd[],
  options: LabOptions,
): Promise<void> {
  const populations = async (where: readonly Filter[]) => {
    const found: Population[] = [];
    for (const { asOf } of days) found.push(await readPopulation(desk, { asOf, where }, options));
    return found;
  };
  const measures = placingMeasures(segmentation);
  const all = await populations(segmentation.where);
  if (!beside || beside.where.length === 0) {
    await readFeaturesAhead(desk, all, [...measures, ...(beside?.measures ?? [])], options);
    return;
  }
  await readFeaturesAhead(desk, all, measures, options);
  const some = await populations([...segmentation.where, ...beside.where]);
  await readFeaturesAhead(desk, some, beside.measures, options);
}
