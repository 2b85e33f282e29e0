import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import { decimalText } from '../../../analytics/present/decimal.ts';
import { toExcel } from '../../../analytics/rules/excel.ts';
import type { Expression } from '../../../analytics/rules/expression.ts';
import { calculated, libreOffice } from '../../fixtures/libreoffice.ts';
import { runs } from '../../fixtures/properties.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { evaluate, print, type Reading, type Row } from './reference.ts';
import { COLUMNS, FLAGS, QUARTERS, type RuleCase, cases as randomCases } from './trees.ts';
import { WORKED_EXAMPLES } from './workedExamples.ts';

const folder = temporaryFolder();
const office = libreOffice();

/** A cell's float holds 15 digits, whatever they are. */
const DIGITS = 10n ** 15n;

const FIELDS = [...Object.keys(COLUMNS), ...FLAGS];
const cellOf = (name: string, line: number): string => `${String.fromCharCode(65 + FIELDS.indexOf(name))}${line}`;

/** A workbook of more would take LibreOffice minutes. */
const CASES_PER_BOOK = 50;

// Guards the live model: a workbook that recalculates to other figures than the screen shows is worse than none.
it('recalculates to the definition on random rules, rows and inputs', async () => {
  const all = [QUARTERS, ...fc.sample(randomCases, runs(25))];
  for (let first = 0; first < all.length; first += CASES_PER_BOOK) {
    expect(await disagreements(all.slice(first, first + CASES_PER_BOOK))).toEqual([]);
  }
});

async function disagreements(cases: readonly RuleCase[]): Promise<string[]> {
  const book = new ExcelJS.Workbook();
  const [data, inputs, rules, seen] = ['Data', 'Inputs', 'Rules', 'Seen'].map((name) => book.addWorksheet(name));
  const expected = new Map<string, { reading: Reading; where: string }>();

  let line = 0;
  for (const [index, one] of cases.entries()) {
    for (const [place, [name, value]] of Object.entries(one.inputs).entries()) {
      const cell = inputs!.getCell(index + 1, place + 1);
      cell.value = Number(value);
      book.definedNames.add(`Inputs!${cell.$col$row}`, `case${index}_${name}`);
    }
    for (const row of one.rows) {
      line += 1;
      writeRow(data!, line, row);
      for (const [place, rule] of one.rules.entries()) {
        const reading = evaluate(rule, row, one.inputs);
        if (reading.longest >= DIGITS || reading.delicate) continue;
        const formula = formulaOf(rule, line, `case${index}_`);
        if (formula === null) continue;
        const cell = rules!.getCell(line, place + 1);
        cell.value = { formula };
        seen!.getCell(cell.address).value = { formula: told(`Rules!${cell.address}`) };
        expected.set(cell.address, {
          reading,
          where: `${formula} on ${print(row)} with ${JSON.stringify(one.inputs)}`,
        });
      }
    }
  }
  await book.xlsx.writeFile(folder.file('rules.xlsx'));
  const recalculated = (await office.recalculate(folder.file('rules.xlsx'))).getWorksheet('Seen')!;

  expect(expected.size).toBeGreaterThan(line * 10);
  return [...expected].flatMap(([address, { reading, where }]) => {
    const answer = calculated(recalculated.getCell(address));
    const said = typeof answer === 'number' ? BigInt(Math.round(answer * 10 ** reading.scale)) : answer;
    return said === wanted(reading) ? [] : [`${said} instead of ${wanted(reading)}: ${where}`];
  });
}

// Guards what a reader repeats by hand in the workbook: the published examples, to the cent.
it('recalculates to the worked examples', async () => {
  const book = new ExcelJS.Workbook();
  const [data, rules, seen] = ['Data', 'Rules', 'Seen'].map((name) => book.addWorksheet(name));
  const cases = WORKED_EXAMPLES.flatMap(({ scheme, rule, figures }) =>
    figures.map((figure) => ({ scheme, rule, figure })),
  );
  for (const [index, { rule, figure }] of cases.entries()) {
    const line = index + 1;
    const [x, y, z] = figure;
    data!.getRow(line).values = [x, y, z].map((text) => (text === null ? null : Number(text)));
    const formula = toExcel(rule, {
      column: (name) => `Data!${{ x: 'A', y: 'B', z: 'C' }[name]}${line}`,
      flag: (name) => name,
      input: (name) => name,
    });
    rules!.getCell(line, 1).value = { formula };
    seen!.getCell(line, 1).value = { formula: told(`Rules!A${line}`) };
  }
  await book.xlsx.writeFile(folder.file('examples.xlsx'));
  const recalculated = (await office.recalculate(folder.file('examples.xlsx'))).getWorksheet('Seen')!;

  const answers = cases.map(({ scheme, figure }, index) => {
    const answer = calculated(recalculated.getCell(index + 1, 1));
    return `${scheme}, ${figure.slice(0, 3)}: ${typeof answer === 'number' ? answer.toFixed(2) : answer}`;
  });
  const words = (expected: string | boolean) =>
    typeof expected === 'boolean' ? (expected ? 'holds' : 'does not') : Number(expected) === 0 ? 'zero' : expected;
  expect(answers).toEqual(cases.map(({ scheme, figure }) => `${scheme}, ${figure.slice(0, 3)}: ${words(figure[3])}`));
});

/** Null for a rule that is refused because it is too large for a cell. */
function formulaOf(rule: Expression, line: number, prefix: string): string | null {
  const cell = (name: string) => `Data!${cellOf(name, line)}`;
  try {
    return toExcel(rule, { column: cell, flag: cell, input: (name) => prefix + name });
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError && thrown.message.includes('too large')) return null;
    throw thrown;
  }
}

function writeRow(sheet: ExcelJS.Worksheet, line: number, row: Row): void {
  for (const [name, { scale }] of Object.entries(COLUMNS)) {
    const units = row.numbers[name]!;
    // A model has no figure in either of two ways: an empty cell, and a formula that gives "".
    const missing = line % 2 ? null : { formula: '""' };
    sheet.getCell(cellOf(name, line)).value = units === null ? missing : Number(decimalText({ units, scale }));
  }
  for (const name of FLAGS) sheet.getCell(cellOf(name, line)).value = row.flags[name] || null;
}

/** exceljs reads a result of 0, FALSE or "" as none, so the check is of words. */
function told(cell: string): string {
  return `IF(ISLOGICAL(${cell}),IF(${cell},"holds","does not"),IF(ISNUMBER(${cell}),IF(${cell}=0,"zero",${cell}),IF(${cell}="","missing","neither")))`;
}

function wanted({ value }: Reading): string | bigint {
  if (value === null) return 'missing';
  if (typeof value === 'boolean') return value ? 'holds' : 'does not';
  return value === 0n ? 'zero' : value;
}
