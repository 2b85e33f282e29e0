/**
 * The worked examples as a live workbook: the formulas of each line over its units, recalculated by another program. Payees
 * are summed by the workbook too; what versions of a period change is taken from one cell to the next.
 */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileLine } from '../../../analytics/incentives/compile.ts';
import type { UnitTable } from '../../../analytics/incentives/rateKernel.ts';
import { LineKernel } from '../../../analytics/incentives/rateKernel.ts';
import { readUnits } from '../../../analytics/incentives/units.ts';
import { toExcel } from '../../../analytics/rules/excel.ts';
import type { Inputs } from '../../../analytics/rules/expression.ts';
import { calculated, libreOffice } from '../../fixtures/libreoffice.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';
import { WORKED_PLANS } from './workedPlans.ts';

const folder = temporaryFolder();
const office = libreOffice();
let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

/** Where the workbook gives the amount of a payee and period of a line. */
interface Wanted {
  readonly name: string;
  readonly line: number;
  readonly cells: Map<string, string>;
  readonly earns: Readonly<Record<string, string>>;
}

// Guards the live model: its figures are what the plan pays, and what the publisher prints.
it('recalculate to what is paid', async () => {
  const book = new ExcelJS.Workbook();
  const wanted: Wanted[] = [];
  for (const { name, lines, more, rows, earns } of WORKED_PLANS) {
    await store.replace(rows);
    const context = await store.context();
    const document = plan(lines as Partial<LineInput>[], more);
    for (const [index, expected] of earns.entries()) {
      const { table, periods } = await readUnits(context, document, index);
      const compiled = compileLine(document, index);
      const sheet = book.addWorksheet(`S${wanted.length}`);
      const input = inputCells(sheet, compiled.inputs);
      const cells = new Map<string, string>();
      const columns = LineKernel.columns(compiled);
      const letters = new Map(columns.map(({ name: column }, at) => [column, String.fromCharCode(67 + at)]));
      const pay: string[][] = Array.from({ length: groupsOf(table) }, () => []);
      for (let unit = 0; unit < table.units; unit++) {
        const line = unit + 1;
        for (const { name: column, scale } of columns) {
          const value = table.column(column)[unit]!;
          sheet.getCell(`${letters.get(column)}${line}`).value = Number.isNaN(value) ? null : value / 10 ** scale;
        }
        const formula = toExcel(compiled.unitSteps.at(-1)!.rule, {
          column: (column) => `${letters.get(column)}${line}`,
          flag: (flag) => flag,
          input,
        });
        sheet.getCell(`X${line}`).value = { formula };
        pay[table.groupOf[unit]!]!.push(`X${line}`);
      }
      const earned = pay.map((units, group) => {
        const cell = `Y${group + 1}`;
        sheet.getCell(cell).value = { formula: `SUM(${units.join(',')})` };
        sheet.getCell(`Z${group + 1}`).value = {
          formula: toExcel(compiled.earned, { column: () => cell, flag: (flag) => flag, input }),
        };
        return `Z${group + 1}`;
      });
      paidCells(table, earned).forEach((formula, group) => {
        const cell = `AA${group + 1}`;
        // exceljs reads a result of 0 as none.
        sheet.getCell(cell).value = { formula: `IF(ROUND(${formula},2)=0,"zero",ROUND(${formula},2))` };
        const label = periods.find((one) => one.index === table.periodOf[group])!.label;
        cells.set(`${table.payees[table.payeeOf[group]!]} ${label}`, cell);
      });
      wanted.push({ name, line: index, cells, earns: expected });
    }
  }
  await book.xlsx.writeFile(folder.file('plans.xlsx'));
  const recalculated = await office.recalculate(folder.file('plans.xlsx'));

  const said = wanted.map(({ name, line, cells }, at) => {
    const sheet = recalculated.getWorksheet(`S${at}`)!;
    const amounts = [...cells].map(([key, cell]) => {
      const value = calculated(sheet.getCell(cell));
      return [key, value === 'zero' ? '0.00' : typeof value === 'number' ? value.toFixed(2) : String(value)];
    });
    return [name, line, Object.fromEntries(amounts)];
  });
  expect(said).toEqual(wanted.map(({ name, line, earns }) => [name, line, earns]));
}, 240_000);

function inputCells(sheet: ExcelJS.Worksheet, inputs: Inputs): (name: string) => string {
  const places = new Map(Object.keys(inputs).map((name, at) => [name, `B${at + 1}`]));
  for (const [name, cell] of places) sheet.getCell(cell).value = Number(inputs[name]);
  return (name) => places.get(name)!;
}

function groupsOf({ versions, payeeOf }: UnitTable): number {
  return versions ? versions.paidIn.length : payeeOf.length;
}

/** What is paid in each payee-and-period: the amounts of its versions, each less the one before. */
function paidCells({ versions, payeeOf }: UnitTable, earned: readonly string[]): string[] {
  if (!versions) return [...earned];
  const sums: string[][] = Array.from(payeeOf, () => []);
  for (const [version, group] of versions.paidIn.entries()) {
    const before = versions.before[version]!;
    sums[group]!.push(before < 0 ? earned[version]! : `${earned[version]}-${earned[before]}`);
  }
  return sums.map((parts) => parts.join('+'));
}
