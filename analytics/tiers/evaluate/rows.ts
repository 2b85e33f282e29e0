/** Rows that conditions run on: the measures of a table beside the flags and places that tiers add. */
import type { MeasureTable, PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import { addDays } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import type { Condition } from '../../rules/expression.ts';
import type { KernelRows } from '../../rules/kernel.ts';
import type { CompiledProgram, CompiledRank, RowSpace } from '../compiled.ts';
import type { PartnerTraits } from './traits.ts';

/** One table that an evaluation reads: what, for which days, sliced or not. */
export interface TableNeed {
  readonly space: RowSpace;
  readonly measures: readonly PlannedMeasure[];
  /** Ascending, each once. */
  readonly asOfs: readonly string[];
  readonly slice?: Extract<RowSpace, { kind: 'slice' }>['dim'];
}

/** The tables to read for the days: first that of the partners, then one for each of `held`. */
export function tablesNeeded(
  { measures, held }: CompiledProgram,
  asOfs: readonly string[],
  network: Pick<Network, 'calendar'>,
): TableNeed[] {
  return [
    { space: { kind: 'partners' }, measures, asOfs },
    ...held.map(
      ({ space, measures }): TableNeed =>
        space.kind === 'slice'
          ? { space, measures, asOfs, slice: space.dim }
          : { space, measures, asOfs: [...new Set(asOfs.flatMap((asOf) => daysOf(space, asOf, network)))].sort() },
    ),
  ];
}

/** The days that a requirement of any day looks at, on a day. Windows without an end of their own stop at the day. */
export function daysOf(
  { within }: Extract<RowSpace, { kind: 'days' }>,
  asOf: string,
  network: Pick<Network, 'calendar'>,
): string[] {
  const window = resolveWindow(within, asOf, network);
  if (window === 'since-anniversary') return [asOf];
  const last = window.to < asOf ? window.to : asOf;
  const days: string[] = [];
  for (let day = window.from; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Rows of one space. Ranks are found once for the rows, so that a moved threshold does not rank anew. */
export class EvaluationRows implements KernelRows {
  readonly rows: number;
  /** A flag that is held anew is another array; columns are never written to. */
  readonly steady = true;
  readonly table: MeasureTable;
  private readonly traits: PartnerTraits;
  private readonly ranks: ReadonlyMap<string, CompiledRank>;
  private readonly columns = new Map<string, Float64Array>();
  private readonly flags = new Map<string, Uint8Array>();
  private readonly held = new Map<string, { condition: Condition; inputs: string; flags: Uint8Array }>();

  constructor(table: MeasureTable, traits: PartnerTraits, ranks: readonly CompiledRank[]) {
    this.rows = table.rows;
    this.table = table;
    this.traits = traits;
    this.ranks = new Map(ranks.flatMap((rank) => [rank.name, rank.peers].map((name) => [name, rank])));
  }

  number(name: string): Float64Array {
    const rank = this.ranks.get(name);
    if (!rank) return this.table.column(name);
    if (!this.columns.has(name)) {
      const { places, peers } = rankRows(this.table, rank, this.traits.peers(rank.scope, this.table.asOfs));
      this.columns.set(rank.name, places).set(rank.peers, peers);
    }
    return this.columns.get(name)!;
  }

  flag(name: string): Uint8Array {
    const held = this.held.get(name);
    if (held) return held.flags;
    const known = this.flags.get(name);
    if (known) return known;
    const made = this.spread(this.traits.flag(name, this.table.asOfs));
    this.flags.set(name, made);
    return made;
  }

  /** Sets the flag that a condition on other rows gives, unless it is there for the same condition and inputs. */
  hold(name: string, condition: Condition, inputs: string, make: () => Uint8Array): void {
    const known = this.held.get(name);
    if (known?.condition === condition && known.inputs === inputs) return;
    this.held.set(name, { condition, inputs, flags: make() });
  }

  /** A flag by day and partner, on the rows of a slice. */
  private spread(flags: Uint8Array): Uint8Array {
    const { partnerOf, dayOf, partners } = this.table;
    if (!partnerOf || !dayOf) return flags;
    const spread = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row++) spread[row] = flags[dayOf[row]! * partners.length + partnerOf[row]!]!;
    return spread;
  }
}

/**
 * Places by a measure, largest first, day by day within each group of peers. Partners with the same figure share the
 * better place; one without a figure has no place and is nobody's peer.
 */
export function rankRows(
  table: Pick<MeasureTable, 'partners' | 'asOfs' | 'column'>,
  { measure }: Pick<CompiledRank, 'measure'>,
  groups: Int32Array,
): { readonly places: Float64Array; readonly peers: Float64Array } {
  const figures = table.column(measure.key);
  const count = table.partners.length;
  const places = new Float64Array(figures.length).fill(Number.NaN);
  const peers = new Float64Array(figures.length).fill(Number.NaN);
  for (let first = 0; first < figures.length; first += count) {
    const rows = Array.from({ length: count }, (_, index) => first + index)
      .filter((row) => !Number.isNaN(figures[row]!) && groups[row]! >= 0)
      .sort((a, b) => groups[a]! - groups[b]! || figures[b]! - figures[a]!);
    for (let start = 0; start < rows.length; ) {
      let end = start;
      while (end < rows.length && groups[rows[end]!] === groups[rows[start]!]) end++;
      for (let at = start; at < end; at++) {
        const row = rows[at]!;
        const before = rows[at - 1];
        const tied = at > start && figures[before!] === figures[row];
        places[row] = tied ? places[before!]! : at - start + 1;
        peers[row] = end - start;
      }
      start = end;
    }
  }
  return { places, peers };
}
