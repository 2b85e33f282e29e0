/** How to read the file, for the one who gets it by mail and was not in the room. */
import type ExcelJS from 'exceljs';
import { priorCode } from '../words.ts';
import { type Book, SHEETS } from './book.ts';
import { put, text } from './cells.ts';
import { rowHeight } from './definitions.ts';
import { pageHead, printSetUp, sheetOf } from './page.ts';
import { INK, type Look } from './styles.ts';

type Entry = readonly [term: string, words: string, look?: Look];

export function writeAbout(book: Book): void {
  const sheet = sheetOf(book, 'about');
  sheet.getColumn(1).width = 26;
  sheet.getColumn(2).width = 112;
  pageHead(book, sheet, 'How to read this file', 2);
  let row = 5;
  for (const [title, entries] of sections(book)) {
    put(sheet, { row, column: 1 }, title, { bold: true, size: 12 });
    sheet.getRow(row).height = 20;
    row += 1;
    for (const entry of entries) {
      writeEntry(sheet, row, entry);
      row += 1;
    }
    row += 1;
  }
  printSetUp(book, sheet, { column: 2, row }, { onePage: true });
}

function writeEntry(sheet: ExcelJS.Worksheet, row: number, [term, words, look]: Entry): void {
  put(sheet, { row, column: 1 }, text(term), { bold: true, vertical: 'top', below: 'line', ...look });
  put(sheet, { row, column: 2 }, text(words), { wrap: true, vertical: 'top', below: 'line' });
  sheet.getRow(row).height = rowHeight([words], [112], 13);
}

function sections(book: Book): readonly (readonly [string, readonly Entry[]])[] {
  const { model, money } = book;
  const { basis, withheld, uncut } = model;
  const prior = priorCode(book.model);
  const written: Entry[] = [
    ['AC', `Actual: ${basis.period.label}.`],
    ...(basis.comparison
      ? [
          [
            prior,
            `${prior === 'PY' ? 'The same period of the year before' : 'The period before'}: ${basis.comparison.label}. An unfinished period is compared with the same elapsed part of the earlier one.`,
          ] as const,
          ['Δ', 'Actual less prior in the metric’s own unit; shares differ in percentage points (pp).'] as const,
          [
            'Δ %',
            'Difference ÷ prior, for amounts and counts. Green is better and red is worse; the sign says which way.',
          ] as const,
        ]
      : []),
    ['–', 'Zero.'],
    ['n/a', 'Not applicable or not known. It is not zero, and no total counts it as zero.'],
    [
      'Money',
      money === 'whole'
        ? `In ${basis.currency}, shown without cents; the cells hold every cent. Rates: ${basis.rates}.`
        : `In ${basis.currency}, to the cent. Rates: ${basis.rates}.`,
    ],
  ];
  return [
    ['Codes and figures', written],
    [
      'Colours of figures',
      [
        [
          'Blue',
          'A value, written by Quarterdeck from the data: the same figure as on its screen.',
          { color: INK.value },
        ],
        ['Black', 'A formula over cells of the same sheet: change a value and it follows.', { color: INK.formula }],
        ['Green', 'A link to another sheet, or a formula over one.', { color: INK.link }],
      ],
    ],
    [
      'What is live',
      [
        [
          'Totals',
          'Sums of their column. Ratios are recomputed from their summed parts, never averaged. Distinct counts and medians cannot be summed: they are values, and a star says so.',
        ],
        [
          'Parts of ratios',
          'Fold out the columns right of a table (+ above the column heads) to see what is divided by what, and the priors of every metric.',
        ],
        [
          'Deals shared by partners',
          'Each deal counts once in the network. Where several rows share a deal the rows add up to more; a line under them says by how much and the total takes it off.',
        ],
        [
          'Checks',
          `The sheet ${SHEETS.checks} holds rows against totals and totals against the summary, as formulas. Its light is on every page.`,
        ],
        [
          'Names',
          'The headline figures have names for use in other files, for instance Won_amount and Won_amount_prior.',
        ],
        [
          'Sorting',
          'Every table has filter buttons and may be sorted; totals stay under it and count all rows, filtered or not.',
        ],
      ],
    ],
    [
      'What stands behind',
      [
        ...basis.notes.map((note): Entry => ['▲ To know', note, { color: INK.warn }]),
        ...(withheld.length === 0
          ? []
          : [['Left out', `The data holds nothing for: ${withheld.map(({ label }) => label).join(', ')}.`] as const]),
        ...(uncut.length === 0
          ? []
          : [
              [
                'Of the whole only',
                `Not known for what the filters leave: ${uncut.map(({ label }) => label).join(', ')}.`,
              ] as const,
            ]),
        ['Unassigned', 'Deals whose partner is not known stay in the totals and have a row of their own.'],
        ['Direct', 'Deals without a partner by design have their own row too.'],
        [
          'Origin',
          `${SHEETS.definitions} says what every metric means; ${SHEETS.quality} which files it was computed from, with their hashes.`,
        ],
      ],
    ],
  ];
}
