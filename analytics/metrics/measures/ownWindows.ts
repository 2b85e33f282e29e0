/** Parts over windows that are another one for each partner: since the anniversary of the agreement. */
import { addMonths } from '../../network/dates.ts';
import { dateLiteral } from '../../network/network.ts';
import { armsOf, type Cut, keyedRows } from '../scan.ts';
import { fillWith } from '../window.ts';
import type { Part } from './figure.ts';
import {
  aggregateSql,
  dimensionsOf,
  OWN_START,
  PARTNER_DAYS,
  type PartColumns,
  type Scene,
  windowOf,
} from './request.ts';

/** Parts of one fact and date with the same filters, all this year's or all a year earlier. */
export function ownColumns(scene: Scene, cut: Cut, parts: readonly Part[], name: string): PartColumns {
  const { network, asOfs, slice } = scene;
  const { date, window } = parts[0]!.piece;
  const earlier = (day: string) => (window === 'year-ago' ? `CAST(${day} - INTERVAL 1 YEAR AS DATE)` : day);
  const [from, to] = [earlier(`own.${OWN_START}`), earlier('own.day')];
  const days = { from, to, asOf: to, before: `(${from} - 1)` };
  const columns = parts.map((part, index) => ({ part, column: `a${index}` }));
  const values = parts.map(({ piece }, index) => {
    const test = piece.where === undefined ? '' : ` FILTER (WHERE ${fillWith(piece.where, days, network)})`;
    return `${aggregateSql(piece, fillWith(piece.value ?? '1', days, network))}${test} AS a${index}`;
  });

  // No window reaches back further than a year, or two for the year before.
  const sorted = [...asOfs].sort();
  const first = dateLiteral(addMonths(sorted[0]!, window === 'year-ago' ? -25 : -13));
  const arms = armsOf(
    cut,
    dimensionsOf(scene),
    parts.map(({ piece }) => ({ piece, window: windowOf(sorted[0]!, sorted.at(-1)!) })),
  );
  const rows = keyedRows(arms, [`f.${date} >= ${first} AND f.${date} <= ${dateLiteral(sorted.at(-1)!)}`]);
  const keys = ['own.p', 'own.d', ...(slice ? ['f.k1 AS value'] : [])];
  return {
    ctes: [
      `${name} AS (SELECT ${[...keys, ...values].join(', ')} FROM (${rows}) f
        JOIN ${PARTNER_DAYS} own ON own.partner_id = f.k0 AND f.${date} >= ${from} AND f.${date} <= ${to}
        GROUP BY ${keys.map((_, index) => index + 1).join(', ')})`,
    ],
    relation: name,
    columns,
    holds: 'own',
  };
}

/** The last anniversary of `started` up to `day`, as SQL. An agreement of 29 February has its day on the 28th otherwise. */
export function anniversarySql(started: string, day: string): string {
  const years = `date_diff('year', ${started}, ${day})`;
  const inYear = (count: string) => `CAST(${started} + to_years(CAST(${count} AS INTEGER)) AS DATE)`;
  return `CASE WHEN ${started} > ${day} THEN NULL WHEN ${inYear(years)} <= ${day} THEN ${inYear(years)} ELSE ${inYear(`${years} - 1`)} END`;
}
