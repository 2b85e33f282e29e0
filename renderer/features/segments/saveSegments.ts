/** The segment of every partner as a CSV file, handed to the host to save. */
import type { SegmentCaseInput } from '../../../analytics/api/documents/segmentCase.ts';
import { say } from '../../shell/statusLine.ts';
import { explain } from '../../transport/calls.ts';
import { call } from '../../transport/connection.ts';
import { saveFile } from '../../transport/files.ts';

export async function saveSegments(asked: SegmentCaseInput): Promise<void> {
  try {
    const { fileName, text, rows } = await call('segment.export', asked);
    // The mark tells Excel that the file is UTF-8: without it, names outside of ASCII come out broken.
    const where = await saveFile(fileName, new TextEncoder().encode(`\ufeff${text}`));
    if (where !== null) say(`${rows} partners written to ${where}`);
  } catch (thrown) {
    say(`Not exported. ${explain(thrown).sentence}`);
  }
}
