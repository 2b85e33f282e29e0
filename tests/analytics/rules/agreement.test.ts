import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../analytics/engine/engine.ts';
import { decimalText } from '../../../analytics/present/decimal.ts';
import { compileKernel } from '../../../analytics/rules/kernel.ts';
import { toSql, toSqlColumns } from '../../../analytics/rules/sql.ts';
import { runs } from '../../fixtures/properties.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { evaluate, print, type Reading, type Row } from './reference.ts';
import { COLUMNS, cases, FLAGS, QUARTERS } from './trees.ts';

const folder = temporaryFolder();
let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ path: ':memory:', directory: folder.path, temp: folder.file('spill'), threads: 1 });
});
afterAll(() => engine.close());

/** Up to here a whole number in a float is exact. */
const EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** Where HUGEINT and DECIMAL(38) end for a product of two such figures. */
const WIDE = 10n ** 18n;

describe('the readings of a rule', () => {
  // Guards “one truth”: the screen drags with the kernel, the record is SQL; both must be what the tree says.
  it('agree to the last digit on random rules, rows and inputs', async () => {
    let judged = 0;
    let beyond = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ rules, rows, inputs }) => {
        const readings = rules.map((rule) => rows.map((row) => evaluate(rule, row, inputs)));
        // A figure that no currency has: the record would refuse it, so it is left out.
        const kept = rules.flatMap((rule, index) =>
          readings[index]!.every(({ largest }) => largest < WIDE) ? [{ rule, readings: readings[index]! }] : [],
        );
        beyond += rules.length - kept.length;
        if (kept.length === 0) return;
        const named = Object.fromEntries(kept.map(({ rule }, index) => [`r${index}`, rule]));

        const reading = { column: (name: string) => name, flag: (name: string) => name, inputs };
        const names = ['place', ...Object.keys(COLUMNS), ...FLAGS];
        const table = `(VALUES ${rows.map(literal).join(', ')}) AS rows (${names.join(', ')})`;
        const { from, columns } = toSqlColumns(table, named, reading);
        const select = Object.entries(named).flatMap(([name, rule]) => [
          `${toSql(rule, reading)} AS alone_${name}`,
          `${columns[name]} AS together_${name}`,
        ]);
        const recorded = await engine.rows<Record<string, string | boolean | null>>(
          `SELECT ${select.join(', ')} FROM ${from} ORDER BY place`,
        );
        const result = compileKernel(named).run(typed(rows), inputs);

        for (const [index, { rule, readings: expected }] of kept.entries()) {
          for (const [place, reading] of expected.entries()) {
            const where = () => `${JSON.stringify(rule)} on ${print(rows[place]!)} with ${JSON.stringify(inputs)}`;
            expect(recorded[place]![`alone_r${index}`], where()).toBe(asRecorded(reading));
            expect(recorded[place]![`together_r${index}`], where()).toBe(asRecorded(reading));
            judged++;
            if (reading.largest > EXACT) continue;
            if (typeof reading.value === 'boolean') {
              expect(result.flag(`r${index}`)[place], where()).toBe(reading.value ? 1 : 0);
            } else {
              expect(result.number(`r${index}`)[place], where()).toBe(
                reading.value === null ? Number.NaN : Number(reading.value),
              );
            }
          }
        }
      }),
      { ...runs(40), examples: [[QUARTERS]] },
    );
    // A property that leaves out most of what it draws would hold nothing.
    expect(judged).toBeGreaterThan(beyond * 12 * 2);
  });
});

function asRecorded({ value, scale }: Reading): string | boolean | null {
  return typeof value === 'bigint' ? decimalText({ units: value, scale }) : value;
}

function literal(row: Row, place: number): string {
  const numbers = Object.entries(COLUMNS).map(([name, { scale }]) => {
    const units = row.numbers[name]!;
    return `CAST(${units === null ? 'NULL' : decimalText({ units, scale })} AS DECIMAL(18,${scale}))`;
  });
  return `(${[place, ...numbers, ...FLAGS.map((name) => row.flags[name])].join(', ')})`;
}

function typed(rows: readonly Row[]) {
  return {
    rows: rows.length,
    number: (name: string) => Float64Array.from(rows, (row) => Number(row.numbers[name] ?? Number.NaN)),
    flag: (name: string) => Uint8Array.from(rows, (row) => Number(row.flags[name])),
  };
}
