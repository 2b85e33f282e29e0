/** Whether a segmentation can place partners, and what is wrong with it where, in sentences that say how to mend it. */
import { faultPath, faultSentence } from '../api/documents/faultSentence.ts';
import { type Segmentation, segmentation } from '../api/documents/segmentation.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Checked } from '../api/methods.ts';
import type { SegmentationCheck } from '../api/segments.ts';
import type { Fault } from '../api/tiers.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { Network } from '../network/network.ts';
import { type Finding, faultText, nestedDeeper, unique, written } from '../rules/documents/faults.ts';
import { placeOf } from '../rules/documents/places.ts';
import { adviseOnData, segmentationAdvice } from './check/advice.ts';
import { measureFaults } from './check/measures.ts';
import { whereOf } from './check/places.ts';
import { shapeFaults } from './check/shape.ts';
import type { SegmentDesk } from './desk.ts';

/** Deeper than anybody nests conditions, and shallow enough to walk. */
const MOST_NESTED = 60;

/** All faults that can be told at once, and advice that needs no data. */
export function checkSegmentation(raw: unknown, network: Network): SegmentationCheck {
  const said = ({ path, sentence }: Finding): Fault => ({ place: placeOf(path), where: whereOf(raw, path), sentence });
  const refused = (findings: readonly Finding[]): SegmentationCheck => ({
    segmentation: null,
    faults: unique(findings.map(said)),
    advice: [],
  });
  const deep = nestedDeeper(raw, MOST_NESTED);
  if (deep) {
    const sentence = `Conditions are nested more than ${MOST_NESTED} deep. Take levels of nesting out.`;
    return refused([{ path: deep.slice(0, 4), sentence }]);
  }
  const parsed = segmentation.safeParse(raw, { error: faultSentence });
  if (!parsed.success) {
    return refused(
      parsed.error.issues.map((issue) => ({ path: written(raw, faultPath(issue)), sentence: issue.message })),
    );
  }
  const faults = [...shapeFaults(parsed.data), ...measureFaults(parsed.data, network)];
  if (faults.length > 0) return refused(faults);
  return { segmentation: parsed.data, faults: [], advice: segmentationAdvice(parsed.data, network).map(said) };
}

/** The same, and what the document names that the data does not have. */
export async function segmentCheck(
  desk: SegmentDesk,
  asked: Checked<'segment.check'>,
  options: LabOptions = {},
): Promise<SegmentationCheck> {
  const check = checkSegmentation(asked.segmentation, desk.context.network);
  if (!check.segmentation) return check;
  return { ...check, advice: [...check.advice, ...(await adviseOnData(desk, check.segmentation, options))] };
}

/** @throws QuarterdeckError `segmentation-invalid`: every fault with its place and the mend. */
export function needDocument(raw: unknown, network: Network): Segmentation {
  const { segmentation: sound, faults } = checkSegmentation(raw, network);
  if (sound) return sound;
  throw new QuarterdeckError('segmentation-invalid', faults.map(faultText).join(' '));
}
