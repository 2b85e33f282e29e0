import { readFile } from 'node:fs/promises';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import type { Fault, TierProgram } from '../../analytics/api/tiers.ts';

/** A tier program as it was written, before anyone has judged it. */
export interface ProgramFile {
  readonly file: string;
  readonly document: Record<string, unknown>;
}

export async function readProgramFile(file: string): Promise<ProgramFile> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (thrown) {
    throw new QuarterdeckError('file-missing', `There is no program ${file}. Check the name and the folder.`, thrown);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (thrown) {
    throw new QuarterdeckError(
      'program-invalid',
      `The program ${file} is not JSON${placeOf(text)}. Correct it there; a comma or a quote is often what is missing.`,
      thrown,
    );
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new QuarterdeckError(
      'program-invalid',
      `The program ${file} is not an object. Write { "id": …, "name": …, "levels": [ … ] }.`,
    );
  }
  return { file, document: document as Record<string, unknown> };
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

/** Line and column of what JSON.parse stumbled over. */
function placeOf(text: string): string {
  const before = text.slice(0, readable(text)).split('\n');
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/**
 * How many characters can begin a document. Messages of JSON.parse name the place of some faults only, and a comma too
 * many is none of them; but a beginning that is sound fails at its own end.
 */
function readable(text: string): number {
  let [sound, broken] = [0, text.length + 1];
  while (broken - sound > 1) {
    const length = (sound + broken) >> 1;
    if (isBeginning(text.slice(0, length))) sound = length;
    else broken = length;
  }
  return sound;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (thrown) {
    const message = String(thrown);
    const position = /position (\d+)/.exec(message);
    return position ? Number(position[1]) >= text.length : /end of JSON/i.test(message);
  }
}
