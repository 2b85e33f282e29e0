import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from '../analytics/engine/engine.ts';
import { quoteName, quoteText } from '../analytics/engine/sql.ts';
import type { ColumnType } from './exports.ts';
import type { WrittenFile } from './write.ts';

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  money: 'DECIMAL(18,2)',
  number: 'DECIMAL(18,6)',
  date: 'DATE',
  flag: 'BOOLEAN',
};

/** The CSV files again as `parquet/*.parquet`, with typed columns. */
export async function writeParquet(files: readonly WrittenFile[], out: string): Promise<void> {
  await mkdir(join(out, 'parquet'), { recursive: true });
  const engine = await Engine.open({ path: ':memory:', directory: out, temp: join(out, 'parquet') });
  try {
    for (const { export: one, csv } of files) {
      const columns = one.columns.map(({ header, type }) => {
        const name = quoteName(header);
        return type === 'text' ? name : `CAST(${name} AS ${TYPES[type]}) AS ${name}`;
      });
      const target = join(out, 'parquet', `${one.name}.parquet`);
      await engine.run(
        `COPY (SELECT ${columns.join(', ')}
           FROM read_csv(${quoteText(csv)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"'))
         TO ${quoteText(target)} (FORMAT parquet)`,
      );
    }
  } finally {
    engine.close();
  }
}
