import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import { checkedFile, type DocumentFile, PROGRAM } from './documentFile.ts';

/** The tier program of a file, checked, with what is advised on it. */
export function checkProgramFile(api: AnalyticsApi, written: DocumentFile) {
  return checkedFile(written, PROGRAM, async () => {
    const { program, ...judged } = await api.call('tier.check', { program: written.document });
    return { document: program, ...judged };
  });
}
