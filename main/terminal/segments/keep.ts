/** What changes a workspace: a segmentation saved or put in force, partners moved by hand. Undo takes each back. */

import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { AnalyticsApi } from '../../../analytics/api/methods.ts';
import type { ManualMove, SavedSegmentation } from '../../../analytics/api/segments.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import type { Format } from '../output.ts';
import type { Chosen } from './chosen.ts';
import { movesText } from './movesReport.ts';
import { named, namedSegment } from './named.ts';
import { type Answer, type Asked, EVERYBODY, type Watched } from './question.ts';
import { savedSegmentationsText } from './savedReport.ts';

/**
 * Saves a segmentation under a name; one that has the name gets a new version where it differs.
 * @returns the saved one
 */
export async function saveAs(
  api: AnalyticsApi,
  { segmentation }: Chosen,
  name: string,
  watched: Watched,
): Promise<SavedSegmentation> {
  const plain = name.trim().toLowerCase();
  const known = (await api.call('segment.saved', {})).find((one) => one.name.toLowerCase() === plain);
  const entry = { name: name.trim(), segmentation: { ...segmentation }, ...(known && { id: known.id }) };
  return api.call('segment.save', entry, watched);
}

export function savedAnswer(format: Format, saved: SavedSegmentation): Answer {
  const { name, version } = saved;
  return {
    text: savedSegmentationsText(format, [saved]),
    notes: [`“${name}” is saved as version ${version}. --saved "${name}" --assign puts it in force.`],
  };
}

/** Puts a saved segmentation in force, placed at every quarter’s end of the history. */
export async function assign(api: AnalyticsApi, id: number, format: Format, watched: Watched): Promise<Answer> {
  const saved = await api.call('segment.assign', { id }, watched);
  const since = `${countWords(saved.history, 'quarter')} to ${saved.placed?.to}`;
  return {
    text: savedSegmentationsText(format, [saved]),
    notes: [`“${saved.name}” is in force: partners are placed for ${since}. --by segment works in every scorecard.`],
  };
}

/** The saved one that a change is about. */
export function needSaved({ saved, segmentation }: Chosen, mend: string): number {
  if (saved !== undefined) return saved;
  throw new QuarterdeckError('bad-request', `The workspace does not keep “${segmentation.name}” yet. ${mend}`);
}

/** A move as it was written: partners and segment by id or name. */
type Moving = Pick<Asked, 'decidedBy' | 'from' | 'until' | 'asOf' | 'format'> & {
  readonly partners: readonly string[];
  readonly to: string;
  readonly reason: string;
};

/** Puts partners into a segment whatever the segmentation says, as one step. */
export async function move(
  api: AnalyticsApi,
  chosen: Chosen,
  { partners: wanted, to, reason, decidedBy, from, until, asOf, format }: Moving,
  watched: Watched,
): Promise<Answer> {
  const id = needSaved(chosen, 'Save it first: --save NAME.');
  const placed = { segmentation: { ...chosen.segmentation }, saved: id, ...(asOf && { asOf }) };
  const { segments } = await api.call('segment.run', { ...placed, limit: 1 }, watched);
  const { rows } = await api.call('segment.members', { ...placed, limit: EVERYBODY }, watched);
  const roster = rows.map(({ partner, name }) => ({ id: partner, name }));
  const segment = named('segment', to, segments.map(namedSegment)).id;
  const partners = wanted.map((partner) => named('enrolled partner', partner, roster).id);
  const before = new Set((await api.call('segment.moves', { id })).map((one) => one.id));
  const terms = { ...(decidedBy && { by: decidedBy }), ...(from && { from }), ...(until && { until }) };
  await api.call('segment.move', { id, partners, segment, reason, ...terms }, watched);
  const made = (await api.call('segment.moves', { id })).filter((one) => !before.has(one.id));
  return { text: movesText(format, made), notes: made.map(takeBackNote) };
}

function takeBackNote({ id, name, partner }: ManualMove): string {
  return `--take-back ${id} leaves ${name ?? partner} to the segmentation again.`;
}

export async function listMoves(api: AnalyticsApi, chosen: Chosen, format: Format, watched: Watched): Promise<Answer> {
  const id = needSaved(chosen, 'Only a saved segmentation has partners who were moved by hand.');
  return { text: movesText(format, await api.call('segment.moves', { id }, watched)), notes: [] };
}

export async function takeBack(api: AnalyticsApi, id: number, format: Format, watched: Watched): Promise<Answer> {
  const all = await Promise.all(
    (await api.call('segment.saved', {})).map((saved) => api.call('segment.moves', { id: saved.id })),
  );
  await api.call('segment.unmove', { id }, watched);
  const gone = all.flat().filter((one) => one.id === id);
  return { text: movesText(format, gone), notes: ['Taken back: the segmentation decides again.'] };
}
