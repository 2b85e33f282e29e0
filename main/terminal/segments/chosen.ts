/** Which segmentation a command line asks for: a file, a saved one, a template of a method, or the one in force. */

import { nearest } from '../../../analytics/api/documents/nearest.ts';
import type { Segmentation, SegmentMethod } from '../../../analytics/api/documents/segmentation.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { AnalyticsApi } from '../../../analytics/api/methods.ts';
import type { SavedSegmentation } from '../../../analytics/api/segments.ts';
import type { Fault } from '../../../analytics/api/tiers.ts';
import { checkedFile, readDocumentFile, SEGMENTATION } from '../documentFile.ts';

export const METHODS = ['matrix', 'rfm', 'kmeans', 'rules'] as const;
export type Method = (typeof METHODS)[number];

/** The saved segmentation whose segments are the dimension `segment`. */
export const IN_FORCE = 'in-force';

/** Performance × potential, where nothing else was asked for or is in force. */
const USUAL: Method = 'matrix';

export interface Wanted {
  readonly method?: Method;
  readonly document?: string;
  /** A name, a number, or `in-force`. */
  readonly saved?: string;
  readonly k?: number;
  readonly seed?: number;
}

export interface Chosen {
  readonly segmentation: Segmentation;
  /** The saved one it is: partners moved by hand stay where they were put. */
  readonly saved?: number;
  readonly advice: readonly Fault[];
}

/**
 * @throws QuarterdeckError `segmentation-invalid` with every fault of a file, `not-found` for a saved one that is not there,
 * `bad-request` when options contradict each other.
 */
export async function chooseSegmentation(api: AnalyticsApi, wanted: Wanted): Promise<Chosen> {
  const chosen = await find(api, wanted);
  const method = methodOf(chosen.segmentation.by);
  if (wanted.method !== undefined && wanted.method !== method) {
    throw bad(`“${chosen.segmentation.name}” segments by ${method}, not by ${wanted.method}. Leave --method out.`);
  }
  return withClusters(chosen, wanted);
}

function methodOf(by: SegmentMethod): Method {
  return METHODS.find((method) => method in by)!;
}

async function find(api: AnalyticsApi, { method, document, saved }: Wanted): Promise<Chosen> {
  if (document !== undefined) return checkSegmentationFile(api, document);
  if (saved !== undefined) return openSaved(api, await findSaved(api, saved));
  if (method === undefined) {
    const inForce = (await api.call('segment.saved', {})).find((one) => one.inForce);
    if (inForce) return openSaved(api, inForce);
  }
  const templates = await api.call('segment.templates', {});
  const { segmentation } = templates.find(({ segmentation: { by } }) => methodOf(by) === (method ?? USUAL))!;
  return { segmentation, advice: [] };
}

async function checkSegmentationFile(api: AnalyticsApi, file: string): Promise<Chosen> {
  const written = await readDocumentFile(file, SEGMENTATION);
  const { document, advice } = await checkedFile(written, SEGMENTATION, async () => {
    const { segmentation, ...judged } = await api.call('segment.check', { segmentation: written.document });
    return { document: segmentation, ...judged };
  });
  return { segmentation: document, advice };
}

async function openSaved(api: AnalyticsApi, { id }: SavedSegmentation): Promise<Chosen> {
  const { segmentation } = await api.call('segment.open', { id });
  return { segmentation, saved: id, advice: [] };
}

async function findSaved(api: AnalyticsApi, wanted: string): Promise<SavedSegmentation> {
  const saved = await api.call('segment.saved', {});
  const plain = wanted.trim().toLowerCase();
  if (plain === IN_FORCE) {
    const inForce = saved.find((one) => one.inForce);
    if (inForce) return inForce;
    throw missing('No segmentation is in force. Put one in force with --assign, or name a saved one.');
  }
  const found = saved.find(({ name }) => name.toLowerCase() === plain) ?? saved.find(({ id }) => String(id) === plain);
  if (found) return found;
  if (saved.length === 0)
    throw missing('The workspace keeps no segmentations yet. Save one with --save NAME, or on the Segments screen.');
  const names = saved.map(({ name }) => name);
  const near = nearest(wanted, names);
  const mend = near ? `Did you mean “${near}”?` : `There are ${names.map((name) => `“${name}”`).join(', ')}.`;
  throw missing(`The workspace keeps no segmentation “${wanted}”. ${mend}`);
}

function withClusters(chosen: Chosen, { k, seed }: Wanted): Chosen {
  if (k === undefined && seed === undefined) return chosen;
  const { segmentation } = chosen;
  if (!('kmeans' in segmentation.by)) {
    throw bad(`--k and --seed are about clusters: “${segmentation.name}” has none. Write --method kmeans.`);
  }
  const kmeans = { ...segmentation.by.kmeans, ...(k !== undefined && { k }), ...(seed !== undefined && { seed }) };
  // Other clusters are not those that were saved, nor those whose partners were moved.
  return { segmentation: { ...segmentation, by: { ...segmentation.by, kmeans } }, advice: chosen.advice };
}

function bad(sentence: string): QuarterdeckError {
  return new QuarterdeckError('bad-request', sentence);
}

function missing(sentence: string): QuarterdeckError {
  return new QuarterdeckError('not-found', sentence);
}
