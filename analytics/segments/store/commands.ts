/** Every change of what a workspace keeps of segments, as commands of the bus. */
import type { z } from 'zod';
import type { Segmentation } from '../../api/documents/segmentation.ts';
import type { manualMove } from '../../api/documents/segmentCase.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { Executor } from '../../engine/engine.ts';
import { dataRange } from '../../network/history.ts';
import { type Command, type CommandBus, timestamp } from '../../workspace/bus.ts';
import { nextId, readRow, readRows, setRow, setRowCommand, setRows, setRowsCommand } from '../../workspace/keptRows.ts';
import {
  documentOf,
  MOVES,
  type MoveRow,
  type NamedSegment,
  namedSegments,
  needSegmentation,
  PLACEMENTS,
  SEGMENTATIONS,
  type SegmentationRow,
  segmentsOf,
} from '../store.ts';

/** What undo and redo need: a journal names no other command of segments as its inverse. */
export function registerSegmentCommands(bus: CommandBus): void {
  bus.register(setRowCommand(SEGMENTATIONS));
  bus.register(setRowsCommand(SEGMENTATIONS));
  bus.register(setRowCommand(MOVES));
  bus.register(setRowsCommand(MOVES));
}

export interface SegmentationToSave {
  /** The one to write over; a new one is made without it. */
  readonly id?: number | undefined;
  readonly name: string;
  readonly segmentation: Segmentation;
}

/**
 * Saves a segmentation and answers its id. Written over, it counts a version up where it places differently or names
 * differently; where it placed partners before stays as it was until it is assigned again.
 */
export function saveSegmentationCommand(now: () => Date): Command<SegmentationToSave, number> {
  return {
    name: 'segment.save',
    label: ({ name }) => `Save segmentation ${name}`,
    async apply(transaction, { id, name, segmentation }) {
      const known = id === undefined ? null : await needSegmentation(transaction, id);
      const same = known && JSON.stringify({ ...segmentation, version: known.version }) === known.document;
      const version = known ? known.version + (same ? 0 : 1) : 1;
      const row: SegmentationRow = {
        id: known?.id ?? (await nextId(transaction, SEGMENTATIONS)),
        name,
        version,
        document: JSON.stringify({ ...segmentation, version }),
        savedAt: timestamp(now()),
        placement: known?.placement ?? null,
        inForce: known?.inForce ?? false,
      };
      return { result: row.id, inverse: await setRow(transaction, SEGMENTATIONS, row.id, row) };
    },
  };
}

/** Removes a saved segmentation; who was in which segment stays in the file, so that undo has all of it back. */
export const removeSegmentationCommand: Command<{ readonly id: number }, void> = {
  name: 'segment.remove',
  label: () => 'Remove segmentation',
  async apply(transaction, { id }) {
    await needSegmentation(transaction, id);
    return { result: undefined, inverse: await setRow(transaction, SEGMENTATIONS, id, null) };
  },
};

/** A run of days that a partner is in a segment; without an end where nothing later is known. */
export interface MemberSpan {
  readonly partner: string;
  readonly segment: string;
  readonly from: string;
  readonly to: string | null;
}

/** Where a segmentation places the partners at every quarter’s end of the history. */
export interface PlacedHistory {
  /** Of the segmentation, and of its version. */
  readonly name: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly quarters: number;
  readonly segments: readonly NamedSegment[];
  readonly spans: readonly MemberSpan[];
}

/**
 * Keeps where a segmentation places the partners and puts it in force instead of any other. Taken back, the one before is in
 * force again with the placement that it had.
 */
export function assignCommand(placed: PlacedHistory, now: () => Date): Command<{ readonly id: number }, void> {
  return {
    name: 'segment.assign',
    label: () => `Put segmentation ${placed.name} in force`,
    async apply(transaction, { id }) {
      const row = await needSegmentation(transaction, id);
      if (row.version !== placed.version) {
        throw new QuarterdeckError(
          'bad-request',
          `“${row.name}” was saved again while its partners were placed. Assign it once more.`,
        );
      }
      const placement = await keepPlacement(transaction, id, placed, now());
      const others = (await readRows(transaction, SEGMENTATIONS)).filter((other) => other.inForce && other.id !== id);
      const rows = [
        ...others.map((other) => ({ id: other.id, row: { ...other, inForce: false } })),
        { id, row: { ...row, placement, inForce: true } },
      ];
      return { result: undefined, inverse: await setRows(transaction, SEGMENTATIONS, rows) };
    },
  };
}

