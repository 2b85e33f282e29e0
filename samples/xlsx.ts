import exceljs from 'exceljs';
import type { ColumnType, Export } from './exports.ts';

const FORMATS: Readonly<Record<ColumnType, string | null>> = {
  text: null,
  money: '#,##0.00',
  number: null,
  date: 'yyyy-mm-dd',
  flag: null,
};

/** One workbook with a sheet for each file: real dates and numbers, header row frozen. Streamed, so memory stays flat. */
export async function writeXlsx(exports: readonly Export[], path: string): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true });
  for (const { name, columns, rows } of exports) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ header, type }) => {
      const format = FORMATS[type];
      return {
        header,
        width: Math.max(11, header.length + 2),
        ...(format === null ? {} : { style: { numFmt: format } }),
      };
    });
    for (const row of rows) sheet.addRow(row.map((text, i) => cellValue(text, columns[i]!.type))).commit();
    sheet.commit();
  }
  await book.commit();
}

function cellValue(text: string | null, type: ColumnType): string | number | boolean | Date | null {
  if (text === null) return null;
  switch (type) {
    case 'text':
      return text;
    case 'money':
    case 'number':
      return Number(text);
    case 'date':
      return new Date(`${text}T00:00:00Z`);
    case 'flag':
      return text === 'true';
  }
}
