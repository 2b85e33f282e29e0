/** The segmentation in force as the network sees it. */
import type { Executor } from '../../engine/engine.ts';
import type { SegmentsInForce } from '../../network/segments.ts';
import { readRow, readRows } from '../../workspace/keptRows.ts';
import { MOVES, PLACEMENTS, SEGMENTATIONS, segmentsOf } from '../store.ts';

/** How a segment without an end is written in SQL. */
const FOREVER = "DATE '9999-12-31'";

/**
 * Who is in which segment, by the placement of the segmentation in force and the moves made by hand, which stand above it.
 * `version` tells one state from another, also after an undo.
 */
export async function segmentsInForce(
  executor: Executor,
): Promise<{ readonly version: string; readonly segments: SegmentsInForce } | null> {
  const row = (await readRows(executor, SEGMENTATIONS)).find(({ inForce }) => inForce);
  const placement = row && row.placement !== null ? await readRow(executor, PLACEMENTS, row.placement) : null;
  if (!row || !placement) return null;
  const [moved] = await executor.rows<{ version: string }>(
    `SELECT count(*) || '-' || coalesce(md5(string_agg(concat_ws('|', id, partner, segment, from_on, until), ',' ORDER BY id)), '') AS version
     FROM ${MOVES.table} WHERE segmentation = $id`,
    { id: row.id },
  );
  return {
    version: `${placement.id}-${row.version}-${row.savedAt}-${moved!.version}`,
    segments: {
      name: row.name,
      segments: segmentsOf(row, placement),
      on: (day) => membersOn(row.id, placement.id, day),
    },
  };
}

function membersOn(segmentation: number, placement: number, day: string): string {
  const held = (column: string) => `from_on <= ${day} AND coalesce(${column}, ${FOREVER}) >= ${day}`;
  const placed = `SELECT partner, segment FROM app.segment_member WHERE placement = ${placement} AND ${held('to_on')}`;
  const moved = `SELECT partner, arg_max(segment, id) AS segment FROM ${MOVES.table}
    WHERE segmentation = ${segmentation} AND ${held('until')} GROUP BY partner`;
  return `(SELECT coalesce(moved.partner, placed.partner) AS partner_id, coalesce(moved.segment, placed.segment) AS segment
    FROM (${placed}) placed FULL JOIN (${moved}) moved ON moved.partner = placed.partner)`;
}
