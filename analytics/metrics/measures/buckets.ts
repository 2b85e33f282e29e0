/**
 * Sums and counts over windows that are the same for all partners. The first and last days of all windows cut time into
 * buckets; rows are added up once per partner and bucket, and a window is a run of buckets. So ten million deals are read
 * once, however many windows and days there are.
 */
import { addDays } from '../../network/dates.ts';
import { dateLiteral, dayRelation, type Network } from '../../network/network.ts';
import { armsOf, type Cut } from '../scan.ts';
import { whereClause } from '../sql.ts';
import { fill, type Window } from '../window.ts';
import type { Part } from './figure.ts';
import { dimensionsOf, type PartColumns, partWindow, type Scene, WANTED } from './request.ts';
import { BEGINNING } from './windows.ts';

/**
 * Not where days of the window stand in a piece's SQL, since its rows then count in one window and not in another. Nor
 * where no row means that the figure is unknown: what remains of a sum after all has left does not tell.
 */
export function fitsBuckets({ piece, window }: Part): boolean {
  const adds = (piece.aggregate === 'sum' || piece.aggregate === 'count') && piece.empty !== null;
  const moving = /:(from|to|asOf|before)\b/.test(`${piece.where ?? ''} ${piece.value ?? ''}`);
  return adds && piece.date !== undefined && !moving && window.kind !== 'since-anniversary';
}

/** Parts of one fact and date with the same filters about partners and products. */
export function bucketColumns(scene: Scene, cut: Cut, parts: readonly Part[], name: string): PartColumns {
  const { asOfs, network, slice } = scene;
  const windows = parts.map(({ piece, window }) => asOfs.map((day) => partWindow(piece, window, day, network)));
  const timeline = new Timeline(windows.flat());
  const shapes = [...new Map(windows.map((days) => [JSON.stringify(days), days]))];
  const moves = shapes.flatMap(([, days], shape) => timeline.moves(days, shape));

  const sums = new Map(parts.map((part) => sumOf(network, part)).map((sum) => [sum.sql, sum]));
  const names = [...sums.keys()];
  const several = asOfs.length > 1;
  const added = parts.map((part, index) => {
    const value = `s.v${names.indexOf(sumOf(network, part).sql)}`;
    const signed = several ? `CASE WHEN m.enters THEN ${value} ELSE -${value} END` : value;
    const shape = shapes.findIndex(([key]) => key === JSON.stringify(windows[index]));
    return `sum(${signed}) FILTER (WHERE m.shape = ${shape}) AS a${index}`;
  });
  const keys = ['s.p', ...(slice ? ['s.value'] : []), 'm.d'];
  const moveRows = moves.map(({ shape, bucket, day, enters }) => `(${shape}, ${bucket}, ${day}, ${enters})`);
  const join = `JOIN ${name}_bucket b ON b.day = ${timeline.place(`f.${parts[0]!.piece.date}`)}`;
  return {
    ctes: [
      `${name}_bucket AS (${timeline.relation()})`,
      `${name}_sum AS (${sumsSql(scene, cut, parts, [...sums.values()], join)})`,
      `${name} AS (SELECT ${[...keys, ...added].join(', ')} FROM ${name}_sum s
        JOIN (VALUES ${moveRows.join(', ')}) AS m(shape, bucket, d, enters) ON m.bucket = s.bucket
        GROUP BY ${keys.join(', ')})`,
    ],
    relation: name,
    columns: parts.map((part, index) => ({ part, column: `a${index}` })),
    holds: several ? 'moves' : 'values',
  };
}

/** What is added up of the rows of a bucket; parts that add up the same share it, whatever their windows are. */
interface Sum {
  readonly sql: string;
  /** Which rows it is about; all when there is none. */
  readonly test: string | null;
}

function sumOf(network: Network, { piece }: Part): Sum {
  const value = piece.aggregate === 'count' ? 'count(*)' : `sum(${fill(piece.value!, NO_DAYS, network)})`;
  const test = piece.where === undefined ? null : fill(piece.where, NO_DAYS, network);
  return { sql: test === null ? value : `${value} FILTER (WHERE ${test})`, test };
}

/** Pieces in buckets name no day. */
const NO_DAYS: Window = { all: true, from: BEGINNING, to: BEGINNING, asOf: BEGINNING, before: BEGINNING };