async function keepPlacement(
  transaction: Executor,
  segmentation: number,
  { spans, segments, version, from, to, quarters }: PlacedHistory,
  now: Date,
): Promise<number> {
  const id = await nextId(transaction, PLACEMENTS);
  await setRow(transaction, PLACEMENTS, id, {
    id,
    segmentation,
    version,
    from,
    to,
    quarters,
    placedAt: timestamp(now),
    segments: JSON.stringify(segments),
  });
  const list = (name: string, type: string) => `unnest(from_json($${name}, '["${type}"]')) AS ${name}`;
  await transaction.run(
    `INSERT INTO app.segment_member SELECT $id, partner, segment, from_on, to_on FROM (SELECT
       ${[list('partner', 'VARCHAR'), list('segment', 'VARCHAR'), list('from_on', 'DATE'), list('to_on', 'DATE')].join(', ')}) AS spans`,
    {
      id,
      partner: JSON.stringify(spans.map(({ partner }) => partner)),
      segment: JSON.stringify(spans.map(({ segment }) => segment)),
      from_on: JSON.stringify(spans.map(({ from }) => from)),
      to_on: JSON.stringify(spans.map(({ to }) => to)),
    },
  );
  return id;
}

/** Places partners by hand, as one step; answers how many. */
export const moveCommand: Command<z.output<typeof manualMove>, number> = {
  name: 'segment.move',
  label: ({ partners, segment }) =>
    partners.length === 1 ? `Move ${partners[0]} to ${segment}` : `Move ${partners.length} partners to ${segment}`,
  async apply(transaction, { id, partners, segment, reason, by = null, until = null, from }) {
    const row = await needSegmentation(transaction, id);
    const placement = row.placement === null ? null : await readRow(transaction, PLACEMENTS, row.placement);
    const segments = placement ? segmentsOf(row, placement) : namedSegments(documentOf(row));
    if (!segments.some((one) => one.id === segment)) throw unknownSegment(row, segment, segments);
    await needPartners(transaction, partners);
    const first = from ?? placement?.to ?? (await dataRange(transaction))?.to;
    if (first === undefined) throw new QuarterdeckError('bad-request', 'There is no data yet: load the network first.');
    if (until !== null && until < first) {
      throw new QuarterdeckError(
        'bad-request',
        `The move would end on ${until}, before it begins on ${first}. Choose a later day.`,
      );
    }
    const moves: { id: number; row: MoveRow }[] = [];
    for (const partner of new Set(partners)) {
      const move = await nextId(transaction, MOVES);
      moves.push({
        id: move,
        row: { id: move, segmentation: id, partner, segment, reason, by, from: first, until },
      });
    }
    return { result: moves.length, inverse: await setRows(transaction, MOVES, moves) };
  },
};

/** Takes a move back: the partner is where the segmentation, or an earlier move, places it. */
export const takeBackCommand: Command<{ readonly id: number }, void> = {
  name: 'segment.takeBack',
  label: () => 'Take back a move by hand',
  async apply(transaction, { id }) {
    if (!(await readRow(transaction, MOVES, id))) {
      throw new QuarterdeckError('not-found', `There is no move ${id}. It may have been taken back; see the list.`);
    }
    return { result: undefined, inverse: await setRow(transaction, MOVES, id, null) };
  },
};

function unknownSegment(
  row: SegmentationRow,
  segment: string,
  known: readonly Pick<NamedSegment, 'id'>[],
): QuarterdeckError {
  const names = known.map(({ id }) => `“${id}”`).join(', ');
  const mend = known.length > 0 ? `It has ${names}.` : 'Assign it first: then its segments are known.';
  return new QuarterdeckError('not-found', `“${row.name}” has no segment “${segment}”. ${mend}`);
}

async function needPartners(transaction: Executor, partners: readonly string[]): Promise<void> {
  const [stranger] = await transaction.rows<{ id: string }>(
    `SELECT id FROM (SELECT unnest(from_json($partners, '["VARCHAR"]')) AS id) AS asked
     WHERE id NOT IN (SELECT partner_id FROM net.partner) LIMIT 1`,
    { partners: JSON.stringify(partners) },
  );
  if (!stranger) return;
  throw new QuarterdeckError(
    'not-found',
    `There is no partner with the id “${stranger.id}”. Nobody was moved. Choose partners from the roster.`,
  );
}
