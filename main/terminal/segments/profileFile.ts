import { faultPath, faultSentence } from '../../../analytics/api/documents/faultSentence.ts';
import {
  type PartnerProfile,
  partnerProfile,
  type Segmentation,
} from '../../../analytics/api/documents/segmentation.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import { checkedFile, PROFILE, readDocumentFile } from '../documentFile.ts';

/** The profile of a file; each fault is told with its place and the mend. */
export async function readProfile(file: string): Promise<PartnerProfile> {
  const written = await readDocumentFile(file, PROFILE);
  const { document } = await checkedFile(written, PROFILE, async () => {
    const { data = null, error } = partnerProfile.safeParse(written.document, { error: faultSentence });
    const faults = (error?.issues ?? []).map((issue) => {
      const place = faultPath(issue).join('.');
      return { place, where: '', sentence: issue.message };
    });
    return { document: data, faults, advice: [] };
  });
  return document;
}

/** The profile that one of the axes of a matrix scores by. */
export function profileOf({ name, by }: Segmentation): PartnerProfile {
  const axes = 'matrix' in by ? [by.matrix.y, by.matrix.x] : [];
  const [profile] = axes.flatMap((axis) => axis.profile ?? []);
  if (profile) return profile;
  throw new QuarterdeckError('bad-request', `“${name}” scores nobody by a profile. Name a profile: --fit FILE.`);
}
