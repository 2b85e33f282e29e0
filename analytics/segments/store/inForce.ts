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
      spans: memberSpans(row.id, placement.id),
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

/** Cut at every day on which a span or a move begins or has ended; in each piece the last move counts, else the span. */
function memberSpans(segmentation: number, placement: number): string {
  const until = (column: string) => `coalesce(${column}, ${FOREVER}) AS to_on`;
  return `(WITH held AS (
      SELECT partner, segment, from_on, ${until('to_on')}, 0 AS rank FROM app.segment_member WHERE placement = ${placement}
      UNION ALL SELECT partner, segment, from_on, ${until('until')}, id FROM ${MOVES.table} WHERE segmentation = ${segmentation}),
    edges AS (SELECT partner, from_on AS edge FROM held UNION SELECT partner, to_on + 1 FROM held WHERE to_on < ${FOREVER}),
    pieces AS (SELECT partner, edge AS from_on,
        coalesce(lead(edge) OVER (PARTITION BY partner ORDER BY edge) - 1, ${FOREVER}) AS to_on FROM edges)
    SELECT pieces.partner AS partner_id, arg_max(held.segment, held.rank) AS segment, pieces.from_on, pieces.to_on
    FROM pieces JOIN held ON held.partner = pieces.partner AND held.from_on <= pieces.from_on AND held.to_on >= pieces.to_on
    GROUP BY pieces.partner, pieces.from_on, pieces.to_on)`;
}