/** p, value, bucket and v0, v1 …: rows are grouped by what is on them first, and partners looked up for the few groups. */
function sumsSql(scene: Scene, cut: Cut, parts: readonly Part[], sums: readonly Sum[], bucketJoin: string): string {
  const tests = new Set(sums.map(({ test }) => test));
  const wanted = tests.has(null) ? [] : [[...tests].map((test) => `(${test})`).join(' OR ')];
  const pieces = parts.map(({ piece }) => ({ piece, window: NO_DAYS }));
  const arms = armsOf(cut, dimensionsOf(scene), pieces).map(({ from, where, keys: [partner, slice], late }) => {
    const raw = late ? ['f.partner_id', 'f.direct'] : [`${partner!.sql} AS k0`];
    const grouped = [...raw, ...(slice ? [`${slice.sql} AS value`] : []), 'b.bucket'];
    const rows = `SELECT ${[...grouped, ...sums.map(({ sql }, index) => `${sql} AS v${index}`)].join(', ')}
      FROM ${from} ${bucketJoin}${whereClause([...where, ...wanted])}
      GROUP BY ${grouped.map((_, index) => index + 1).join(', ')}`;
    const kept = ['w.p', ...(slice ? ['f.value'] : []), 'f.bucket', ...sums.map((_, index) => `f.v${index}`)];
    return `SELECT ${kept.join(', ')} FROM (${rows}) f ${late?.join ?? ''}
      JOIN ${WANTED} w ON w.partner_id = ${late ? partner!.sql : 'f.k0'}${whereClause(late?.where ?? [])}`;
  });
  const keys = ['p', ...(scene.slice ? ['value'] : []), 'bucket'];
  const merged = sums.map((_, index) => `sum(v${index}) AS v${index}`);
  return `SELECT ${[...keys, ...merged].join(', ')} FROM (${arms.join(' UNION ALL ')}) AS arms GROUP BY ${keys.join(', ')}`;
}

interface Move {
  readonly shape: number;
  readonly bucket: number;
  readonly day: number;
  /** The bucket is in the window from this day on; otherwise it no longer is. */
  readonly enters: boolean;
}

/** Time cut where any window begins or ends. */
class Timeline {
  private readonly starts: readonly string[];
  private readonly end: string;
  /** The day that stands for all days of the first bucket where that has no beginning. */
  private readonly open: string | null;

  constructor(windows: readonly Window[]) {
    const cuts = [...new Set(windows.flatMap(({ from, to }) => [from, addDays(to, 1)]))].sort();
    this.end = cuts.at(-1)!;
    this.open = cuts[0] === BEGINNING ? addDays(cuts[1]!, -1) : null;
    this.starts = cuts.slice(0, -1);
  }

  /** Every day and its bucket. */
  relation(): string {
    const buckets = this.starts.map((start, bucket) => {
      const from = bucket === 0 && this.open ? this.open : start;
      const to = addDays(this.starts[bucket + 1] ?? this.end, -1);
      return `(${dateLiteral(from)}, ${dateLiteral(to)}, ${bucket})`;
    });
    return `SELECT days.day, b.bucket FROM ${dayRelation(this.open ?? this.starts[0]!, addDays(this.end, -1))} days
      JOIN (VALUES ${buckets.join(', ')}) AS b(first_day, last_day, bucket) ON days.day >= b.first_day AND days.day <= b.last_day`;
  }

  /** The day of a row as the buckets have it. A row without a date has none. */
  place(date: string): string {
    return this.open
      ? `CASE WHEN ${date} < ${dateLiteral(this.open)} THEN ${dateLiteral(this.open)} ELSE ${date} END`
      : date;
  }

  /** When each bucket comes into a window and leaves it, as the days asked for go by. */
  moves(windows: readonly Window[], shape: number): Move[] {
    const holds = (window: Window | undefined, start: string) =>
      window !== undefined && window.from <= start && start <= window.to;
    return this.starts.flatMap((start, bucket) =>
      windows.flatMap((window, day): Move[] => {
        const [now, before] = [holds(window, start), holds(windows[day - 1], start)];
        return now === before ? [] : [{ shape, bucket, day, enters: now }];
      }),
    );
  }
}
