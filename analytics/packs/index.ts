/** What the service asks of packs: a model from queries, its preview, and its workbook. */
export { buildPack } from './build.ts';
export { packFileName } from './fileName.ts';
export { previewOf } from './pages.ts';
export { SHEETS } from './workbook/book.ts';
export { sheetIds, writeWorkbook } from './workbook/write.ts';
