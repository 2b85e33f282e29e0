import type { Executor, RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { Checks } from './checks.ts';
import { type StageTable, stageName } from './stage.ts';
import { count } from './words.ts';

/** The partners that a load may refer to: the current ones and those of the files loaded with it. */
export class Roster {
  private readonly stages: string[] = [];

  add(stage: StageTable): void {
    const columns = ['partner_id', 'partner_name', 'aliases'].map((name) =>
      stage.filled.includes(name) ? name : `NULL::VARCHAR AS ${name}`,
    );
    this.stages.push(`SELECT ${columns.join(', ')} FROM ${stage.name}`);
  }

  private sql(): string {
    const current = 'SELECT partner_id, partner_name, aliases FROM store.partner WHERE to_load IS NULL';
    return [current, ...this.stages].join(' UNION ALL ');
  }

  ids(): string {
    return `SELECT DISTINCT partner_id FROM (${this.sql()})`;
  }

  /** `key` → `partner_id` for every name and alias that belongs to one partner only. */
  private names(): string {
    return `SELECT key, any_value(partner_id) AS partner_id
      FROM (SELECT partner_id, ${nameKey('name')} AS key
            FROM (SELECT partner_id, partner_name AS name FROM (${this.sql()})
                  UNION ALL SELECT partner_id, unnest(string_split(aliases, ';')) AS name FROM (${this.sql()})))
      WHERE key <> '' GROUP BY key HAVING count(DISTINCT partner_id) = 1`;
  }

  /**
   * Fills partner_id from partner_name where a row has only the name. A name that no partner or more than one has stays
   * as the id, so that nothing is lost: an id that is not on the roster counts as unassigned.
   */
  async resolveNames(
    executor: Executor,
    stage: StageTable,
    loadId: number,
    checks: Checks,
    run: RunOptions,
  ): Promise<StageTable> {
    if (!stage.extra.includes('partner_name')) return stage;
    await this.resolve(executor, stage.name, 'partner_name', loadId, run);
    const byId = await executor.rows<{ n: number; names: number; examples: string | null }>(
      `SELECT count(*) AS n, count(DISTINCT partner_name) AS names, string_agg(DISTINCT partner_name, ', ' ORDER BY partner_name) AS examples
       FROM ${stage.name} WHERE partner_name IS NOT NULL AND partner_id = partner_name
         AND partner_name NOT IN (SELECT partner_id FROM (${this.ids()}) WHERE partner_id IS NOT NULL)`,
      undefined,
      run,
    );
    const found = byId[0];
    if (found?.n) {
      const examples =
        found.examples && found.examples.length > 80 ? `${found.examples.slice(0, 80)}…` : found.examples;
      checks.add(
        'partner-name-unknown',
        'look',
        found.n,
        `${count(found.n, 'row')} name ${count(found.names, 'partner')} that no partner on the roster is called (${examples}); kept as unassigned.`,
      );
    }
    return stage.filled.includes('partner_id') ? stage : { ...stage, filled: [...stage.filled, 'partner_id'] };
  }

  /** Party columns may hold names where ids are meant: a name on the roster becomes its id. */
  async resolveParties(
    executor: Executor,
    table: string,
    columns: readonly string[],
    loadId: number,
    run: RunOptions,
  ): Promise<void> {
    for (const column of columns) {
      const list = stageName(loadId, 'names');
      await executor.run(
        `CREATE OR REPLACE TABLE ${list} AS
         SELECT v.name, n.partner_id FROM (SELECT DISTINCT ${column} AS name FROM ${table} WHERE ${column} IS NOT NULL) v
         JOIN (${this.names()}) n ON n.key = ${nameKey('v.name')}
         WHERE v.name NOT IN (SELECT partner_id FROM (${this.ids()}) WHERE partner_id IS NOT NULL)`,
        undefined,
        run,
      );
      await executor.run(
        `UPDATE ${table} SET ${column} = n.partner_id FROM ${list} n WHERE ${column} = n.name`,
        undefined,
        run,
      );
      await executor.run(`DROP TABLE ${list}`);
    }
  }

  private async resolve(
    executor: Executor,
    table: string,
    column: string,
    loadId: number,
    run: RunOptions,
  ): Promise<void> {
    const list = stageName(loadId, 'names');
    await executor.run(
      `CREATE OR REPLACE TABLE ${list} AS
       SELECT v.name, coalesce(n.partner_id, v.name) AS partner_id
       FROM (SELECT DISTINCT ${column} AS name FROM ${table} WHERE ${column} IS NOT NULL AND partner_id IS NULL) v
       LEFT JOIN (${this.names()}) n ON n.key = ${nameKey('v.name')}`,
      undefined,
      run,
    );
    await executor.run(
      `UPDATE ${table} SET partner_id = n.partner_id FROM ${list} n WHERE ${table}.partner_id IS NULL AND ${table}.${column} = n.name`,
      undefined,
      run,
    );
    await executor.run(`DROP TABLE ${list}`);
  }

  /** Counts rows whose partner is not on the roster; they are kept. */
  async checkUnknown(
    executor: Executor,
    table: string,
    amount: string | null,
    noun: string,
    checks: Checks,
    run: RunOptions,
  ): Promise<void> {
    const [found] = await executor.rows<{
      n: number;
      partners: number;
      amount: string | null;
      examples: string | null;
    }>(
      `SELECT count(*) AS n, count(DISTINCT partner_id) AS partners, ${amount ?? 'NULL'} AS amount,
         (SELECT string_agg(id, ', ' ORDER BY id) FROM (SELECT DISTINCT t2.partner_id AS id FROM ${table} t2
           WHERE t2.partner_id IS NOT NULL AND t2.partner_id NOT IN (SELECT partner_id FROM (${this.ids()}) WHERE partner_id IS NOT NULL) ORDER BY id LIMIT 3)) AS examples
       FROM ${table} WHERE partner_id IS NOT NULL AND partner_id NOT IN (SELECT partner_id FROM (${this.ids()}) WHERE partner_id IS NOT NULL)`,
      undefined,
      run,
    );
    if (!found?.n) return;
    checks.add(
      'partner-unknown',
      'look',
      found.n,
      `${count(found.n, noun.replace(/s$/, ''), noun)} of ${count(found.partners, 'partner')} not on the roster (${found.examples}${
        found.partners > 3 ? ' …' : ''
      }); kept and shown as unassigned until a partner file has them.`,
      found.amount,
    );
  }
}

/** What two spellings of a name have in common: letters without regard to case and blanks. */
function nameKey(sql: string): string {
  return `lower(regexp_replace(${sql}, ${quoteText('[\\s\\x{a0}]+')}, '', 'g'))`;
}
