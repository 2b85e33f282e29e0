/** What a workspace keeps of segments: segmentations, where they placed the partners, and who was moved by hand. */
import { type Segmentation, type SegmentName, segmentation } from '../api/documents/segmentation.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { ManualMove, OpenedSegmentation, SavedSegmentation } from '../api/segments.ts';
import type { Executor } from '../engine/engine.ts';
import { type KeptRow, type RowTable, readRow, readRows } from '../workspace/keptRows.ts';
import { methodOf } from './place.ts';

/** Segmentations, placements and moves share one sequence. */
export const SEGMENT_IDS = 'app.segment_id';

export interface SegmentationRow extends KeptRow {
  readonly name: string;
  readonly version: number;
  /** The document as JSON, defaults filled in. */
  readonly document: string;
  readonly savedAt: string;
  /** Where it placed the partners when it was last assigned; null before. */
  readonly placement: number | null;
  readonly inForce: boolean;
}

export const SEGMENTATIONS: RowTable<SegmentationRow> = {
  table: 'app.segmentation',
  ids: SEGMENT_IDS,
  command: 'segment.setSegmentation',
  columns: {
    id: { name: 'id', type: 'INTEGER' },
    name: { name: 'name', type: 'VARCHAR' },
    version: { name: 'version', type: 'INTEGER' },
    document: { name: 'document', type: 'VARCHAR' },
    savedAt: { name: 'saved_at', type: 'TIMESTAMP' },
    placement: { name: 'placement', type: 'INTEGER' },
    inForce: { name: 'in_force', type: 'BOOLEAN' },
  },
};

export interface NamedSegment {
  readonly id: string;
  readonly label: string;
}

/** Written once and never changed. */
export interface PlacementRow extends KeptRow {
  readonly segmentation: number;
  /** The version of the document that placed. */
  readonly version: number;
  readonly placedAt: string;
  /** The first and the last day on which partners were placed. */
  readonly from: string;
  readonly to: string;
  readonly quarters: number;
  /** `NamedSegment`s as JSON. */
  readonly segments: string;
}

export const PLACEMENTS: RowTable<PlacementRow> = {
  table: 'app.segment_placement',
  ids: SEGMENT_IDS,
  command: 'segment.setPlacement',
  columns: {
    id: { name: 'id', type: 'INTEGER' },
    segmentation: { name: 'segmentation', type: 'INTEGER' },
    version: { name: 'version', type: 'INTEGER' },
    placedAt: { name: 'placed_at', type: 'TIMESTAMP' },
    from: { name: 'from_on', type: 'DATE' },
    to: { name: 'to_on', type: 'DATE' },
    quarters: { name: 'quarters', type: 'INTEGER' },
    segments: { name: 'segments', type: 'VARCHAR' },
  },
};

/** A partner that somebody placed by hand: kept apart from what the segmentation says, and above it. */
export interface MoveRow extends KeptRow {
  readonly segmentation: number;
  readonly partner: string;
  readonly segment: string;
  readonly reason: string;
  readonly by: string | null;
  readonly from: string;
  /** The last day, if it ends. */
  readonly until: string | null;
}

export const MOVES: RowTable<MoveRow> = {
  table: 'app.segment_move',
  ids: SEGMENT_IDS,
  command: 'segment.setMove',
  columns: {
    id: { name: 'id', type: 'INTEGER' },
    segmentation: { name: 'segmentation', type: 'INTEGER' },
    partner: { name: 'partner', type: 'VARCHAR' },
    segment: { name: 'segment', type: 'VARCHAR' },
    reason: { name: 'reason', type: 'VARCHAR' },
    by: { name: 'moved_by', type: 'VARCHAR' },
    from: { name: 'from_on', type: 'DATE' },
    until: { name: 'until', type: 'DATE' },
  },
};

/** Saved segmentations, the one saved last first. */
export async function savedSegmentations(executor: Executor): Promise<SavedSegmentation[]> {
  const [rows, placements] = await Promise.all([readRows(executor, SEGMENTATIONS), readRows(executor, PLACEMENTS)]);
  const placed = new Map(placements.map((placement) => [placement.id, placement]));
  return rows
    .map((row) => entryOf(row, placed.get(row.placement ?? 0)))
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt) || b.id - a.id);
}

