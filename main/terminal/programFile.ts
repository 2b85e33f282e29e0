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
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    throw new QuarterdeckError('file-missing', `There is no program ${file}. Check the name and the folder.`, thrown);
  }
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw new QuarterdeckError(
      'program-invalid',
      `The program ${file} is not JSON${placeOf(thrown, text)}. Correct it there; a comma or a quote is often what is missing.`,
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
  const { program, faults, advice } = await api.call('tier.check', { program: document });
  if (program && faults.length === 0) return { program, advice };
  throw new QuarterdeckError('program-invalid', faults.map((fault) => `${file}: ${faultText(fault)}`).join('\n'));
}

/** `Gold, 1st of all: The metric … (levels.2.requirement.all.0.metric)`. */
export function faultText({ where, sentence, place }: Fault): string {
  return `${where === '' ? '' : `${where}: `}${sentence}${place === '' ? '' : ` (${place})`}`;
}

/** Line and column of what JSON.parse stumbled over; it names a position, except at the end of the text. */
function placeOf(thrown: unknown, text: string): string {
  const message = String(thrown);
  const found = /position (\d+)/.exec(message);
  if (!found && !/end of JSON/i.test(message)) return '';
  const before = text.slice(0, found ? Number(found[1]) : text.length).split('\n');
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
