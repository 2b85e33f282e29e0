/**
 * What cannot be added up from buckets: states on a day, medians and the like, and pieces that look at the days of their
 * window. Each is read window by window with the same scans that answer queries.
 */
import { type Cut, type PieceRequest, planScans } from '../scan.ts';
import { windowKey } from '../window.ts';
import type { Part } from './figure.ts';
import { dimensionsOf, type PartColumns, partWindow, type Scene, WANTED } from './request.ts';

/** Parts of any fact with the same filters; each becomes a relation of its own. */
export function scanColumns(scene: Scene, cut: Cut, parts: readonly Part[], name: string): PartColumns[] {
  const requests: PieceRequest[] = [];
  const known = new Map<string, string>();
  const aliases = parts.map((part) =>
    scene.asOfs.map((day) => {
      // The window of a request is resolved already, and parts of the same rows are one request whatever they are called.
      const { window: _, label, ...piece } = part.piece;
      const window = partWindow(part.piece, part.window, day, scene.network);
      const key = `${JSON.stringify(piece)} ${windowKey(window)}`;
      const alias = known.get(key) ?? `x${requests.length}`;
      if (!known.has(key)) requests.push({ piece: { ...piece, label }, window, alias });
      known.set(key, alias);
      return alias;
    }),
  );
  const scans = planScans({ ...cut, by: dimensionsOf(scene) }, requests);
  const scanOf = new Map(scans.flatMap((scan, index) => scan.aliases.map((alias) => [alias, `${name}_scan${index}`])));
  const ctes = scans.map(({ sql }, index) => `${name}_scan${index} AS (${sql})`);
  return parts.map((part, index) => {
    const relation = `${name}_${index}`;
    const days = aliases[index]!.map(
      (alias, day) => `SELECT w.p, ${scene.slice ? 's.k1 AS value, ' : ''}${day} AS d, s.${alias} AS a0
        FROM ${scanOf.get(alias)} s JOIN ${WANTED} w ON w.partner_id = s.k0`,
    );
    return {
      ctes: [...(index === 0 ? ctes : []), `${relation} AS (${days.join(' UNION ALL ')})`],
      relation,
      columns: [{ part, column: 'a0' }],
      holds: 'values',
    };
  });
}