/**
 * One saved segmentation with its document.
 * @throws QuarterdeckError `not-found`
 */
export async function openSegmentation(executor: Executor, id: number): Promise<OpenedSegmentation> {
  const row = await needSegmentation(executor, id);
  const placement = row.placement === null ? null : await readRow(executor, PLACEMENTS, row.placement);
  return { saved: entryOf(row, placement ?? undefined), segmentation: documentOf(row) };
}

/** @throws QuarterdeckError `not-found` */
export async function needSegmentation(executor: Executor, id: number): Promise<SegmentationRow> {
  const row = await readRow(executor, SEGMENTATIONS, id);
  if (row) return row;
  throw new QuarterdeckError(
    'not-found',
    `There is no saved segmentation ${id}. It may have been removed; see the list.`,
  );
}

/** Who was moved by hand in a segmentation, the newest first, those that have ended too. */
export async function manualMoves(executor: Executor, id: number): Promise<ManualMove[]> {
  await needSegmentation(executor, id);
  const rows = (await readRows(executor, MOVES)).filter(({ segmentation: of }) => of === id);
  const names = rows.length > 0 ? await namesOfMoved(executor, id) : new Map<string, string>();
  return rows.reverse().map((row) => ({ ...row, name: names.get(row.partner) ?? null }));
}

/** Where somebody put a partner by hand, and why. */
export type HandPlaced = Pick<MoveRow, 'segment' | 'reason' | 'by'>;

/** By partner, who is placed by hand on a day; of several moves the last one counts. */
export async function placedByHand(
  executor: Executor,
  id: number,
  day: string,
): Promise<ReadonlyMap<string, HandPlaced>> {
  const rows = (await readRows(executor, MOVES)).filter(
    ({ segmentation: of, from, until }) => of === id && from <= day && (until === null || until >= day),
  );
  return new Map(rows.map(({ partner, segment, reason, by }) => [partner, { segment, reason, by }]));
}

export function documentOf({ document }: SegmentationRow): Segmentation {
  return segmentation.parse(JSON.parse(document));
}

/** The segments that a document names itself, in its order; a cell of a matrix or a cluster may have none. */
export function namedSegments({ by }: Segmentation): readonly SegmentName[] {
  if ('rules' in by) return [...by.rules, by.otherwise];
  if ('rfm' in by) return [...by.patterns, by.otherwise];
  if ('kmeans' in by) return by.names;
  return Object.values(by.cells);
}

/** The segments of a placement, called what the document calls them now. */
export function segmentsOf(row: SegmentationRow, placement: PlacementRow): NamedSegment[] {
  const now = new Map(namedSegments(documentOf(row)).map((name) => [name.id, name.label ?? name.id]));
  const placed = JSON.parse(placement.segments) as NamedSegment[];
  return placed.map(({ id, label }) => ({ id, label: now.get(id) ?? label }));
}

function entryOf(row: SegmentationRow, placement: PlacementRow | undefined): SavedSegmentation {
  const document = documentOf(row);
  const { id, name, version, savedAt, inForce } = row;
  return {
    id,
    name,
    method: methodOf(document.by),
    version,
    savedAt,
    inForce,
    segments: placement ? segmentsOf(row, placement).length : namedSegments(document).length,
    history: placement?.quarters ?? 0,
    placed: placement
      ? { version: placement.version, from: placement.from, to: placement.to, at: placement.placedAt }
      : null,
  };
}

async function namesOfMoved(executor: Executor, id: number): Promise<ReadonlyMap<string, string>> {
  const rows = await executor.rows<{ id: string; name: string }>(
    `SELECT partner_id AS id, coalesce(partner_name, partner_id) AS name FROM net.partner
     WHERE partner_id IN (SELECT partner FROM ${MOVES.table} WHERE segmentation = $id)`,
    { id },
  );
  return new Map(rows.map(({ id: partner, name }) => [partner, name]));
}
