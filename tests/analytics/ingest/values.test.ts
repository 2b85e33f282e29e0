import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateEvidence, decideDate, decideNumber, numberEvidence } from '../../../analytics/ingest/formats.ts';
import { KINDS } from '../../../analytics/ingest/kinds.ts';
import { type ColumnFormat, typedColumn } from '../../../analytics/ingest/typing.ts';
import { Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const fieldOf = (name: string) => KINDS.payouts.fields.find(({ field }) => field === name)!;

/** Values of a column as the generated SQL reads them, and whether it refuses them. */
async function read(
  field: string,
  format: ColumnFormat,
  texts: readonly string[],
): Promise<[string | null, boolean][]> {
  const { value, unreadable } = typedColumn(fieldOf(field), format, 'x');
  const rows = await bench.rows<{ v: string | null; bad: boolean }>(
    `SELECT CAST(v AS VARCHAR) AS v, coalesce(${unreadable('v')}, false) AS bad
     FROM (SELECT i, x, ${value} AS v FROM (VALUES ${texts.map((text, i) => `(${i}, ${quote(text)})`).join(', ')}) t(i, x)) ORDER BY i`,
  );
  return rows.map(({ v, bad }) => [v, bad]);
}

const numberFormat = (values: readonly string[], delimiter = ',', ratio = false) =>
  decideNumber(numberEvidence(values), { dot: 0, comma: 0 }, { delimiter }, ratio);
const dateFormat = (values: readonly string[]) =>
  decideDate(dateEvidence(values), { dayFirst: 0, monthFirst: 0 }, undefined);

describe('numbers', () => {
  // The second text of each pair decides for the column which sign is the decimal one.
  it.each([
    ['1,234.56', '9.5', '1234.5600'],
    ['1.234,56', '9,5', '1234.5600'],
    ['(1,234.00)', '9.5', '-1234.0000'],
    ['-€ 1.234,50', '9,5', '-1234.5000'],
    ['1.234,50-', '9,5', '-1234.5000'],
    ['1 234,56', '9,5', '1234.5600'],
    ['1\u00a0234,56', '9,5', '1234.5600'],
    ['1\u202f234,56', '9,5', '1234.5600'],
    ["1'234.50", '9.5', '1234.5000'],
    ['1’234.50', '9.5', '1234.5000'],
    ['USD 12,000.00', '9.5', '12000.0000'],
    ['$45,000', '9.5', '45000.0000'],
    ['45k', '9.5', '45000.0000'],
    ['1.2M', '9.5', '1200000.0000'],
    ['£4,814,973.35', '9.5', '4814973.3500'],
    ['12,34,567.00', '9.5', '1234567.0000'],
    ['1E+05', '9.5', '100000.0000'],
    ['1.0E5', '9.5', '100000.0000'],
    ['−5.25', '9.5', '-5.2500'],
    ['1,000 EUR', '9.5', '1000.0000'],
    ['99999999999999.9999', '9.5', '99999999999999.9999'],
  ])('%s is read in a column with %s as %s', async (text, decider, value) => {
    const values = [text, decider];
    expect(await read('amount', numberFormat(values), values)).toMatchObject([
      [value, false],
      [expect.anything(), false],
    ]);
  });

  it.each(['-', '—', 'N/A', '#N/A', 'null', ''])('%j is nothing, never 0', async (text) => {
    expect(await read('amount', numberFormat([text, '9.5']), [text])).toEqual([[null, false]]);
  });

  it.each(['abc', '12 apples', '1,23', '1.2.3', '999999999999999', 'EUR', '5,00,1'])(
    '%s cannot be read where the point is decimal',
    async (text) => {
      expect(await read('amount', numberFormat(['9.5']), [text])).toEqual([[null, true]]);
    },
  );

  it('a point in a column of decimal commas is refused, not read as another number', async () => {
    expect(await read('amount', numberFormat(['9,5']), ['1.5'])).toEqual([[null, true]]);
  });

  it.each([
    ['1,234 between commas: ask', ['1,234', '5,678'], ',', true],
    ['1,234 between semicolons: the comma is decimal', ['1,234', '5,678'], ';', false],
    ['1.234 between commas: the point is decimal', ['1.234'], ',', false],
    ['other values tell', ['1,234', '1,234.5'], ',', false],
    ['a million tells', ['1,234', '1,234,567'], ',', false],
    ['nothing groups 0', ['0,234', '0,100'], '\t', false],
  ])('%s', (_, values, delimiter, ambiguous) => {
    expect(numberFormat(values, delimiter).ambiguous).toBe(ambiguous);
  });

  it('the vote of other columns and the word of the user settle what a column leaves open', () => {
    const own = numberEvidence(['1,234']);
    expect(decideNumber(own, { dot: 2, comma: 0 }, { delimiter: ',' }, false)).toMatchObject({
      decimal: '.',
      ambiguous: false,
    });
    expect(decideNumber(own, { dot: 0, comma: 0 }, { delimiter: ',', said: ',' }, false)).toMatchObject({
      decimal: ',',
      ambiguous: false,
    });
    // What the values themselves say is not overruled.
    expect(
      decideNumber(numberEvidence(['1.5']), { dot: 0, comma: 0 }, { delimiter: ',', said: ',' }, false).decimal,
    ).toBe('.');
  });

  it('a rate is a share: 25%, a column up to 25, and 0.25 are the same', async () => {
    const rates = async (values: string[]) =>
      (await read('rate', numberFormat(values, ',', true), values)).map(([value]) => value);
    expect(await rates(['25%', '5%'])).toEqual(['0.25000000', '0.05000000']);
    expect(await rates(['25', '0.5'])).toEqual(['0.25000000', '0.00500000']);
    expect(await rates(['0.25', '1'])).toEqual(['0.25000000', '1.00000000']);
    expect(await rates(['1.5', '1.25'])).toEqual(['0.01500000', '0.01250000']);
    expect(await rates(['0.05', '0.1', '1.5'])).toEqual(['0.05000000', '0.10000000', '1.50000000']);
  });

  it('any amount reads back as itself, however it is written', async () => {
    const amount = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
    const group = (digits: string, separator: string) => digits.replace(/\B(?=(\d{3})+$)/g, separator);
    await fc.assert(
      fc.asyncProperty(
        fc.array(amount, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(['.', ','], [',', '.'], [',', ' '], ['.', "'"]),
        fc.constantFrom('', '€ ', 'USD '),
        async (units, [decimal, separator], sign) => {
          const texts = units.map((unit) => {
            const digits = String(Math.abs(unit)).padStart(3, '0');
            const plain = `${sign}${group(digits.slice(0, -2), separator!)}${decimal}${digits.slice(-2)}`;
            return unit < 0 ? `(${plain})` : plain;
          });
          const values = await read('amount', numberFormat(texts), texts);
          expect(values.map(([value]) => Math.round(Number(value) * 100))).toEqual(units);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('dates', () => {
  const march4 = [
    '2025-03-04',
    '2025-03-04 10:22',
    '3/4/2025',
    '3/4/2025, 10:22 AM',
    '2025-03-04T10:22:00Z',
    '20250304',
    'March 4, 2025',
    '4 Mar 2025',
    '3/4/25',
    '45720',
  ];
  it.each(march4)('%s is 4 March 2025 in a month-first column', async (text) => {
    expect(await read('paid_on', dateFormat([text, '12/31/2025']), [text])).toEqual([['2025-03-04', false]]);
  });

  const march5 = [
    '05-Mar-2026',
    '3/5/2026 2:15:33 PM',
    '2026-03-05T14:15:33+01:00',
    '03-05-2026',
    '46086',
    '46086.59',
    'Thu, 5 Mar 2026',
    '2026-03-05T23:59:59-08:00',
  ];
  it.each(march5)('%s is 5 March 2026 in a month-first column, whatever the time zone', async (text) => {
    expect(await read('paid_on', dateFormat([text, '12-31-2026']), [text])).toEqual([['2026-03-05', false]]);
  });

  it.each([
    ['4/3/2025', '31/12/2025'],
    ['04.03.2025', '05.03.2025'],
    ['4-3-25', '31-12-25'],
  ])('%s is 4 March 2025 beside %s', async (text, other) => {
    expect(await read('paid_on', dateFormat([text, other]), [text])).toEqual([['2025-03-04', false]]);
  });

  it.each(['TBD', '0000-00-00', 'n/a', '-'])('%s is no date yet', async (text) => {
    expect(await read('paid_on', dateFormat(['2025-03-04']), [text])).toEqual([[null, false]]);
  });

  it.each(['2025-13-40', 'soon', '25/13/2025', '25-03-04x', '0025-03-04', 'infinity', '2025-02-30'])(
    '%s cannot be read',
    async (text) => {
      const [[, bad] = []] = await read('paid_on', dateFormat(['2025-03-04']), [text]);
      expect(bad).toBe(true);
    },
  );

  it('the end of time means no end where something ends, and is refused elsewhere', async () => {
    expect(await read('due_on', dateFormat(['2025-03-04']), ['9999-12-31'])).toEqual([[null, false]]);
    expect((await read('paid_on', dateFormat(['2025-03-04']), ['9999-12-31']))[0]![1]).toBe(true);
  });

  it('the order is voted by the column, then by the other columns, then by the user, and never guessed', () => {
    const open = dateEvidence(['3/4/2025', '5/6/2025']);
    const none = { dayFirst: 0, monthFirst: 0 };
    expect(decideDate(open, none, undefined)).toMatchObject({ ambiguous: true, example: '3/4/2025' });
    expect(decideDate(open, { dayFirst: 1, monthFirst: 0 }, undefined)).toMatchObject({
      order: 'day-first',
      ambiguous: false,
    });
    expect(decideDate(open, none, 'month-first')).toMatchObject({ order: 'month-first', ambiguous: false });
    expect(decideDate(dateEvidence(['3/4/2025', '25/6/2025']), none, 'month-first').order).toBe('day-first');
    expect(decideDate(dateEvidence(['13/4/2025', '4/13/2025']), none, undefined).conflict).toBe(true);
    expect(decideDate(dateEvidence(['4/4/2025']), none, undefined).ambiguous).toBe(false);
  });
});

describe('plain columns', () => {
  it('are a single cast before anything else is tried, because ten million rows pay for every further step', () => {
    const money = typedColumn(fieldOf('amount'), numberFormat(['1.5', '2']), 'x').value;
    expect(money.startsWith('coalesce(TRY_CAST(x AS DECIMAL(18,4))')).toBe(true);
    expect(
      typedColumn(fieldOf('paid_on'), dateFormat(['2025-03-04']), 'x').value.startsWith('coalesce(TRY_CAST(x AS DATE)'),
    ).toBe(true);
    expect(typedColumn(fieldOf('payout_id'), { kind: 'text', padded: false }, 'x').value).toBe('x');
  });
});
