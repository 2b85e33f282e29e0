import { type AssumptionsInput, assumptions } from '../../analytics/api/documents/assumptions.ts';
import { faultPath, faultSentence } from '../../analytics/api/documents/faultSentence.ts';
import { ASSUMPTIONS, checkedFile, readDocumentFile } from './documentFile.ts';

/** What a file assumes of the effect of pay; each fault is told with its place and the mend. */
export async function readAssumptions(file: string): Promise<AssumptionsInput> {
  const written = await readDocumentFile(file, ASSUMPTIONS);
  const { document } = await checkedFile(written, ASSUMPTIONS, async () => {
    const { data = null, error } = assumptions.safeParse(written.document, { error: faultSentence });
    const faults = (error?.issues ?? []).map((issue) => {
      const place = faultPath(issue).join('.');
      return { place, where: '', sentence: issue.message };
    });
    return { document: data, faults, advice: [] };
  });
  return document;
}
