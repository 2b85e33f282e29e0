/** The bases of a line by product family, read once per lab: by them what moves while dragging is divided among families. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { Network } from '../../network/network.ts';
import type { CompiledLine } from '../compiled.ts';
import { withDealFamilies } from '../dealFamilies.ts';
import type { IncentiveDesk } from '../desk.ts';
import { prepare } from '../prepared.ts';
import { unitKeys } from '../rateSql.ts';
import type { SideRequest } from '../side.ts';
import { unitsKey } from '../unitsKey.ts';
import { keptTables } from './keptTables.ts';

/** Rows of a unit that have one key, one set of multipliers and surcharges and one family. By unit. */
export interface FamilyTable {
  /**
   * Places among the units of the line, in the order of `readUnits`; of a line with true-up, among its payees and the periods
   * that they are paid in.
   */
  readonly unitOf: Int32Array;
  readonly families: readonly (string | null)[];
  readonly familyOf: Int16Array;
  /** The place of the key; −1 for none. */
  readonly keyOf: Int16Array;
  /** Bits of the multipliers and of the surcharges that apply. */
  readonly maskOf: Int32Array;
  readonly extraOf: Int32Array;
  /** In whole numbers of 1/10,000. */
  readonly base: Float64Array;
}

const ROW_BYTES = 32;

export function familyTable(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  plan: IncentivePlan,
  compiled: CompiledLine,
  { where, levels }: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
): Promise<FamilyTable> {
  const { context, lab } = desk;
  return lab.keep(context, `pay families ${unitsKey(plan, compiled, { where, levels })}`, options.signal, async () => {
    options.progress?.('Reading product families', 0, 1, 'tables');
    const tables = await keptTables(desk);
    const prepared = await prepare(context, plan, { where, levels, signal: options.signal, tables });
    const line = prepared.lines[compiled.index]!;
    const rows = await withDealFamilies(desk, options, (dealFamilies) =>
      prepared.read<Record<string, string | number | null>>(line, 'unrated', (relation) =>
        familySql(context.network, compiled, relation, dealFamilies),
      ),
    );
    const families = [...new Set(rows.map(({ family }) => family as string | null))];
    const placeOf = new Map(families.map((family, place) => [family, place]));
    const value: FamilyTable = {
      unitOf: Int32Array.from(rows, ({ unit }) => Number(unit)),
      families,
      familyOf: Int16Array.from(rows, ({ family }) => placeOf.get(family as string | null)!),
      keyOf: Int16Array.from(rows, ({ row_key: key }) => (key === null ? -1 : Number(key))),
      maskOf: Int32Array.from(rows, ({ mask }) => Number(mask)),
      extraOf: Int32Array.from(rows, ({ extra }) => Number(extra)),
      base: Float64Array.from(rows, ({ base }) => Number(base)),
    };
    return { value, bytes: 1_024 + rows.length * ROW_BYTES };
  });
}

/** Rows of a whole deal are divided among its lines' families by their amounts. */
function familySql(network: Network, compiled: CompiledLine, relation: string, dealFamilies: string): string {
  const { line } = compiled;
  const keys = compiled.versioned ? ['payee', 'known'] : unitKeys(compiled);
  const base = line.terms.claimWithinDays === undefined ? 'r.base' : '(CASE WHEN r.claimed THEN r.base ELSE 0 END)';
  const extra = line.surcharges.map((_, index) => `CASE WHEN r.s${index} THEN ${2 ** index} ELSE 0 END`);
  const share = (upto: string) => `CAST(CAST(${base} AS DOUBLE) * ${upto} / part.total AS DECIMAL(38,4))`;
  const split = network.profile.lines;
  const product = network.table('product');
  const summed = split
    ? `CASE WHEN part.deal_id IS NULL THEN ${base} ELSE ${share('part.upto')} - ${share('part.before')} END`
    : base;
  // Units are numbered after rows were added up: most lines have far fewer units than rows.
  return `SELECT dense_rank() OVER (ORDER BY ${keys.join(', ')}) - 1 AS unit, family, row_key, mask, extra, base FROM (
      SELECT ${keys.map((key) => `r.${key}`).join(', ')},
        coalesce(${split ? 'line_product.family, part.family, ' : ''}own_product.family) AS family, r.row_key, r.mask,
        ${extra.length > 0 ? extra.join(' + ') : '0'} AS extra, CAST(sum(${summed}) * 10000 AS DOUBLE) AS base
      FROM ${relation} r
      LEFT JOIN ${network.table('deal')} deal ON deal.deal_id = r.deal_id
      ${
        split
          ? `LEFT JOIN ${network.table('deal_line')} l ON l.deal_id = r.deal_id AND l.line_id = r.line_id
      LEFT JOIN ${product} line_product ON line_product.product_id = l.product_id
      LEFT JOIN ${dealFamilies} part ON part.deal_id = CASE WHEN r.line_id IS NULL THEN r.deal_id END`
          : ''
      }
      LEFT JOIN ${product} own_product ON own_product.product_id = deal.product_id
      WHERE r.counts AND r.base IS NOT NULL
      GROUP BY ALL) AS families
    ORDER BY unit, family, row_key, mask, extra`;
}
