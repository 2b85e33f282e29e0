/** The segmentation in force: what makes `segment` a dimension like the level. */
import { quoteText } from '../engine/sql.ts';
import type { Network } from './network.ts';

export interface SegmentsInForce {
  /** What the segmentation is called. */
  readonly name: string;
  readonly segments: readonly { readonly id: string; readonly label: string }[];
  /**
   * Who is in which segment on a day: a relation with partner_id and segment, at most one row a partner.
   * @param day SQL of a date
   */
  on(day: string): string;
  /** The same over time: a relation with partner_id, segment, from_on and to_on, without overlaps. */
  readonly spans: string;
}

/** Segments over time, as `levelSpans` has levels; empty where none are in force. */
export function segmentSpans({ segments }: Pick<Network, 'segments'>): string {
  if (segments) return segments.spans;
  const day = 'CAST(NULL AS DATE)';
  return `(SELECT CAST(NULL AS VARCHAR) AS partner_id, CAST(NULL AS VARCHAR) AS segment, ${day} AS from_on, ${day} AS to_on WHERE FALSE)`;
}

/** Names of segments by id: a relation with segment_id and segment_name. */
export function segmentNames({ segments }: Pick<Network, 'segments'>): string {
  const rows = segments?.segments.map(({ id, label }) => `(${quoteText(id)}, ${quoteText(label)})`) ?? [];
  if (rows.length === 0) return '(SELECT NULL AS segment_id, NULL AS segment_name WHERE FALSE)';
  return `(SELECT * FROM (VALUES ${rows.join(', ')}) AS segments(segment_id, segment_name))`;
}
