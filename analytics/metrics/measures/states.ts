/**
 * Parts that look at the last day of their window alone: people certified, certificates valid. All days are read together,
 * because a requirement of “any day of six months” asks for each of them.
 */
import { dateLiteral } from '../../network/network.ts';
import { armsOf, type Cut, keyedRows, ROW_AGGREGATES } from '../scan.ts';
import { fillWith } from '../window.ts';
import { comparesDays } from './aggregates.ts';
import type { Part } from './figure.ts';
import { aggregateSql, dimensionsOf, type PartColumns, partWindow, type Scene, WANTED, windowOf } from './request.ts';

/** Activity is looked up in the rows of all deals, which is for few days only. */
export function fitsStates({ piece }: Part): boolean {
  const { date, per, aggregate, needs } = piece;
  const plain = aggregate === 'sum' || aggregate === 'count' || (aggregate && aggregate in ROW_AGGREGATES);
  return !date && !per && !needs?.includes('activity') && Boolean(plain) && !comparesDays(piece);
}

/** The days that the state is looked at for each day asked for: parts with the same ones are read together. */
export function stateDays({ piece, window }: Part, { asOfs, network }: Scene): string[] {
  return asOfs.map((day) => partWindow(piece, window, day, network).asOf);
}

/** Parts of one fact with the same filters and days. */
export function stateColumns(scene: Scene, cut: Cut, parts: readonly Part[], name: string): PartColumns {
  const { network } = scene;
  const [first] = parts as [Part, ...Part[]];
  const days = stateDays(first, scene);
  const relation = `${name}_day`;
  const ofPartner = first.piece.fact === 'partner';
  const arms = armsOf(
    ofPartner ? { ...cut, days: relation } : cut,
    dimensionsOf(scene),
    parts.map(({ piece }) => ({ piece, window: windowOf(days[0]!, days[0]!) })),
  );
  const on = ofPartner ? 'f' : 'days';
  const places = { from: `${on}.day`, to: `${on}.day`, asOf: `${on}.day`, before: `(${on}.day - 1)` };
  const tests = parts.map(({ piece }) => (piece.where === undefined ? null : fillWith(piece.where, places, network)));
  const values = parts.map(({ piece }, index) => {
    const test = tests[index] === null ? '' : ` FILTER (WHERE ${tests[index]})`;
    return `${aggregateSql(piece, fillWith(piece.value ?? '1', places, network))}${test} AS a${index}`;
  });
  const wanted = tests.includes(null) ? '' : ` WHERE ${[...new Set(tests)].map((test) => `(${test})`).join(' OR ')}`;
  const keys = ['w.p', `${on}.d`, ...(scene.slice ? ['f.k1 AS value'] : [])];
  const listed = days.map((day, index) => `(${index}, ${dateLiteral(day)})`);
  return {
    ctes: [
      `${relation} AS (SELECT * FROM (VALUES ${listed.join(', ')}) AS days(d, day))`,
      `${name} AS (SELECT ${[...keys, ...values].join(', ')} FROM (${keyedRows(arms, [])}) f
        JOIN ${WANTED} w ON w.partner_id = f.k0 ${ofPartner ? '' : `CROSS JOIN ${relation} days`}${wanted}
        GROUP BY ${keys.map((_, index) => index + 1).join(', ')})`,
    ],
    relation: name,
    columns: parts.map((part, index) => ({ part, column: `a${index}` })),
    holds: 'values',
  };
}
