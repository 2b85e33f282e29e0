/** Who the partners are: their attributes, and their level on a date. */
import type { DimensionId, Filter } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import { quoteText } from '../engine/sql.ts';
import { dimension, dimensionsOf } from './dimensions.ts';
import { own, select } from './facts/select.ts';
import { dateLiteral, type Network } from './network.ts';

/** Dimensions that choose partners, as the roster has them. */
export const PARTNER_DIMENSIONS = [
  'partner',
  'level',
  'segment',
  'type',
  'country',
  'region',
  'city',
  'owner',
  'parent',
] as const satisfies readonly DimensionId[];

/**
 * Filters that are to choose partners.
 * @throws QuarterdeckError `dimension-unknown` when one is not about the partner itself.
 */
export function assertPartnerFilters(where: readonly Filter[]): void {
  for (const { dim } of where) {
    if (dimension(dim).source === 'partner') continue;
    throw new QuarterdeckError(
      'dimension-unknown',
      `Partners cannot be chosen by ${dim}, which is not a property of a partner. Choose by ${dimensionsOf(new Set(['partner'])).join(', ')}.`,
    );
  }
}

/** Attributes that change over time, and are read on a day. */
export function changesOverTime({ dim }: { readonly dim: string }): boolean {
  return dim === 'level' || dim === 'segment';
}

/**
 * Partners with their attributes, and the level and segment at a date. Without enrollment history the level is the one loaded with
 * the roster.
 */
export function partnerAttributes(network: Network, asOf: string): string {
  const day = dateLiteral(asOf);
  const { segments } = network;
  const attributes = [
    ...['type', 'country', 'region', 'city', 'owner', 'parent'].map(own),
    segments ? 'placed.segment' : 'CAST(NULL AS VARCHAR) AS segment',
  ];
  const segment = segments ? `LEFT JOIN ${segments.on(day)} placed ON placed.partner_id = d.partner_id` : '';
  if (network.profile.mainProgram === null) {
    return select(
      ['d.partner_id', NAME, 'd.level', 'd.level AS loaded_level', ...attributes],
      `${network.table('partner')} d`,
      [segment],
      [],
    );
  }
  return select(
    [
      'd.partner_id',
      NAME,
      'CASE WHEN known.partner_id IS NULL THEN d.level ELSE span.level END AS level',
      // Of partners without any history: what stands for their level on every date.
      'CASE WHEN known.partner_id IS NULL THEN d.level END AS loaded_level',
      ...attributes,
    ],
    `${network.table('partner')} d`,
    [
      `LEFT JOIN ${levelSpans(network)} span ON span.partner_id = d.partner_id AND span.from_on <= ${day} AND span.to_on >= ${day}`,
      `LEFT JOIN (SELECT DISTINCT partner_id FROM ${levelSpans(network)} AS spans) known ON known.partner_id = d.partner_id`,
      segment,
    ],
    [],
  );
}

const NAME = 'coalesce(d.partner_name, d.partner_id) AS partner_name';

/**
 * Levels of the main program over time, without overlaps: a level ends the day before the next one begins, so that a
 * date finds at most one and no deal is counted twice.
 */
export function levelSpans(network: Network): string {
  const program = network.profile.mainProgram;
  return `(SELECT partner_id, level, from_on,
      least(coalesce(to_on, DATE '9999-12-31'), coalesce(lead(from_on) OVER (PARTITION BY partner_id ORDER BY from_on) - 1, DATE '9999-12-31')) AS to_on
    FROM ${network.table('enrollment')} AS enrollments WHERE program IS NOT DISTINCT FROM ${program === null ? 'NULL' : quoteText(program)})`;
}
