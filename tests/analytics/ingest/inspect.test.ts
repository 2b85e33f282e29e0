import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { columnMap, FILE_KINDS } from '../../../analytics/api/documents/columnMap.ts';
import type { FileInspection } from '../../../analytics/api/results.ts';
import { headerKey, nearestName } from '../../../analytics/ingest/headers.ts';
import { type InspectFile, inspectFiles } from '../../../analytics/ingest/inspect.ts';
import { KINDS, kindFields } from '../../../analytics/ingest/kinds.ts';
import { Bench, data, hasData, RESELLER_MAPS } from './support.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

async function inspect(name: string, content: string, more: Partial<InspectFile> = {}): Promise<FileInspection> {
  const [inspection] = await inspectFiles(bench.context, [{ path: await bench.file(name, content), name, ...more }]);
  return inspection!;
}
const mapped = ({ columns }: FileInspection) =>
  Object.fromEntries(columns.flatMap(({ header, field }) => (field ? [[field, header]] : [])));

describe('what a file holds', () => {
  it.each([
    [
      'a Salesforce opportunity report',
      '"Opportunity ID","Opportunity Name","Account Name","Partner Account: Account Name","Stage","Amount","Probability (%)","Close Date","Created Date","Opportunity Currency"\n"0064000000A1","Big","Acme","Bolt","Closed Won","1,200.00","100","12/31/2025","10/1/2025","USD"\n',
      'deals',
      {
        deal_id: 'Opportunity ID',
        deal_name: 'Opportunity Name',
        customer: 'Account Name',
        partner_name: 'Partner Account: Account Name',
        stage: 'Stage',
        amount: 'Amount',
        probability: 'Probability (%)',
        closed_on: 'Close Date',
        created_on: 'Created Date',
        currency: 'Opportunity Currency',
      },
    ],
    [
      'HubSpot deals',
      'Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal probability,Associated Company\n9001,Big,Closed Won,100.5,2026-01-31 10:22,2025-12-01 09:00,1,Acme\n',
      'deals',
      {
        deal_id: 'Record ID',
        deal_name: 'Deal Name',
        stage: 'Deal Stage',
        amount: 'Amount',
        closed_on: 'Close Date',
        created_on: 'Create Date',
        probability: 'Deal probability',
        customer: 'Associated Company',
      },
    ],
    [
      'Dynamics opportunities',
      '(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,Topic,Potential Customer,Est. close date,Est. revenue,Probability,Created On\n{A1B2},xyz,Big,Acme,46086,1200,50,46000\n',
      'deals',
      {
        deal_id: '(Do Not Modify) Opportunity',
        deal_name: 'Topic',
        customer: 'Potential Customer',
        closed_on: 'Est. close date',
        amount: 'Est. revenue',
        probability: 'Probability',
        created_on: 'Created On',
      },
    ],
    [
      'Partner Center earnings',
      'earningId,participantId,participantName,earningAmount,earningRate,earningDate,earningType,paymentStatus,paymentDate,transactionAmount,transactionCurrency,programName\nE1,100,Bolt,5.25,0.05,2026-01-31,rebate,Sent,2026-03-01,105,USD,CSP\n',
      'payouts',
      {
        payout_id: 'earningId',
        partner_id: 'participantId',
        partner_name: 'participantName',
        amount: 'earningAmount',
        rate: 'earningRate',
        earned_on: 'earningDate',
        kind: 'earningType',
        status: 'paymentStatus',
        paid_on: 'paymentDate',
        base: 'transactionAmount',
        currency: 'transactionCurrency',
        program: 'programName',
      },
    ],
    [
      'a partner list',
      'Partner ID,Partner Name,Partner Type,Tier,Country,Partner Manager,Agreement Start\nP1,Acme,MSP,Gold,DE,Kim,2020-01-01\n',
      'partners',
      {
        partner_id: 'Partner ID',
        partner_name: 'Partner Name',
        type: 'Partner Type',
        level: 'Tier',
        country: 'Country',
        owner: 'Partner Manager',
        agreement_start: 'Agreement Start',
      },
    ],
    [
      'levels over time',
      'Partner ID,Program,Level,Effective Date,End Date\nP1,Main,Gold,2025-01-01,2025-12-31\n',
      'enrollments',
      { partner_id: 'Partner ID', program: 'Program', level: 'Level', from_on: 'Effective Date', to_on: 'End Date' },
    ],
    [
      'certificates',
      'Partner ID,Full Name,Certification,Issue Date,Expiration Date\nP1,Kim Lee,Architect,2025-01-01,2027-01-01\n',
      'certifications',
      {
        partner_id: 'Partner ID',
        person: 'Full Name',
        certification: 'Certification',
        earned_on: 'Issue Date',
        expires_on: 'Expiration Date',
      },
    ],
    [
      'exchange rates',
      'Date,From Currency,To Currency,Exchange Rate\n2026-01-31,EUR,USD,1.17\n',
      'rates',
      { on_date: 'Date', from_currency: 'From Currency', to_currency: 'To Currency', rate: 'Exchange Rate' },
    ],
  ])('%s is recognised by its headers', async (_, content, as, fields) => {
    const found = await inspect('export.csv', content);
    expect(found).toMatchObject({ as, problem: null });
    expect(found.confidence).toBeGreaterThanOrEqual(2);
    expect(mapped(found)).toEqual(fields);
    expect(found.why[0]).toMatch(/headers are those of/);
  });

  it('nothing known is said to be unclear, and saying what it is helps', async () => {
    const content = 'colour,shape\nred,round\nblue,square\n';
    expect(await inspect('x.csv', content)).toMatchObject({
      as: null,
      confidence: 0,
      problem: expect.stringContaining('Say what it is'),
    });
    expect(await inspect('x.csv', content, { as: 'products' })).toMatchObject({
      as: 'products',
      problem: expect.stringContaining('product_id'),
    });
  });

  it('a broken file is shown with its problem, beside the others', async () => {
    const found = await inspectFiles(bench.context, [
      { path: await bench.file('a.csv', ''), name: 'a.csv' },
      { path: await bench.file('b.csv', 'Partner ID,Partner Name,Tier\nP1,Acme,Gold\n'), name: 'b.csv' },
    ]);
    expect(found.map(({ name, problem }) => [name, problem])).toEqual([
      ['a.csv', 'a.csv is empty. Export it again.'],
      ['b.csv', null],
    ]);
  });

  it('the way it is written is told in words', async () => {
    const found = await inspect('x.csv', 'Deal ID;Amount;Close Date\nD1;1.234,50;31.12.2025\nD2;7,5;05.03.2026\n');
    expect(found.reading).toBe('UTF-8, semicolon, decimal comma, day-first dates');
    expect(found.preview[0]).toEqual({ deal_id: 'D1', amount: '1234.5000', closed_on: '2025-12-31' });
  });
});

