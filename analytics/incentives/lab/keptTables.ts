/** What several statements about the same lines read, made once: rows that lines pay on, and deals by product family. */
import { LRUCache } from 'lru-cache';
import { QuarterdeckError } from '../../api/errors.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { type KeptTable, keepTable } from '../../engine/keptTable.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { Lab } from '../../metrics/lab.ts';
import type { Network } from '../../network/network.ts';
import type { IncentiveDesk } from '../desk.ts';
import { digest } from './digest.ts';

export interface Statement {
  readonly sql: string;
  readonly bindings: Readonly<Record<string, string>>;
}

/** Runs `work` with the name of a table that holds what the statement gives; the table stays at least as long. */
export type WithTable = <T>(
  statement: Statement,
  options: RunOptions,
  work: (table: string) => Promise<T>,
) => Promise<T>;

const MOST_BYTES = 256 * 1_024 * 1_024;
const ROW_BYTES = 96;
/** A scan of narrow columns is cheaper than a table of as many rows beside the workspace. */
const MOST_DEALS = 2_000_000;

const tablesOf = new WeakMap<Lab, KeptTables>();

/** The tables that go with what a lab has read; undefined where the ledger is too large to be kept twice. */
export async function keptTables({
  context,
  lab,
}: Pick<IncentiveDesk, 'context' | 'lab'>): Promise<WithTable | undefined> {
  if ((await countDeals(context)) > MOST_DEALS) return undefined;
  const tables = tablesOf.get(lab) ?? new KeptTables();
  tablesOf.set(lab, tables);
  return (statement, options, work) => tables.read(context, statement, options, work);
}

const deals = new WeakMap<Network, Promise<number>>();

/** No asker cancels it, because others wait for the same count. */
function countDeals({ reader, network }: Pick<QueryContext, 'reader' | 'network'>): Promise<number> {
  const known = deals.get(network);
  if (known) return known;
  const counting = reader
    .rows<{ deals: number | bigint }>(`SELECT count(*) AS deals FROM ${network.table('deal')} AS deals`)
    .then(([row]) => Number(row!.deals));
  deals.set(network, counting);
  counting.catch(() => deals.delete(network));
  return counting;
}

/** Of one state of the data; the longest unused go first, and none while it is read. */
class KeptTables {
  private readonly held = new LRUCache<string, HeldTable>({
    maxSize: MOST_BYTES,
    dispose: (table) => table.letGo(),
  });
  private dataVersion = -1;

  async read<T>(
    { reader, dataVersion }: QueryContext,
    statement: Statement,
    options: RunOptions,
    work: (table: string) => Promise<T>,
  ): Promise<T> {
    if (dataVersion !== this.dataVersion) this.held.clear();
    this.dataVersion = dataVersion;
    const key = digest([statement.sql, statement.bindings]);
    for (;;) {
      const held = this.held.get(key) ?? this.make(key, keepTable(reader, statement.sql, statement.bindings, options));
      held.readers++;
      try {
        const table = await named(held, options);
        if (table !== null) return await work(table);
      } finally {
        held.leave();
      }
    }
  }

  private make(key: string, making: Promise<KeptTable>): HeldTable {
    const held = new HeldTable(making);
    this.held.set(key, held, { size: 1 });
    const own = () => this.held.peek(key) === held;
    making.then(
      ({ rows }) => own() && this.held.set(key, held, { size: 1 + rows * ROW_BYTES }),
      () => own() && this.held.delete(key),
    );
    return held;
  }
}

/** Null where somebody else asked for the table and gave up: then it is to be asked for again. */
async function named({ making }: HeldTable, { signal }: RunOptions): Promise<string | null> {
  try {
    return (await making).name;
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError && thrown.code === 'cancelled' && !signal?.aborted) return null;
    throw thrown;
  }
}

class HeldTable {
  readonly making: Promise<KeptTable>;
  readers = 0;
  private unwanted = false;

  constructor(making: Promise<KeptTable>) {
    this.making = making;
  }

  leave(): void {
    this.readers--;
    this.dropUnused();
  }

  letGo(): void {
    this.unwanted = true;
    this.dropUnused();
  }

  private dropUnused(): void {
    if (!this.unwanted || this.readers > 0) return;
    // Once the engine is closed the table is gone with it, and one that was never made leaves nothing.
    this.making.then((table) => table.drop()).catch(() => {});
  }
}
