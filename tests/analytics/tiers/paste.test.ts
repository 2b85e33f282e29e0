import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Requirement } from '../../../analytics/api/documents/tierProgram.ts';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { PastedProgram } from '../../../analytics/api/tiers.ts';
import { checkProgram } from '../../../analytics/tiers/check.ts';
import { pasteProgram } from '../../../analytics/tiers/paste.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const grid = (...rows: string[][]) => rows.map((row) => row.join('\t')).join('\r\n');

/** Level by level, lowest first: `metric sign value` of every test. */
function tests({ program }: PastedProgram): Record<string, string[]> {
  return Object.fromEntries(program!.levels.map(({ id, requirement }) => [id, requirement ? flat(requirement) : []]));
}
function flat(requirement: Requirement): string[] {
  if ('all' in requirement) return requirement.all.flatMap(flat);
  if ('any' in requirement) return [`any(${requirement.any.flatMap(flat).join(', ')})`];
  if ('atLeast' in requirement) return [`${requirement.atLeast} of (${requirement.of.flatMap(flat).join(', ')})`];
  if ('attested' in requirement) return [`attested ${requirement.attested}`];
  if ('rank' in requirement) return [`rank ${requirement.rank.metric}`];
  if (!('metric' in requirement)) throw new Error('A table holds no such requirement.');
  const narrow = requirement.filter.map(({ values }) => ` [${values.join('|')}]`).join('');
  return [`${requirement.metric}${narrow} ${requirement.op} ${requirement.value}`];
}
const windows = ({ program }: PastedProgram) =>
  [...JSON.stringify(program!.levels).matchAll(/"window":(\{[^}]*\})/g)].map((found) => JSON.parse(found[1]!));
const whys = ({ questions }: PastedProgram) => questions.map(({ cell, why }) => `${cell}: ${why}`);