describe('what is asked and never guessed', () => {
  const ids = ({ questions }: FileInspection) =>
    questions.map(({ id, options }) => [id, options.map(({ value }) => value)]);

  it('Account in a deals file: the customer or the partner', async () => {
    const found = await inspect('x.csv', 'Opportunity ID,Account,Stage,Close Date\nO1,Acme,Won,2026-01-31\n');
    expect(mapped(found)).not.toHaveProperty('customer');
    expect(ids(found)).toEqual([['column:Account', ['customer', 'partner_id', 'partner_name', '']]]);
  });

  it('Account whose values are partners on the roster needs no question', async () => {
    await bench.load('p.csv', 'ID,Name\nP1,Acme\n', {
      as: 'partners',
      columns: { partner_id: 'ID', partner_name: 'Name' },
    });
    const found = await inspect('x.csv', 'Opportunity ID,Account,Stage,Close Date\nO1,Acme,Won,2026-01-31\n');
    expect(mapped(found)).toMatchObject({ partner_name: 'Account' });
  });

  it('Amount in a payouts file: the sale or the payout', async () => {
    const found = await inspect('x.csv', 'Claim ID,Partner ID,Amount,Rebate %,Payment Date\nC1,P1,100,5,2026-01-31\n');
    expect(found.as).toBe('payouts');
    expect(ids(found)).toEqual([['column:Amount', ['base', 'amount', '']]]);
  });

  it('dates and numbers that can be read in two ways, with what each reading would mean', async () => {
    const found = await inspect('x.csv', 'Opportunity ID,Amount,Close Date,Stage\nO1,"1,234",3/4/2026,Won\n');
    expect(ids(found)).toEqual([
      ['decimal', ['.', ',']],
      ['dates', ['day-first', 'month-first']],
    ]);
    expect(found.questions[1]!.options.map(({ detail }) => detail)).toEqual([
      '3/4/2026 is 3 April 2026.',
      '3/4/2026 is 4 March 2026.',
    ]);
    expect(found.questions[0]!.options.map(({ detail }) => detail)).toEqual(['1,234 is 1234.', '1,234 is 1.234.']);
  });
});

