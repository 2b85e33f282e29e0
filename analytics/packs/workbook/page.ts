/** What every sheet has: its head with basis and check light, its print set-up, frozen panes. */
import type ExcelJS from 'exceljs';
import { basisWords, TITLE } from '../words.ts';
import { type Book, LIGHT, SHEETS, type SheetId } from './book.ts';
import { address, formula, letters, linkTo, on, type Place, put, text } from './cells.ts';
import { INK } from './styles.ts';

/** The first row under the head. */
export const BODY_ROW = 5;

export function addSheet(book: Book, id: SheetId): ExcelJS.Worksheet {
  const sheet = book.file.addWorksheet(SHEETS[id], {
    properties: { defaultRowHeight: 15, outlineLevelCol: 1 },
    views: [{ showGridLines: false }],
  });
  book.sheets.set(id, sheet);
  return sheet;
}

export function sheetOf(book: Book, id: SheetId): ExcelJS.Worksheet {
  const sheet = book.sheets.get(id);
  if (!sheet) throw new RangeError(`The workbook has no sheet ${id}.`);
  return sheet;
}

/** Title, basis, and the line with the check light and the way back. */
export function pageHead(book: Book, sheet: ExcelJS.Worksheet, title: string, columns: number): void {
  put(sheet, { row: 1, column: 1 }, text(title), { size: 16, bold: true });
  put(sheet, { row: 2, column: 1 }, text(basisWords(book.model)), { color: INK.ink3 });
  sheet.getRow(1).height = 24;
  lightCell(book, sheet, 3, 1);
  if (book.sheets.has('cover')) linkTo(sheet, { row: 3, column: 2 }, { sheet: SHEETS.cover }, 'Contents');
  for (let column = 1; column <= columns; column += 1) {
    const cell = sheet.getCell(3, column);
    cell.style = { ...cell.style, border: { bottom: { style: 'thin', color: { argb: INK.rule } } } };
  }
}

export const ALL_PASS = '✓ All checks pass';
const LOOK_AT_CHECKS = '▲ A check fails: see Checks';

/** `✓ All checks pass` in green or the opposite in red, live from the Checks sheet. */
export function lightCell(book: Book, sheet: ExcelJS.Worksheet, row: number, column: number, size = 10): void {
  const passed = book.model.checks.every((check) => check.passed);
  const light = on(SHEETS.checks, address(LIGHT, true));
  put(
    sheet,
    { row, column },
    formula(`IF(${light},"${ALL_PASS}","${LOOK_AT_CHECKS}")`, passed ? ALL_PASS : LOOK_AT_CHECKS),
    { bold: true, color: INK.good, size },
  );
  sheet.addConditionalFormatting({
    ref: address({ row, column }),
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`NOT(${light})`],
        style: { font: { color: { argb: INK.bad }, bold: true } },
      },
    ],
  });
}

/** From A1 to `last`: landscape, one page wide, header rows repeated, page numbers, period and confidentiality in the footer. */
export function printSetUp(
  book: Book,
  sheet: ExcelJS.Worksheet,
  last: Place,
  { repeat, onePage = false }: { readonly repeat?: string; readonly onePage?: boolean } = {},
): void {
  const { model } = book;
  sheet.pageSetup = {
    // Paper sizes by their number in the file format: 1 is US Letter, 9 is A4.
    paperSize: (model.spec.paper === 'Letter' ? 1 : 9) as ExcelJS.PaperSize,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: onePage ? 1 : 0,
    horizontalCentered: false,
    margins: { left: 0.5, right: 0.5, top: 0.55, bottom: 0.65, header: 0.3, footer: 0.3 },
    // exceljs puts a $ before either corner; the row's own has to be in the text.
    printArea: `A$1:${letters(last.column)}$${last.row}`,
    ...(repeat ? { printTitlesRow: repeat } : {}),
  };
  const left = footerText(`${model.basis.period.label} · ${model.spec.confidentiality}`, 110);
  const centre = footerText(`${model.network} · ${TITLE}`, 90);
  sheet.headerFooter = { oddFooter: `&L&8${left}&C&8${centre}&R&8Page &P of &N` };
}

/** In a footer `&` begins a code, and a digit after a size code would join it; the whole may have 255 characters. */
function footerText(words: string, limit: number): string {
  const cut = words.length > limit ? `${words.slice(0, limit - 1)}…` : words;
  const escaped = cut.replaceAll('&', '&&');
  return /^\d/.test(escaped) ? ` ${escaped}` : escaped;
}

export function freeze(sheet: ExcelJS.Worksheet, columns: number, rows: number): void {
  sheet.views = [
    {
      state: 'frozen',
      xSplit: columns,
      ySplit: rows,
      topLeftCell: address({ row: rows + 1, column: columns + 1 }),
      showGridLines: false,
    },
  ];
}