describe('a pasted requirements table', () => {
  it('reads thresholds, people, shares, yes and dashes', () => {
    const pasted = pasteProgram(
      grid(
        ['Requirement', 'Silver', 'Gold', 'Platinum'],
        ['Bookings (trailing 12 months)', '≥ 500,000', '€650k', '1.5 M EUR'],
        ['Certified people', '2', '4', '10 (5 pro)'],
        ['Win rate, rolling 4 quarters', '–', '25 %', '30%'],
        ['Business plan', 'No', 'Yes', '✓'],
        ['Validations (Security, Cloud, Data)', 'n/a', '1 of 3', '2 of 3'],
      ),
    );
    expect(tests(pasted)).toEqual({
      Silver: ['won_amount >= 500000', 'certified_people >= 2'],
      Gold: [
        'won_amount >= 650000',
        'certified_people >= 4',
        'win_rate >= 0.25',
        'attested Business plan',
        '1 of (attested Security, attested Cloud, attested Data)',
      ],
      Platinum: [
        'won_amount >= 1500000',
        'certified_people >= 10',
        'certified_people [Professional] >= 5',
        'win_rate >= 0.3',
        'attested Business plan',
        '2 of (attested Security, attested Cloud, attested Data)',
      ],
    });
    expect(pasted.program?.currency).toBe('EUR');
    expect(pasted.questions).toEqual([]);
    expect(pasted.read.map(({ as }) => as.replaceAll('\u202f', ' '))).toEqual([
      'Bookings (closed-won), trailing 12 months: Silver ≥ 500,000; Gold ≥ 650,000; Platinum ≥ 1,500,000',
      'People certified, on the day: Silver ≥ 2; Gold ≥ 4; Platinum ≥ 10 and of these (Professional) ≥ 5',
      'Win rate, trailing 4 quarters: Gold ≥ 25 %; Platinum ≥ 30 %',
      'confirmed by people (until it is recorded, nobody meets it): Gold confirmed; Platinum confirmed',
      'confirmed by people (until it is recorded, nobody meets it): Gold 1 of 3; Platinum 2 of 3',
    ]);
  });

  it('reads a German table whose levels go downwards', () => {
    const pasted = pasteProgram(
      grid(
        ['Kriterium', 'Platin', 'Gold', 'Silber'],
        ['Umsatz (letzte 12 Monate)', '1.500.000 €', '0,5 Mio. €', '150 T€'],
        ['Zertifizierte Mitarbeiter', '8', '3', '2'],
        ['Wachstum pro Geschäftsjahr', '12,5 %', '7,5 %', '–'],
      ),
    );
    expect(tests(pasted)).toEqual({
      Silber: ['won_amount >= 150000', 'certified_people >= 2'],
      Gold: ['won_amount >= 500000', 'certified_people >= 3', 'growth >= 0.075'],
      Platin: ['won_amount >= 1500000', 'certified_people >= 8', 'growth >= 0.125'],
    });
    expect(windows(pasted)).toContainEqual({ kind: 'last-fiscal-year' });
    expect(pasted.questions).toEqual([]);
  });

  it('reads a table that lies on its side, with the unit in the head and benefits beside', () => {
    const pasted = pasteProgram(
      grid(
        ['Level', 'Revenue (k€, per fiscal year)', 'New logos (trailing 4 quarters)', 'Rebate', 'MDF', 'Program fee'],
        ['Registered', '–', '–', '–', '–', '–'],
        ['Silver', '150', '2', '1.5 %', '€ 5,000', '–'],
        ['Gold', '500', '5', '2.5 %', '€ 20,000', '€ 1,000'],
      ),
    );
    expect(tests(pasted)).toEqual({
      Registered: [],
      Silver: ['won_amount >= 150000', 'new_logo_count >= 2'],
      Gold: ['won_amount >= 500000', 'new_logo_count >= 5'],
    });
    expect(pasted.program!.levels[2]!.benefits).toMatchObject([
      { id: 'rebate', rate: '0.025', of: { metric: 'won_amount' } },
      { id: 'mdf', amount: '20000' },
      { id: 'fee', amount: '-1000' },
    ]);
  });

  it('reads counts with sub-minima, a title with the window, remark columns and a group of alternatives', () => {
    const pasted = pasteProgram(
      grid(
        ['Services path 2026 (trailing 12 months)'],
        ['Category', 'Requirement', 'Notes', 'Select', 'Advanced', 'Premier'],
        ['People', 'Accredited individuals', '', '4+', '8+', '≥20 (≥10 professional)'],
        ['', 'Foundational certifications', 'valid', '2', '4', '10'],
        ['Business', 'Launched opportunities', '', '3', '20', '50'],
        ['', 'MRR', 'USD', '$1,500', '$10,000', '$50,000'],
        ['At least two of the following', '', '', '', '', ''],
        ['', 'Deal registrations per quarter', '', '2', '5', '10'],
        ['', 'YoY growth', '', '5%', '10%', '15%'],
        ['', 'New customers', '', '1', '4', '9'],
      ),
    );
    const group = '2 of (registered_count >= 2, growth >= 0.05, new_logo_count >= 1)';
    expect(tests(pasted).Select).toEqual([
      'certified_people >= 4',
      'certified_people [Foundation] >= 2',
      'won_count >= 3',
      'recurring_amount >= 18000',
      group,
    ]);
    expect(tests(pasted).Premier).toContain('certified_people [Professional] >= 10');
    expect(tests(pasted).Premier).toContain('recurring_amount >= 600000');
    expect(pasted.program).toMatchObject({ currency: 'USD', name: expect.any(String) });
    expect(windows(pasted)).toContainEqual({ kind: 'last-fiscal-quarter' });
    expect(whys(pasted).join()).toContain('MRR: a month’s recurring revenue is asked for as twelve months of it');
  });

  it('reads cells with line breaks, quotes and a window of their own', () => {
    const pasted = pasteProgram(
      'Criteria\tGold\tPlatinum\n"Partner-sourced revenue"\t"≥ 250,000\n(last 4 quarters)"\t"≥ 1,000,000\n(last 4 quarters)"\n"Retention ""gross"""\t> 85 %\t> 90 %\n',
    );
    expect(tests(pasted)).toEqual({
      Gold: ['sourced_amount >= 250000', 'grr > 0.85'],
      Platinum: ['sourced_amount >= 1000000', 'grr > 0.9'],
    });
    expect(windows(pasted)[0]).toEqual({ kind: 'trailing', count: 4, unit: 'quarter' });
  });

  it('reads several figures in a cell, either and both, ranges and upper limits', () => {
    const pasted = pasteProgram(
      grid(
        ['', 'Silver', 'Gold', 'Platinum'],
        ['Annual bookings', '€100k – €250k', '€250k and 5 new customers', '€1m or 20 new customers'],
        ['Average sales', '', '', ''],
        ['Deals won per year', 'min. 2', 'at least 5', '> 10'],
        ['Attainment per fiscal year', '', '80 %', '100 %'],
      ),
    );
    expect(tests(pasted)).toEqual({
      Silver: ['won_amount >= 100000', 'won_count >= 2'],
      Gold: ['won_amount >= 250000', 'new_logo_count >= 5', 'won_count >= 5', 'attainment >= 0.8'],
      Platinum: ['any(won_amount >= 1000000, new_logo_count >= 20)', 'won_count > 10', 'attainment >= 1'],
    });
    expect(whys(pasted)).toContain(
      'Annual bookings, Silver: of this range the lower end is asked for; the upper end begins the next level',
    );
  });

  it('reads Swiss and French figures, and ranks', () => {
    const pasted = pasteProgram(
      grid(
        ['Criterion', 'Bronze', 'Silver', 'Gold'],
        ['Turnover CHF, last fiscal year', "50'000", '1\u202f250\u202f000', "CHF 2'500'000.50"],
        ['Bookings of the last fiscal year', 'not bottom quartile', 'top 50 %', 'top 20'],
      ),
    );
    expect(tests(pasted)).toEqual({
      Bronze: ['won_amount >= 50000', 'rank won_amount'],
      Silver: ['won_amount >= 1250000', 'rank won_amount'],
      Gold: ['won_amount >= 2500000.5', 'rank won_amount'],
    });
    expect(pasted.program!.currency).toBe('CHF');
    expect(JSON.stringify(pasted.program)).toMatch(/"notBottomShare":0.25.*"topShare":0.5.*"top":20/);
  });

  it('reads a partner guide: sums in its unit column, optional plans, discounts beside registrations', () => {
    const pasted = pasteProgram(
      grid(
        ['', '', 'Requirements by level', '', ''],
        ['Program requirements', 'Unit', 'Authorized', 'Silver Partner', 'Gold Partner'],
        ['Annual revenue', 'USD k', 'N/A', '50', '250+'],
        ['Sales certified individuals', '', '1', '2', '4'],
        ['Approved business plan', '', 'Optional', 'Required', 'Required'],
        ['Deal registration discount', '', '5%', '10 %', '15%'],
        ['MDF', 'USD k', '–', '5', '20'],
        ['Deals won, last 4 quarters', '', '', '≥3', '≥ 8'],
      ),
    );
    expect(tests(pasted)).toEqual({
      Authorized: ['certified_people >= 1'],
      'Silver Partner': [
        'won_amount >= 50000',
        'certified_people >= 2',
        'attested Approved business plan',
        'won_count >= 3',
      ],
      'Gold Partner': [
        'won_amount >= 250000',
        'certified_people >= 4',
        'attested Approved business plan',
        'won_count >= 8',
      ],
    });
    expect(pasted.program!.levels[2]!.benefits).toMatchObject([
      { id: 'discount', rate: '0.15' },
      { id: 'mdf', amount: '20000' },
    ]);
    expect(whys(pasted)).toEqual([
      'Sales certified individuals: “Sales” was not understood: the measure counts without it',
      'Approved business plan, Authorized: what is optional is not asked for',
    ]);
  });

  it('reads a table from a wiki', () => {
    const pasted = pasteProgram(
      '| Tier | Bookings per year | Certs |\n|---|---:|---|\n| Member | 0 | 0 |\n| Elite | 300k | 3 |\n',
    );
    expect(tests(pasted)).toEqual({ Member: [], Elite: ['won_amount >= 300000', 'certified_people >= 3'] });
  });

  it('takes levels with unknown names by their rising figures, and makes ids of their names', () => {
    const pasted = pasteProgram(
      grid(
        ['', 'Captain (new!)', 'Admiral*', 'Sailor'],
        ['Bookings per year', '200k', '900k', '20k'],
        ['Invitation', '', 'by invitation', ''],
      ),
    );
    expect(pasted.program!.levels.map(({ id, label }) => [id, label])).toEqual([
      ['Captain new', 'Captain (new!)'],
      ['Admiral', 'Admiral*'],
      ['Sailor', undefined],
    ]);
    expect(pasted.program!.levels[1]!.invitation).toBe('invitation');
  });

  it('asks about every criterion and cell that it did not understand', () => {
    const pasted = pasteProgram(
      grid(
        ['Requirement', 'Silver', 'Gold'],
        ['Bookings', '100k', 'ask your manager'],
        ['NPS', '30', '40'],
        ['Cloud revenue per year', '10k', '20k'],
        ['Certified people', '10 %', '4 (2 wizards)'],
        ['Open pipeline', '1m', '3m'],
        ['Deals won per year', '4 6', '9'],
      ),
    );
    expect(whys(pasted)).toEqual([
      'Bookings: no window is named: it is taken as the trailing 12 months',
      'Bookings, Gold: it holds no figure: it is left out',
      'NPS, Silver: no metric goes by these words: it is left out',
      'NPS, Gold: no metric goes by these words: it is left out',
      'Cloud revenue per year: “Cloud” was not understood: the measure counts without it',
      'Certified people, Silver: People certified is no share: the percent is left out',
      'Certified people, Gold: “wizards” in the brackets was not understood: it is left out',
      expect.stringContaining('Open pipeline, Silver: open deals are known only as they are now'),
      expect.stringContaining('Open pipeline, Gold: open deals are known only as they are now'),
      'Deals won per year, Silver: it holds several figures: it is left out',
    ]);
    expect(pasted.read.find(({ criterion }) => criterion === 'NPS')!.as).toBe('not understood, left out');
  });

  it('asks when figures disagree on the decimal mark or on the currency', () => {
    const pasted = pasteProgram(
      grid(['', 'Silver', 'Gold'], ['Bookings per year', '€1,5 M', '$2.5 M'], ['Growth per year', '5', '7.5']),
    );
    expect(whys(pasted)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('some have a decimal comma and some a decimal point'),
        'All figures: a program has one currency: all sums are taken as EUR',
        'Growth per year, Silver: it was taken for percent',
      ]),
    );
  });

  it.each(['hello', 'a\tb', '', '\t\t\n\t', 'Silver\nGold\nPlatinum'])(
    'refuses %j, which is no table, with a sentence',
    (text) => {
      expect(pasteProgram(text)).toMatchObject({
        program: null,
        faults: [{ sentence: expect.stringContaining('copy a grid') }],
      });
    },
  );

  it('never throws, and whatever it makes is a program', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '≥ 5',
        '1.5 M',
        '–',
        'Yes',
        '2 of 3',
        '10 (5 pro)',
        '25 %',
        'Gold',
        'Bookings',
        'top 5',
        '1-2k',
        '(',
        '0',
      ),
      fc.string({ maxLength: 12 }),
    );
    const cells = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(cells, (rows) => {
        const { program, faults } = pasteProgram(grid(...rows));
        if (program) expect(tierProgram.parse(JSON.parse(JSON.stringify(program)))).toEqual(program);
        else expect(faults.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a pasted program on a network', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork({ partner: [{ partner_id: 'A', agreement_start: '2020-01-01' }] });
  });
  afterAll(() => net.close());

  it('can be computed whatever metric its words stand for', async () => {
    const criteria = [
      'Bookings',
      'Annual recurring revenue',
      'Partner-sourced revenue',
      'Influenced revenue',
      'New customers',
      'Revenue growth',
      'Win rate',
      'Win rate by value',
      'Registration rate',
      'Approval rate',
      'Conversion rate',
      'Deal registrations',
      'Net revenue retention',
      'Customer retention',
      'Renewal rate',
      'Certificates earned',
      'Certified professionals',
      'Professional certifications',
      'Average deal size',
      'Median deal size',
      'Margin rate',
      'Deals won',
      'Units sold',
      'Services revenue',
      'New business bookings',
      'Co-sell bookings',
    ];
    for (const criterion of criteria) {
      const { program, faults } = pasteProgram(
        grid(['', 'Silver', 'Gold'], [`${criterion} (trailing 12 months)`, '0.2', '0.4']),
      );
      expect(faults).toEqual([]);
      expect({ criterion, faults: checkProgram(program, await net.open()).faults }).toEqual({ criterion, faults: [] });
    }
  });
});
