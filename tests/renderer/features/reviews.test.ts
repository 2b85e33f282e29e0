import { describe, expect, it } from 'vitest';
import { PACK_SECTIONS, packSpec } from '../../../analytics/api/documents/pack.ts';
import type { PackPage } from '../../../analytics/api/results.ts';
import { packExtra, packOf } from '../../../renderer/features/reviews/packAddress.ts';
import { ROWS_PER_SHEET, readColumns, sheetNumbers, sheetsOf } from '../../../renderer/features/reviews/sheets.ts';

const page = (section: PackPage['section'], rows: number): PackPage => ({
  section,
  title: section,
  basis: '',
  columns: [{ key: 'name', label: 'Name', unit: 'text' }],
  rows: Array.from({ length: rows }, (_, row) => [`row ${row}`]),
  total: null,
});

describe('sheets of paper', () => {
  const sheets = sheetsOf([page('cover', 6), page('partner', ROWS_PER_SHEET * 2 + 1), page('quality', 0)]);

  it('hold every row once, in order, with the total on the last sheet of a page', () => {
    const partner = sheets.filter((sheet) => sheet.page.section === 'partner');
    expect(partner.map(({ from, to, last }) => [from, to, last])).toEqual([
      [0, ROWS_PER_SHEET, false],
      [ROWS_PER_SHEET, ROWS_PER_SHEET * 2, false],
      [ROWS_PER_SHEET * 2, ROWS_PER_SHEET * 2 + 1, true],
    ]);
  });

  it('number on through the pack; a page without rows still takes one', () => {
    expect((['cover', 'partner', 'quality', 'level'] as const).map((section) => sheetNumbers(sheets, section))).toEqual(
      ['1', '2–4', '5', ''],
    );
  });
});

describe('columns of a sheet', () => {
  it('are those that are read: workings and ids behind names are folded', () => {
    const column = (key: string, unit: 'text' | 'money' | 'ratio') => ({ key, label: key, unit });
    const { shown, folded } = readColumns([
      column('partner_name', 'text'),
      column('won_amount', 'money'),
      column('won_amount__prior', 'money'),
      column('win_rate', 'ratio'),
      column('win_rate__prior', 'ratio'),
      column('win_rate__numerator', 'ratio'),
      column('partner', 'text'),
    ]);
    expect(shown.map(({ column: { key } }) => key)).toEqual([
      'partner_name',
      'won_amount',
      'won_amount__prior',
      'win_rate',
    ]);
    expect(folded).toBe(3);
  });
});

describe('a pack in the address', () => {
  it('reads back as the same pack, in the order of the sections', () => {
    const spec = {
      sections: ['quality', 'cover'] as (typeof PACK_SECTIONS)[number][],
      paper: 'Letter' as const,
      confidentiality: 'Internal',
      preparedFor: 'CRO & CFO',
    };
    const back = packOf(packExtra(spec), { where: [], period: 'FY26-Q3', compare: 'prior' });
    expect(back).toMatchObject({ ...spec, sections: ['cover', 'quality'], period: 'FY26-Q3', compare: 'prior' });
    expect(packSpec.safeParse(back).success).toBe(true);
  });

  it('says nothing about what is the default', () => {
    expect(packExtra(packOf({}, { where: [] }))).toEqual({});
    expect(packOf({ sections: 'nonsense' }, { where: [] }).sections).toEqual([...PACK_SECTIONS]);
  });
});
