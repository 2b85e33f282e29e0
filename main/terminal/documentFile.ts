/** Documents that people write and hand over as files: tier programs, incentive plans, segmentations, assumptions. */
import { readFile } from 'node:fs/promises';
import { type ErrorCode, QuarterdeckError } from '../../analytics/api/errors.ts';
import type { Fault } from '../../analytics/api/tiers.ts';
import { readJsonText } from '../../analytics/present/jsonText.ts';

/** A document as it was written, before anyone has judged it. */
export interface DocumentFile {
  readonly file: string;
  readonly document: Record<string, unknown>;
}

/** What a file is to hold, and the code of the error that it does not. */
export interface DocumentKind {
  readonly noun: string;
  readonly invalid: ErrorCode;
}

export const PROGRAM: DocumentKind = { noun: 'program', invalid: 'program-invalid' };
export const PLAN: DocumentKind = { noun: 'plan', invalid: 'plan-invalid' };
export const SEGMENTATION: DocumentKind = { noun: 'segmentation', invalid: 'segmentation-invalid' };
export const PROFILE: DocumentKind = { noun: 'profile', invalid: 'segmentation-invalid' };
export const ASSUMPTIONS: DocumentKind = { noun: 'assumptions', invalid: 'plan-invalid' };

/** @param noun what the file is to hold, as a sentence names it */
export async function readTextFile(file: string, noun: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new QuarterdeckError(
      'file-missing',
      `The ${noun} ${file} cannot be read. Check the name and the folder.`,
      thrown,
    );
  }
}

export async function readDocumentFile(file: string, { noun, invalid }: DocumentKind): Promise<DocumentFile> {
  const { document, fault } = readJsonText(await readTextFile(file, noun));
  if (document === null) throw new QuarterdeckError(invalid, `The ${noun} ${file} is ${fault}.`);
  return { file, document };
}

/** What the engine says of a document, whatever its kind. */
interface Judged<D> {
  readonly document: D | null;
  readonly faults: readonly Fault[];
  readonly advice: readonly Fault[];
}

/**
 * The document of a file with its defaults filled in, once nothing is wrong with it.
 * @throws QuarterdeckError of the kind: every fault with its place and the mend.
 */
export async function checkedFile<D>(
  { file }: DocumentFile,
  { invalid }: DocumentKind,
  check: () => Promise<Judged<D>>,
): Promise<{ readonly document: D; readonly advice: readonly Fault[] }> {
  const { document, faults, advice } = await check().catch((thrown: unknown) => {
    // What cannot even be sent is a fault of the file, not of the command line.
    const unfit = thrown instanceof QuarterdeckError && thrown.code === 'bad-request';
    throw unfit ? new QuarterdeckError(invalid, `${file}: ${thrown.message}`, thrown) : thrown;
  });
  if (document !== null && faults.length === 0) return { document, advice };
  throw new QuarterdeckError(invalid, faults.map((fault) => `${file}: ${faultText(fault)}`).join('\n'));
}

/** `Gold, 1st of all: The metric … (levels.2.requirement.all.0.metric)`. */
export function faultText({ where, sentence, place }: Fault): string {
  return `${where === '' ? '' : `${where}: `}${sentence}${place === '' ? '' : ` (${place})`}`;
}
