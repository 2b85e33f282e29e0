/** Goes through the quarters of a history with what placing looks up read for many of them at once. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Segmentation } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SegmentDesk } from '../desk.ts';
import { type Population, readEverybodyOn, readFeaturesAhead, readPopulation } from '../features.ts';
import { placingMeasures } from '../place/measures.ts';
import type { QuarterEnd } from './quarterEnds.ts';

/** More days at once would take more memory, fewer would look at the same deals more often. */
const READ_AT_ONCE = 16;

interface History {
  readonly segmentation: Segmentation;
  readonly days: readonly QuarterEnd[];
  /** Read beside those that place, of everybody. */
  readonly beside?: readonly Measure[];
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
  { segmentation, beside = [] }: History,
  days: readonly QuarterEnd[],
  options: LabOptions,
): Promise<void> {
  const [placed, everybody]: [Population[], Population[]] = [[], []];
  for (const { asOf } of days) {
    placed.push(await readPopulation(desk, { asOf, where: segmentation.where }, options));
    everybody.push(await readEverybodyOn(desk, asOf, options));
  }
  const wanted = [
    { populations: placed, measures: placingMeasures(segmentation) },
    { populations: everybody, measures: beside },
  ];
  await readFeaturesAhead(desk, wanted, options);
}
