/** Guards the reading of rate cards: a rate at another band, a band in another unit, or a cell that is dropped in silence. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PastedPlan } from '../../../analytics/api/incentivePlans.ts';
import { checkPlan } from '../../../analytics/incentives/check.ts';
import { pastePlan } from '../../../analytics/incentives/paste.ts';
import { lineSentence } from '../../../analytics/incentives/sentence/lineSentence.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { NARROW } from '../../../analytics/present/numbers.ts';
import { sentenceText } from '../../../analytics/present/planSentence.ts';
import { readGrid } from '../../../analytics/rules/pasted/grid.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = await net.open();
});
afterAll(() => net.close());

const grid = (...rows: string[][]) => rows.map((row) => row.join('\t')).join('\r\n');
const plain = (text: string) => text.replaceAll(NARROW, ' ');
/** Every line as people read it. */
function said({ plan }: PastedPlan): string[] {
  return (plan?.lines ?? []).map(({ label }, index) =>
    plain(`${label}: ${sentenceText(lineSentence(plan!, index, network))}`),
  );
}
const whys = ({ questions }: PastedPlan) => questions.map(({ cell, why }) => `${cell}: ${why}`);

describe('a pasted rate card', () => {
  it('reads bands and one rate, and asks for nothing that the text says', () => {
    const pasted = pastePlan(
      grid(
        ['Annual volume rebate, first-dollar'],
        ['Bookings', 'Rebate'],
        ['≥ 2 M', '3 %'],
        ['≥ 4 M', '5 %'],
        ['≥ 6 M', '7 %'],
      ),
    );
    expect(said(pasted)).toEqual([
      'Rebate: 3 % of bookings from 2 M, 5 % from 4 M, 7 % from 6 M, first-dollar, a year',
    ]);
    expect(pasted.read.map(({ as }) => plain(as))).toEqual(['from 2 M: 3 %', 'from 4 M: 5 %', 'from 6 M: 7 %']);
    expect(pasted.questions).toEqual([]);
    expect(pasted.plan?.name).toBe('Annual volume rebate, first-dollar');
  });

  // Guards against refusing what most people would write first.
  it.each([
    ['Flat 5% on all bookings', ['Rebate: 5 % of bookings, a quarter']],
    ['5 % commission on Cloud, monthly', ['Commission Cloud: 5 % of bookings, a month, family Cloud']],
    ['SPIFF $200 per unit of Cloud', ['SPIFF Cloud: 200 per unit, a quarter, family Cloud']],
    [
      '3% on Cloud\n5 % on Backup',
      [
        'Rebate Cloud: 3 % of bookings, a quarter, family Cloud',
        'Rebate Backup: 5 % of bookings, a quarter, family Backup',
      ],
    ],
    ['Tier,Rebate\nGold,5%\nSilver,3%', ['Rebate: 5 % of bookings for Gold, 3 % for Silver, a quarter']],
  ])('reads rates in words, and cells parted by commas: %j', (text, sentences) => {
    expect(said(pastePlan(text))).toEqual(sentences);
  });

  it('takes a comma between figures for no end of a cell', () => {
    expect(readGrid('Level,Rebate\nGold,2,5%\nSilver,1,5%')).toEqual([
      ['Level,Rebate'],
      ['Gold,2,5%'],
      ['Silver,1,5%'],
    ]);
    expect(
      pastePlan('Level,Rebate\nGold,2,5%\nSilver,1,5%').plan?.lines.map(({ rate }) => rate) ?? [],
    ).not.toContainEqual({
      byLevel: { Gold: '0.02', Silver: '0.01' },
    });
  });

  it('reads from, to and rate in columns of their own, by level', () => {
    const pasted = pastePlan(
      grid(
        ['Quarterly rebate on each portion'],
        ['From', 'To', 'Silver', 'Gold'],
        ['0', '100,000', '1%', '2%'],
        ['100,000', '400,000', '1.5%', '3%'],
        ['400,000', '', '–', '4,5%'],
      ),
    );
    expect(said(pasted)).toEqual([
      'Rebate Silver: 1 % of bookings up to 100,000, 1.5 % up to 400,000, 0 % above, each part at its own rate, a quarter, level Silver',
      'Rebate Gold: 2 % of bookings up to 100,000, 3 % up to 400,000, 4.5 % above, each part at its own rate, a quarter, level Gold',
    ]);
    expect(whys(pasted)).toEqual([
      'All figures: some have a decimal comma and some a decimal point: a point was taken for the decimal mark',
    ]);
  });

  it('reads bounds in one cell, shortened once for both', () => {
    const pasted = pastePlan(
      grid(
        ['Bookings a year', 'Rate, marginal'],
        ['0 – 400 k', '1 %'],
        ['400 – 2,000 k', '1.5 %'],
        ['2 to 4 M', '2 %'],
        ['over 4 M', '2.5 %'],
      ),
    );
    expect(pasted.plan?.lines[0]?.rate).toEqual({
      how: 'marginal',
      pays: 'share',
      bands: [
        { from: '0', rate: '0.01' },
        { from: '400000', rate: '0.015' },
        { from: '2000000', rate: '0.02' },
        { from: '4000000', rate: '0.025' },
      ],
    });
    expect(whys(pasted)).toEqual([
      'over 4 M: a band holds its lower edge: exactly this amount is paid at this rate, not at the one below',
    ]);
  });

  it('reads rates and thresholds side by side in a line of a slide', () => {
    const text = '3 % / 5 % / 7 % at 2M / 4M / 6M';
    expect(said(pastePlan(text))).toEqual([
      'Rebate: 3 % of bookings from 2 M, 5 % from 4 M, 7 % from 6 M, first-dollar, a quarter',
    ]);
    expect(whys(pastePlan(text))).toEqual([
      'All lines: the text does not say over what time sales add up: a quarter was taken',
      'Bands: the text does not say whether the rate reached pays on all or each part at its own rate: it was taken from the first euro on',
    ]);
  });

  it('reads levels with a rate each, one by one or side by side', () => {
    const rows = pastePlan(grid(['Level', 'Quarterly rebate'], ['Silver', '3 %'], ['Gold', '5 %']));
    expect(said(rows)).toEqual(['Rebate: 3 % of bookings for Silver, 5 % for Gold, a quarter']);
    const slashes = pastePlan(
      grid(
        ['Quarterly bookings, first-dollar', 'Silver / Gold / Platinum'],
        ['≥ 100 k', '3 % / 5 % / 7 %'],
        ['≥ 1 M', '4 % / 6 % / 8 %'],
      ),
    );
    expect(said(slashes)).toEqual([
      'Rebate Silver: 3 % of bookings from 100,000, 4 % from 1 M, first-dollar, a quarter, level Silver',
      'Rebate Gold: 5 % of bookings from 100,000, 6 % from 1 M, first-dollar, a quarter, level Gold',
      'Rebate Platinum: 7 % of bookings from 100,000, 8 % from 1 M, first-dollar, a quarter, level Platinum',
    ]);
    expect(slashes.questions).toEqual([]);
  });

  it('keeps the parts of a card apart that a heading parts', () => {
    const pasted = pastePlan(
      grid(
        ['', 'Annual rebate, first-dollar'],
        ['Cloud'],
        ['up to 100k', '2 %'],
        ['from 100k', '4 %'],
        ['Security'],
        ['from 50k', '5 %'],
      ),
    );
    expect(said(pasted)).toEqual([
      'Rebate Cloud: 2 % of bookings up to 100,000, 4 % above, first-dollar, a year, family Cloud',
      'Rebate Security: 5 % of bookings from 50,000, a year, family Security',
    ]);
  });

  it('reads money per unit of a family and keeps the currency', () => {
    const pasted = pastePlan('Monthly SPIFF\nCloud: $200 per unit\nSecurity: $150 / unit');
    expect(said(pasted)).toEqual([
      'SPIFF Cloud: 200 per unit, a month, family Cloud',
      'SPIFF Security: 150 per unit, a month, family Security',
    ]);
    expect(pasted.plan).toMatchObject({ currency: 'USD', lines: [{ on: { base: 'quantity' } }, { kind: 'spiff' }] });
    expect(whys(pasted)).toEqual([
      'Cloud: it is the name of no level that is known: it was taken for a product family',
      'Security: it is the name of no level that is known: it was taken for a product family',
    ]);
  });

  it('reads growth by bands, and says what it took it for', () => {
    const pasted = pastePlan(
      grid(['Growth', 'Quarterly bonus'], ['5 % – 10 %', '1 %'], ['10 % – 20 %', '2 %'], ['20 %+', '3 %']),
    );
    expect(said(pasted)).toEqual([
      'Rebate: 1 % from 5 %, 2 % from 10 %, 3 % from 20 % growth, of the growth of bookings over the same period a year before, a quarter',
    ]);
    expect(whys(pasted)).toEqual([
      'Bands: bands in percent were taken for growth over the same period a year before, paid on the growth alone',
    ]);
  });

  it('takes a column that counts the rows for no rate', () => {
    const pasted = pastePlan(
      grid(
        ['Annual rebate, first-dollar'],
        ['Tier', 'From', 'To', 'Rebate'],
        ['1', '€0', '€250,000', '0%'],
        ['2', '€250,000', '€1,000,000', '2.5%'],
        ['3', '€1,000,000', '', '4%'],
      ),
    );
    expect(said(pasted)).toEqual([
      'Rebate: 0 % of bookings up to 250,000, 2.5 % up to 1 M, 4 % above, first-dollar, a year',
    ]);
    expect(pasted.questions).toEqual([]);
  });

  it('takes a base rebate for no level, and a rebate on growth for no product', () => {
    const levels = pastePlan(grid(['Level', 'Base rebate, per quarter'], ['Gold', '4%'], ['Silver', '3%']));
    expect(said(levels)).toEqual(['Rebate: 4 % of bookings for Gold, 3 % for Silver, a quarter']);
    const growth = pastePlan(grid(['Growth a quarter', 'Rebate on growth'], ['5% - 25%', '8%'], ['25%+', '14%']));
    expect(growth.plan?.lines.map(({ on }) => on.filter)).toEqual([[]]);
  });

  it('reads caps of a deal, a partner and a year as limits and not as sums to pay', () => {
    const card = (limit: string[]) =>
      pastePlan(grid(['Level', 'Rebate, per quarter'], ['Gold', '4%'], ['Silver', '3%'], limit));
    for (const [limit, limits] of [
      [['Cap per partner and quarter', '55,000'], { capPartner: '55000' }],
      [['Cap: 55k per partner'], { capPartner: '55000' }],
      [['Max per deal', '€500'], { capDeal: '500' }],
      [['Maximum per year', '100,000'], { capYear: '100000' }],
    ] as const) {
      const pasted = card([...limit]);
      expect(pasted.plan?.lines).toMatchObject([{ rate: { byLevel: { Gold: '0.04' } }, limits }]);
      expect(pasted.plan?.lines).toHaveLength(1);
    }
    expect(plain(card(['Max per deal', '€500']).read.at(-1)!.as)).toBe('at most 500 a deal');
  });

  it('asks about every line beside the table', () => {
    const pasted = pastePlan('Cloud SPIFF, per quarter\nCloud\t$200 each\nClaim within 60 days\nNo stacking');
    expect(whys(pasted).filter((why) => why.startsWith('Beside'))).toHaveLength(2);
  });

  it('looks deals up by their size one by one, registered ones only where the text says so', () => {
    const pasted = pastePlan(
      grid(['Deal registration discount, first-dollar'], ['Deal size', 'Discount'], ['<50k', '5%'], ['50k-250k', '8%']),
    );
    expect(pasted.plan?.lines).toMatchObject([{ kind: 'discount', scope: 'deal', on: { registered: true } }]);
  });

  it('reads bands and rates that only a space parts', () => {
    expect(said(pastePlan('Quarterly, first-dollar\n0-100k 2%\n100k-500k 4 %\n500k+ 6%'))).toEqual([
      'Rebate: 2 % of bookings up to 100,000, 4 % up to 500,000, 6 % above, first-dollar, a quarter',
    ]);
  });

  it('asks about gaps, overlaps, missing units and cells that it cannot read', () => {
    const pasted = pastePlan(
      grid(
        ['Annual bookings, first-dollar', 'Rebate'],
        ['0 – 100,000', '2'],
        ['100,001 – 300,000', '3 %'],
        ['250,000 – 500,000', '4 %'],
        ['≥ 500,000', 'ask your manager'],
        ['≥ 600,000', '$5,000'],
      ),
    );
    expect(said(pasted)).toEqual([
      'Rebate: 2 % of bookings up to 100,001, 3 % up to 250,000, 4 % up to 500,000, 0 % above, first-dollar, a year',
    ]);
    expect(whys(pasted)).toEqual([
      '0 – 100,000, Rebate: it has no unit: it was taken for 2 %',
      '≥ 500,000, Rebate: no rate was found in it: it was left out',
      '0 – 100,000: nothing is said of what is between 100000 and 100001: it belongs to the band below',
      '100,001 – 300,000: the next band begins at 250000, before this one ends: this one was ended there',
      '≥ 600,000, Rebate: the other bands pay in another way, and a line pays in one: it was left out',
    ]);
  });

  it('reads sums by band', () => {
    const pasted = pastePlan(grid(['Quarterly purchases', 'MDF'], ['200k+', '€1,250'], ['600k+', '€5,000']));
    expect(said(pasted)).toEqual(['MDF: 1,250 from 200,000, 5,000 from 600,000 of bookings, a quarter']);
    expect(pasted.plan).toMatchObject({ currency: 'EUR', lines: [{ kind: 'mdf', rate: { pays: 'lump' } }] });
  });

  it.each([[''], ['Dear partner,'], [grid(['Silver', 'Gold'])], ['\t\t\n\t'], ['3 % / 5 % / 7 %']])(
    'refuses %j',
    (text) => {
      const { plan, faults } = pastePlan(text);
      expect(plan).toBeNull();
      expect(faults.map(({ where }) => where)).toEqual(['Pasted text']);
    },
  );

  it('never throws, and what it makes of any grid can be checked', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '≥ 2 M',
        '0 – 100',
        '5 %',
        '$200 per unit',
        'Gold',
        'Cloud',
        '–',
        'Rate',
        'From',
        'To',
        '1 / 2',
        '3 % / 5 %',
      ),
      fc.constantFrom(
        '400,000',
        '1.250,5',
        '2',
        '0.03',
        '-5 %',
        '999999999999999999 M',
        'up to',
        '>',
        '/',
        '__proto__',
        '≤ 7 %',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const { plan, faults, read } = pastePlan(grid(...rows));
        expect(plan === null).toBe(faults.length > 0);
        for (const { as } of read) expect(as).not.toMatch(/undefined|NaN/);
        if (!plan) return;
        checkPlan(plan, network);
        for (const index of plan.lines.keys()) lineSentence(plan, index, network);
      }),
      runs(300),
    );
  });
});