describe('a saved map', () => {
  const content = 'Deal ID,Sales Amount\nD1,5\n';

  it('is taken as it stands, with headers matched whatever their case and blanks', async () => {
    const map = columnMap.parse({ as: 'deals', columns: { deal_id: 'deal id', amount: 'SALES  AMOUNT' } });
    const found = await inspect('x.csv', content, { map });
    expect(found).toMatchObject({ confidence: 3, problem: null, map });
    expect(found.preview).toEqual([{ deal_id: 'D1', amount: '5.0000' }]);
    expect(mapped(found)).toEqual({ deal_id: 'Deal ID', amount: 'Sales Amount' });
  });

  it('that names a header the file does not have says which, and the nearest', async () => {
    const map = columnMap.parse({ as: 'deals', columns: { deal_id: 'Deal ID', amount: 'Sale Amount' } });
    expect((await inspect('x.csv', content, { map })).problem).toBe(
      'The map takes “amount” from a column “Sale Amount”, but x.csv has no such column. The nearest is “Sales Amount”.',
    );
  });
});

describe('kinds', () => {
  it('every kind can fill what it requires, and no header says two fields of one kind', () => {
    for (const as of FILE_KINDS) {
      const kind = KINDS[as];
      const fields = kind.fields.map(({ field }) => field);
      for (const name of [...kind.required.flat(), ...kind.telling]) expect(fields, `${as}.${name}`).toContain(name);
      const aliases = kind.fields.flatMap(({ aliases: own }) => [...new Set(own)]);
      expect(
        aliases.filter((alias, i) => aliases.indexOf(alias) !== i),
        as,
      ).toEqual([]);
    }
    expect(kindFields('deals').find(({ field }) => field === 'deal_id')).toMatchObject({
      required: true,
      label: 'Deal ID',
      type: 'id',
    });
  });

  it('headers are compared by letters and digits, and the nearest is the nearest', () => {
    expect(headerKey('(Do Not Modify) Opportunity')).toBe(headerKey('do_not_modify opportunity'));
    expect(nearestName(['Sales Amount', 'Order Date', 'Amount'], 'Sale Amount')).toBe('Sales Amount');
    expect(nearestName(['Alpha', 'Beta'], 'Zzzzzz')).toBeNull();
  });
});

describe.skipIf(!hasData)('real exports', () => {
  it('three exports of one network map themselves when they come together', async () => {
    const found = await inspectFiles(
      bench.context,
      (['deals', 'payouts', 'partners'] as const).map((kind) => ({
        path: data(`reseller-network/${kind}.csv`),
        name: `${kind}.csv`,
      })),
    );
    expect(found.map(({ as, confidence, rows, problem }) => [as, confidence, rows, problem])).toEqual([
      ['deals', 3, 60855, null],
      ['payouts', 3, 3282, null],
      ['partners', 3, 701, null],
    ]);
    expect(mapped(found[0]!)).toMatchObject({
      deal_id: 'Order Number',
      line_id: 'Order Line',
      partner_id: 'Account ID',
      amount: 'Sales Amount',
      closed_on: 'Order Date',
    });
    expect(found[0]!.map.constants).toEqual({ outcome: 'won' });
    const { partner_name: _, ...payouts } = mapped(found[1]!);
    expect(payouts).toMatchObject(RESELLER_MAPS.payouts.columns);
    const records = await bench.loadAll(found.map(({ path, name, map }) => ({ path, name, map })));
    expect(records.map(({ new: added, refused }) => [added, refused])).toEqual([
      [3796, 0],
      [3282, 0],
      [701, 0],
    ]);
  });

  it('nothing in the collection of odd files crashes; each has a table or a sentence', async () => {
    const folders = [
      'torture/csv_spectrum/csvs',
      'torture/frictionless',
      'torture/pollock_survey_payments/csv',
      'crm-pipeline',
    ];
    const files = folders
      .flatMap((folder) => readdirSync(data(folder)).map((name) => join(data(folder), name)))
      .filter((path) => !path.endsWith('LICENSE.txt'));
    const found = await inspectFiles(
      bench.context,
      files.map((path) => ({ path, name: basename(path) })),
    );
    expect(found).toHaveLength(files.length);
    for (const { name, columns, problem } of found) {
      expect(columns.length > 0 || problem !== null, name).toBe(true);
      expect(problem ?? 'A sentence.', name).toMatch(/^[A-Z“a-z0-9].*\.$/s);
    }
  });

  it('a CRM pipeline reads its outcome from its stages', async () => {
    const [found] = await inspectFiles(bench.context, [
      { path: data('crm-pipeline/sales_pipeline.csv'), name: 'sales_pipeline.csv' },
    ]);
    expect(found).toMatchObject({ as: 'deals', rows: 8800, problem: null });
    const [record] = await bench.loadAll([{ path: found!.path, name: found!.name, map: found!.map }]);
    expect(record).toMatchObject({ new: 8800, refused: 0 });
    expect(await bench.rows('SELECT outcome, count(*) AS n FROM net.deal GROUP BY 1 ORDER BY 1')).toEqual([
      { outcome: 'lost', n: 2473 },
      { outcome: 'open', n: 2089 },
      { outcome: 'won', n: 4238 },
    ]);
  });
});
