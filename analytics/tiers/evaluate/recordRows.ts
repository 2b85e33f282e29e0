/** Rows of a space in SQL, with what expressions read of them: measures, places among peers, flags. */
import { quoteName } from '../../engine/sql.ts';
import { measureStatement } from '../../metrics/measures/statement.ts';
import type { Network } from '../../network/network.ts';
import type { Expression } from '../../rules/expression.ts';
import { columnsOf, flagsOf } from '../../rules/walk.ts';
import type { CompiledProgram } from '../compiled.ts';
import type { TableNeed } from './rows.ts';
import type { PartnerTraits } from './traits.ts';

/** A relation with p and d (index of the partner and of the day), `slice` where there is one, and the columns asked for. */
export interface RecordRows {
  readonly sql: string;
  readonly bindings: Record<string, string>;
  column(name: string): string;
  flag(name: string): string;
}

/** @param held Flags that earlier conditions gave, by partner: such rows are of one day. */
export function recordRows(
  network: Network,
  { ranks }: CompiledProgram,
  need: TableNeed,
  expressions: readonly Expression[],
  traits: PartnerTraits,
  held: ReadonlyMap<string, Uint8Array>,
): RecordRows {
  const read = new Set(columnsOf(...expressions).map(({ name }) => name));
  const ranked = ranks.filter(({ name, peers }) => read.has(name) || read.has(peers));
  const keys = new Set([...read, ...ranked.map(({ measure }) => measure.key)]);
  const measures = need.measures.filter(({ key }) => keys.has(key));
  const partners = traits.partners.map(({ id }) => id);
  const asked = { network, measures, asOfs: need.asOfs, partners, ...(need.slice && { slice: need.slice }) };
  const measured = measureStatement(asked);

  const flags = flagsOf(...expressions).map(({ name }, index) => ({
    name,
    as: `f${index}`,
    rows: held.get(name) ?? traits.flag(name, need.asOfs),
  }));
  const peers = ranked.map(({ scope }, index) => ({ as: `g${index}`, rows: traits.peers(scope, need.asOfs) }));
  const bindings: Record<string, string> = { ...measured.bindings };
  const lists = [...flags, ...peers].map(({ as, rows }) => {
    // One value each, because there may be tens of thousands of partners.
    bindings[`traits_${as}`] = JSON.stringify([...rows]);
    return `unnest(from_json($traits_${as}, '["INTEGER"]')) AS ${as}`;
  });
  const places = `unnest(range(${partners.length * need.asOfs.length})) AS place`;
  const figure = new Map(measures.map(({ key }, index) => [key, `m${index}`]));
  const columns = [
    'measured.p',
    'measured.d',
    ...(need.slice ? ['measured.value AS slice'] : []),
    ...measures.map((_, index) => `measured.m${index}`),
    ...ranked.flatMap(({ measure }, index) => placesSql(`measured.${figure.get(measure.key)}`, index)),
    ...flags.map(({ as }) => `traits.${as} = 1 AS ${as}`),
  ];
  const names = new Map([
    ...figure,
    ...ranked.flatMap(({ name, peers }, index) => [[name, `r${index}`] as const, [peers, `n${index}`] as const]),
  ]);
  const flagNames = new Map(flags.map(({ name, as }) => [name, as]));
  return {
    sql: `SELECT ${columns.join(', ')} FROM (${measured.sql}) AS measured
      JOIN (SELECT ${[places, ...lists].join(', ')}) AS traits
        ON traits.place = measured.d * ${partners.length} + measured.p`,
    bindings,
    column: (name) => quoteName(names.get(name)!),
    flag: (name) => quoteName(flagNames.get(name)!),
  };
}

/** Places among peers with a figure, on the same day; partners with the same figure share the better place. */
function placesSql(figure: string, index: number): string[] {
  const group = `traits.g${index}`;
  const counted = `${figure} IS NOT NULL AND ${group} >= 0`;
  return [
    `CASE WHEN ${counted} THEN rank() OVER (PARTITION BY measured.d, ${group}, ${figure} IS NULL ORDER BY ${figure} DESC) END AS r${index}`,
    `CASE WHEN ${counted} THEN count(${figure}) OVER (PARTITION BY measured.d, ${group}) END AS n${index}`,
  ];
}
