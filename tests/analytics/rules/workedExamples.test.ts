import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../analytics/engine/engine.ts';
import { decimalText } from '../../../analytics/present/decimal.ts';
import { type Expression, isCondition } from '../../../analytics/rules/expression.ts';
import { compileKernel } from '../../../analytics/rules/kernel.ts';
import { scaleOf, unitsOf } from '../../../analytics/rules/scale.ts';
import { toSql } from '../../../analytics/rules/sql.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { WORKED_EXAMPLES } from './workedExamples.ts';

const folder = temporaryFolder();
let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ path: ':memory:', directory: folder.path, temp: folder.file('spill'), threads: 1 });
});
afterAll(() => engine.close());

type Figures = (typeof WORKED_EXAMPLES)[number]['figures'];

async function recorded(rule: Expression, figures: Figures): Promise<unknown[]> {
  const rows = figures.map(
    ([x, y, z], place) => `(${place}, ${[x, y, z].map((value) => `CAST(${value} AS DECIMAL(18,4))`).join(', ')})`,
  );
  const answer = await engine.rows<{ answer: unknown }>(
    `SELECT ${toSql(rule, { column: (name) => name, flag: (name) => name, inputs: {} })} AS answer
     FROM (VALUES ${rows.join(', ')}) AS rows (place, x, y, z) ORDER BY place`,
  );
  return answer.map((row) => row.answer);
}

function calculated(rule: Expression, figures: Figures): unknown[] {
  const columns = Object.fromEntries(
    (['x', 'y', 'z'] as const).map((name, index) => [
      name,
      Float64Array.from(figures, (figure) => {
        const text = figure[index] as string | null;
        return text === null ? Number.NaN : Number(unitsOf(text, 4, name));
      }),
    ]),
  );
  const result = compileKernel({ rule }).run(
    { rows: figures.length, number: (name) => columns[name]!, flag: () => new Uint8Array(figures.length) },
    {},
  );
  if (isCondition(rule)) return [...result.flag('rule')].map(Boolean);
  return [...result.number('rule')].map((units) => decimalText({ units: BigInt(units), scale: scaleOf(rule) }));
}

/** `25000.0000` and `25000.00` are one amount. */
const inCents = (answer: unknown) =>
  typeof answer === 'string' ? decimalText({ units: unitsOf(answer, 2, 'The answer'), scale: 2 }) : answer;

// Guards the meaning of bands, caps, growth and rounding: what the field prints, not what the code says.
describe.each(WORKED_EXAMPLES)('$scheme', ({ rule, figures }) => {
  const expected = figures.map((figure) => figure[3]);

  it('in the record', async () => {
    expect((await recorded(rule, figures)).map(inCents)).toEqual(expected);
  });

  it('in the kernel', () => {
    expect(calculated(rule, figures).map(inCents)).toEqual(expected);
  });
});
