import { readFile } from 'node:fs/promises';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import type { Fault, TierProgram } from '../../analytics/api/tiers.ts';
import { readJsonText } from '../../analytics/present/jsonText.ts';

/** A tier program as it was written, before anyone has judged it. */
export interface ProgramFile {
  readonly file: string;
  readonly document: Record<string, unknown>;
}

export async function readProgramFile(file: string): Promise<ProgramFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    throw new QuarterdeckError('file-missing', `There is no program ${file}. Check the name and the folder.`, thrown);
  }
  const { document, fault } = readJsonText(text);
  if (document === null) throw new QuarterdeckError('program-invalid', `The program ${file} is ${fault}.`);
  return { file, document };
}

/** The program of a file, once nothing is wrong with it: every fault is told with its place and the mend. */
export async function checkProgramFile(
  api: AnalyticsApi,
  { file, document }: ProgramFile,
): Promise<{ readonly program: TierProgram; readonly advice: readonly Fault[] }> {
  const { program, faults, advice } = await api.call('tier.check', { program: document }).catch((thrown: unknown) => {
    // What cannot even be sent is a fault of the file, not of the command line.
    const unfit = thrown instanceof QuarterdeckError && thrown.code === 'bad-request';
    throw unfit ? new QuarterdeckError('program-invalid', `${file}: ${thrown.message}`, thrown) : thrown;
  });
  if (program && faults.length === 0) return { program, advice };
  throw new QuarterdeckError('program-invalid', faults.map((fault) => `${file}: ${faultText(fault)}`).join('\n'));
}

/** `Gold, 1st of all: The metric … (levels.2.requirement.all.0.metric)`. */
export function faultText({ where, sentence, place }: Fault): string {
  return `${where === '' ? '' : `${where}: `}${sentence}${place === '' ? '' : ` (${place})`}`;
}
