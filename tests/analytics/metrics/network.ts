/** Tiny networks for tests: rows inserted straight into the store, as an import would leave them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Policy, policy } from '../../../analytics/api/documents/policy.ts';
import { type QuerySpecInput, querySpec } from '../../../analytics/api/documents/query.ts';
import { Engine } from '../../../analytics/engine/engine.ts';
import { quoteText } from '../../../analytics/engine/sql.ts';
import { compileQuery, compileTotals } from '../../../analytics/metrics/compile.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { TABLE_NAMES, type TableName } from '../../../analytics/network/model.ts';
import { type Network, openNetwork } from '../../../analytics/network/network.ts';
import { comparisonOf, resolvePeriod } from '../../../analytics/network/period.ts';
import { schemaStatements } from '../../../analytics/workspace/schema.ts';

export type Value = string | number | boolean | null;
export type Rows = Partial<Record<TableName, readonly Readonly<Record<string, Value>>[]>>;

export const TODAY = '2026-11-22';

export interface TestNetwork {
  readonly engine: Engine;
  /** The folder whose files SQL may read. */
  readonly directory: string;
  /** Adds rows as one load (1 when left out). */
  insert(rows: Rows, load?: number): Promise<void>;
  /** Empties the store and inserts these rows: much quicker than another engine. */
  replace(rows: Rows): Promise<void>;
  open(settings?: object): Promise<Network>;
  query(spec: QuerySpecInput, settings?: object): Promise<Record<string, Value>[]>;
  total(spec: QuerySpecInput, settings?: object): Promise<Record<string, Value>>;
  context(settings?: object): Promise<QueryContext>;
  close(): Promise<void>;
}

export async function testNetwork(rows: Rows = {}): Promise<TestNetwork> {
  const directory = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
  const engine = await Engine.open({ path: ':memory:', directory, temp: join(directory, 'spill'), threads: 2 });
  for (const statement of schemaStatements()) await engine.run(statement);
  const insert: TestNetwork['insert'] = async (added, load = 1) => {
    for (const [table, list] of Object.entries(added)) {
      const sources = new Map<string, { names: string[]; values: string[] }>();
      list.forEach((row, index) => {
        const entries = Object.entries({ ...row, from_load: load, source_row: index + 1 });
        const names = entries.map(([name]) => name);
        const group = sources.get(names.join()) ?? { names, values: [] };
        group.values.push(`(${entries.map(([, value]) => literal(value)).join(', ')})`);
        sources.set(names.join(), group);
      });
      for (const { names, values } of sources.values()) {
        await engine.run(`INSERT INTO store.${table} (${names.join(', ')}) VALUES ${values.join(', ')}`);
      }
    }
  };
  await insert(rows);
  const open = (settings: object = {}) => openNetwork(engine, policyOf(settings), TODAY);
  const request = async (input: QuerySpecInput, settings: object = {}) => {
    const spec = querySpec.parse(input);
    const network = await open(settings);
    const period = resolvePeriod(spec.period, network.calendar, network.horizon);
    const comparison = spec.compare ? comparisonOf(period, spec.compare, network.horizon) : null;
    return { network, spec, period, comparison };
  };
  return {
    engine,
    directory,
    insert,
    async replace(added) {
      await engine.run(TABLE_NAMES.map((table) => `DELETE FROM store.${table}`).join('; '));
      await insert(added);
    },
    open,
    async query(spec, settings) {
      const { sql, bindings } = compileQuery(await request(spec, settings));
      return engine.rows(sql, bindings);
    },
    async total(spec, settings) {
      const { sql, bindings } = compileTotals(await request(spec, settings));
      const [row] = await engine.rows<Record<string, Value>>(sql, bindings);
      return row!;
    },
    async context(settings) {
      const [row] = await engine.rows<{ version: number }>('SELECT coalesce(max(load_id), 0) AS version FROM app.load');
      return { reader: engine, network: await open(settings), policyVersion: 1, dataVersion: row!.version };
    },
    async close() {
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function policyOf(settings: object): Policy {
  return policy.parse(settings);
}

function literal(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? quoteText(value) : String(value);
}
