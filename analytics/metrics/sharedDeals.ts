/**
 * Deals that several partners are credited with, by the partners that share them: what a group of partners would count more
 * than once if the figures of its partners were added up.
 */
import { type Table, tableFromIPC } from 'apache-arrow';
import type { RunOptions } from '../engine/engine.ts';
import { PiecePlan, withShared } from './compile.ts';
import type { QueryContext } from './context.ts';
import type { Piece } from './definition.ts';
import { planScans } from './scan.ts';
import { Binder } from './sql.ts';
import type { Window } from './window.ts';

/** Sets of partners, in the same order whenever they are read; the members of set `s` are at `starts[s]` up to `starts[s + 1]`. */
export interface SharedDeals<Name extends string> {
  /** As the dimension `partner` has them: ids, and what stands for partners that are not on the roster. */
  readonly partners: readonly string[];
  readonly starts: Int32Array;
  /** Indices into `partners`; at least two a set. */
  readonly members: Int32Array;
  /** What the deals of each set bring together, each deal once: whole numbers of 10^-4, counts as they are. */
  readonly sums: Readonly<Record<Name, readonly bigint[]>>;
  readonly bytes: number;
}

/** Counts are written as money in the statement, so that every column is read alike. */
const SCALE = 10_000n;
const SET_BYTES = 40;

/**
 * @param pieces sums and counts of deals, all by the same date; what the data cannot tell is 0
 * @throws QuarterdeckError `cancelled` when the signal fires
 */
export async function readSharedDeals<Name extends string>(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  { window, pieces }: { readonly window: Window; readonly pieces: Readonly<Record<Name, Piece>> },
  options: RunOptions = {},
): Promise<SharedDeals<Name>> {
  const named = Object.entries(pieces) as [Name, Piece][];
  const sets = new Sets(named.map(([, { unit }]) => (unit === 'count' ? SCALE : 1n)));
  if (network.profile.parties) {
    const plan = new PiecePlan(network);
    const columns = named.map(([, piece]) => plan.column(withParties(piece, network.table('deal_party')), window));
    const binder = new Binder();
    const cut = { network, by: ['partner' as const], where: [], everyBasis: false, binder, perDeal: true };
    const [scan, ...others] = planScans(cut, plan.requests);
    if (!scan || others.length > 0) throw new Error('Shared deals are read in one scan: pieces of one fact and date');
    const names = columns.map((_, index) => `m${index}`);
    const deals = `SELECT list(k0 ORDER BY k0) AS parties, ${columns.map((sql, index) => `max(${sql}) AS m${index}`).join(', ')}
      FROM scan0 GROUP BY h0 HAVING count(*) > 1`;
    const summed = `SELECT row_number() OVER (ORDER BY parties) AS place, parties, ${names.map((name) => `CAST(sum(${name}) AS DECIMAL(38,4)) AS ${name}`).join(', ')}
      FROM (${deals}) AS deals GROUP BY parties`;
    const sql = `SELECT CAST(place AS INTEGER) AS place, unnest(parties) AS partner, ${names.join(', ')} FROM (${summed}) AS shared ORDER BY place`;
    const statement = withShared(network, window, binder, sql, [scan]);
    const cursor = await reader.cursor(statement.sql, statement.bindings, options);
    try {
      for (let last = false; !last; ) {
        const batch = await cursor.next();
        last = batch.last;
        if (batch.rows > 0) sets.take(tableFromIPC(batch.bytes));
      }
    } finally {
      cursor.close();
    }
  }
  return sets.finish(named.map(([name]) => name));
}

/** Few deals are shared, and only those are to be looked at one by one. */
function withParties(piece: Piece, parties: string): Piece {
  const shared = `f.deal_id IN (SELECT deal_id FROM ${parties} AS shared_parties)`;
  return { ...piece, where: piece.where === undefined ? shared : `(${piece.where}) AND ${shared}` };
}

class Sets {
  private readonly scales: readonly bigint[];
  private readonly places = new Map<string, number>();
  private readonly starts: number[] = [];
  private readonly members: number[] = [];
  private readonly sums: bigint[][];
  private last = -1;

  /** @param scales what each figure is divided by */
  constructor(scales: readonly bigint[]) {
    this.scales = scales;
    this.sums = scales.map(() => []);
  }

  /** Rows of one set follow one another, and each repeats the sums of the set. */
  take(batch: Table): void {
    const place = batch.getChild('place')!;
    const partner = batch.getChild('partner')!;
    const figures = this.scales.map((_, index) => batch.getChild(`m${index}`)!);
    for (let row = 0; row < batch.numRows; row++) {
      if (place.get(row) !== this.last) {
        this.last = place.get(row) as number;
        this.starts.push(this.members.length);
        figures.forEach((figure, index) => {
          this.sums[index]!.push(wholeOf(figure.get(row) as Uint32Array | null) / this.scales[index]!);
        });
      }
      const name = partner.get(row) as string;
      const known = this.places.get(name) ?? this.places.size;
      this.places.set(name, known);
      this.members.push(known);
    }
  }

  finish<Name extends string>(names: readonly Name[]): SharedDeals<Name> {
    const { starts, members, sums } = this;
    const size = members.length * 4 + starts.length * (4 + SET_BYTES * names.length) + this.places.size * 2 * SET_BYTES;
    return {
      partners: [...this.places.keys()],
      starts: Int32Array.from([...starts, members.length]),
      members: Int32Array.from(members),
      sums: Object.fromEntries(names.map((name, index) => [name, sums[index]!])) as Record<Name, bigint[]>,
      bytes: 100 + size,
    };
  }
}

/** A 128-bit integer from its four parts, the lowest first; nothing is 0. */
function wholeOf(parts: Uint32Array | null): bigint {
  if (parts === null) return 0n;
  const [a, b, c, d] = parts as unknown as [number, number, number, number];
  return BigInt.asIntN(128, (BigInt(d) << 96n) | (BigInt(c) << 64n) | (BigInt(b) << 32n) | BigInt(a));
}
