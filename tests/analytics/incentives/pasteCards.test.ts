/**
 * Rate cards as they are written in mails, guides and contracts. Guards against a rate at another band, for somebody else or
 * for everybody, and against any part of a card that is dropped without a word.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPlan } from '../../../analytics/incentives/check.ts';
import { pastePlan } from '../../../analytics/incentives/paste.ts';
import { lineSentence } from '../../../analytics/incentives/sentence/lineSentence.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { NARROW } from '../../../analytics/present/numbers.ts';
import { sentenceText } from '../../../analytics/present/planSentence.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

interface Card {
  readonly name: string;
  readonly text: string;
  /** The plan as people read it, a sentence a line. */
  readonly said: readonly string[];
  /** What was asked, with the part of the card where it is another than the place. */
  readonly asks: readonly string[];
}

const PERIOD = 'period | All lines: the text does not say over what time sales add up: a quarter was taken';
const HOW =
  'how bands pay | Bands: the text does not say whether the rate reached pays on all or each part at its own rate: it was taken from the first euro on';
const family = (name: string) => `${name}: it is the name of no level that is known: it was taken for a product family`;
const edge = (place: string) =>
  `${place}: a band holds its lower edge: exactly this amount is paid at this rate, not at the one below`;
const beside = (names: string) =>
  `${names}: these names stand beside bands: they were taken for names of the bands and left out. If a tier program gives these levels, leave the column of thresholds out and paste again`;

const CARDS: readonly Card[] = [
  {
    name: 'two bands in a sentence',
    text: '5% from 100k and 7% from 200k',
    said: ['Rebate: 5 % of bookings from 100,000, 7 % from 200,000, first-dollar, a quarter'],
    asks: [PERIOD, HOW],
  },
  {
    name: 'one rate for all',
    text: 'Flat 5 % on all bookings',
    said: ['Rebate: 5 % of bookings, a quarter'],
    asks: [PERIOD],
  },
  {
    name: 'an open end',
    text: '3% up to 50,000, 4% above',
    said: ['Rebate: 3 % of bookings up to 50,000, 4 % above, first-dollar, a quarter'],
    asks: [PERIOD, edge('4% above'), HOW],
  },
  {
    name: 'money per seat',
    text: 'EUR 200 per seat',
    said: ['SPIFF: 200 per unit, a quarter'],
    asks: [PERIOD],
  },
  {
    name: 'German figures',
    text: '2,5 % ab 100.000 €',
    said: ['Rebate: 2.5 % of bookings from 100,000, a quarter'],
    asks: [PERIOD],
  },
  {
    name: 'German figures with a basis',
    text: '2,5 % ab 100.000 € Quartalsumsatz, 3,5 % ab 250.000 €',
    said: ['Rebate: 2.5 % of bookings from 100,000, 3.5 % from 250,000, first-dollar, a quarter'],
    asks: [HOW],
  },
  {
    name: 'thousands of euros',
    text: 'Stufe 1: 0 – 25 T€ 1,0 %\nStufe 2: 25 – 100 T€ 1,5 %\nStufe 3: ab 100 T€ 2,0 %',
    said: ['Rebate: 1 % of bookings up to 25,000, 1.5 % up to 100,000, 2 % above, first-dollar, a quarter'],
    asks: [PERIOD, HOW],
  },
  {
    name: 'German upper edges',
    text: 'Jahresumsatz bis 50 T€ 1 %, bis 100 T€ 2 %, darüber 3 %',
    said: ['Rebate: 1 % of bookings up to 50,000, 2 % up to 100,000, 3 % above, first-dollar, a year'],
    asks: [edge('bis 100 T€ 2 %'), edge('darüber 3 %'), HOW],
  },
  {
    name: 'a title before a colon',
    text: 'Quarterly rebate: 3% from €100k, 5% from €250k, 7% from €500k, first-dollar',
    said: ['Rebate: 3 % of bookings from 100,000, 5 % from 250,000, 7 % from 500,000, first-dollar, a quarter'],
    asks: [],
  },
  {
    name: 'steps that go on from each other',
    text: '1% for the first 100k, 2% for the next 400k, 3% thereafter',
    said: ['Rebate: 1 % of bookings up to 100,000, 2 % up to 500,000, 3 % above, each part at its own rate, a quarter'],
    asks: [PERIOD],
  },
  {
    name: 'bands of R1',
    text: '5% on the first 10,000 and 10% on the next 40,000, per month',
    said: ['Rebate: 5 % of bookings up to 10,000, 10 % above, each part at its own rate, a month'],
    asks: ['10% on the next 40,000, per month: nothing is said of what is above 50000: it belongs to this band'],
  },
  {
    name: 'units of R2',
    text: '$1 per unit for the first 100 units, $2 per unit for the next 400 units',
    said: ['SPIFF: 1 per unit up to 100, 2 above, each part at its own rate, a quarter'],
    asks: [PERIOD, '$2 per unit for the next 400 units: nothing is said of what is above 500: it belongs to this band'],
  },
  {
    name: 'a sentence of a contract',
    text: 'Partners earn 4% on bookings over 50k per quarter and 6% on bookings over 200k.',
    said: ['Rebate: 4 % of bookings from 50,000, 6 % from 200,000, first-dollar, a quarter'],
    asks: [edge('Partners earn 4% on bookings over 50k per quarter'), edge('6% on bookings over 200k'), HOW],
  },
  {
    name: 'edges from below and above',
    text: '4% below 25,000 and 5% at 25,000 or more',
    said: ['Rebate: 4 % of bookings up to 25,000, 5 % above, first-dollar, a quarter'],
    asks: [PERIOD, HOW],
  },
  {
    name: 'co-op of D2',
    text: 'Co-op: 3% below 7,500, 4% below 25,000, 5% from 25,000 on annual purchases',
    said: ['Co-op: 3 % of bookings up to 7,500, 4 % up to 25,000, 5 % above, first-dollar, a year'],
    asks: [HOW],
  },
  {
    name: 'an otherwise',
    text: 'Back-end rebate is 3% if you hit $1m in a quarter; otherwise 1%.',
    said: ['Rebate: 1 % of bookings up to 1 M, 3 % above, first-dollar, a quarter'],
    asks: [HOW],
  },
  {
    name: 'levels in a sentence',
    text: 'Gold partners get 5% and Silver partners get 3% per quarter, and nothing for others',
    said: ['Rebate: 5 % of bookings for Gold, 3 % for Silver, a quarter'],
    asks: [],
  },
  {
    name: 'levels with bands each',
    text: 'Gold partners: 5% from 100k, 6% from 250k. Silver partners: 3% from 100k, 4% from 250k.',
    said: [
      'Rebate Gold: 5 % of bookings from 100,000, 6 % from 250,000, first-dollar, a quarter, level Gold',
      'Rebate Silver: 3 % of bookings from 100,000, 4 % from 250,000, first-dollar, a quarter, level Silver',
    ],
    asks: [PERIOD, HOW],
  },
  {
    name: 'families with bands each',
    text: 'Cloud: 5% from 100k, 7% from 500k\nSecurity: 4% from 50k',
    said: [
      'Rebate Cloud: 5 % of bookings from 100,000, 7 % from 500,000, first-dollar, a quarter, family Cloud',
      'Rebate Security: 4 % of bookings from 50,000, a quarter, family Security',
    ],
    asks: [PERIOD, HOW, family('Cloud'), family('Security')],
  },
  {
    name: 'motions',
    text: '8 % on new business, 3 % on renewals',
    said: [
      'Rebate new business: 8 % of bookings, a quarter, motion new',
      'Rebate renewals: 3 % of bookings, a quarter, motion renewal',
    ],
    asks: [PERIOD],
  },
  {
    name: 'registered deals and others',
    text: 'Registered deals 10%, non-registered 5%',
    said: [
      'Rebate Registered deals: 10 % of bookings, a quarter, registered deals',
      'Rebate non-registered: 5 % of bookings, a quarter, deals not registered',
    ],
    asks: [PERIOD],
  },
  {
    name: 'a cap in the sentence',
    text: '5% from 100k and 7% from 200k, capped at 20k per quarter',
    said: [
      'Rebate: 5 % of bookings from 100,000, 7 % from 200,000, first-dollar, a quarter, at most 20,000 per partner',
    ],
    asks: [HOW],
  },
  {
    name: 'bullets with a least payment',
    text: '• 3% on all Cloud sales\n• 5% on Security sales\n• Minimum payout $50',
    said: [
      'Rebate Cloud: 3 % of bookings, a quarter, family Cloud, paid once 50 is due, carried forward until then',
      'Rebate Security: 5 % of bookings, a quarter, family Security, paid once 50 is due, carried forward until then',
    ],
    asks: [PERIOD, family('Cloud'), family('Security')],
  },
  {
    name: 'a sum for a threshold (R5)',
    text: 'Lump sum of $1,000 when quarterly bookings reach $100,000',
    said: ['Rebate: 1,000 from 100,000 of bookings, a quarter'],
    asks: [],
  },
  {
    name: 'sums for thresholds',
    text: 'Quarterly target bonus: $5,000 at $500,000, $12,000 at $1,000,000',
    said: ['Rebate: 5,000 from 500,000, 12,000 from 1 M of bookings, a quarter'],
    asks: [],
  },
  {
    name: 'arrows',
    text: 'Net revenue ≥ $250K → 2%; ≥ $500K → 3%; ≥ $1M → 5%',
    said: ['Rebate: 2 % of bookings from 250,000, 3 % from 500,000, 5 % from 1 M, first-dollar, a quarter'],
    asks: [PERIOD, HOW],
  },
  {
    name: 'percent as a word',
    text: 'Rebate 5 percent p.a.',
    said: ['Rebate: 5 % of bookings, a year'],
    asks: [],
  },
  {
    name: 'gaps of a printed page',
    text: 'Level      Rebate     SPIFF\nGold       5%         $200 per unit\nSilver     3%         $100 per unit',
    said: [
      'Rebate: 5 % of bookings for Gold, 3 % for Silver, a quarter',
      'SPIFF Gold: 200 per unit, a quarter, level Gold',
      'SPIFF Silver: 100 per unit, a quarter, level Silver',
    ],
    asks: [PERIOD],
  },
  {
    name: 'a printed page with a head over nothing',
    text: '                Cloud     Security\nGold            5 %       4 %\nSilver          3 %       2 %',
    said: [
      'Rebate Cloud: 5 % of bookings for Gold, 3 % for Silver, a quarter, family Cloud',
      'Rebate Security: 4 % of bookings for Gold, 2 % for Silver, a quarter, family Security',
    ],
    asks: [PERIOD, family('Cloud'), family('Security')],
  },
  {
    name: 'a footnote',
    text: 'Annual bookings      Rebate*\n0 - 100k             1 %\n100k - 500k          2 %\n500k+                3 %\n*excluding renewals',
    said: ['Rebate: 1 % of bookings up to 100,000, 2 % up to 500,000, 3 % above, first-dollar, a year'],
    asks: [HOW, '*excluding renewals | Beside the table: it is no rate: say it in the sentences of the plan'],
  },
  {
    name: 'a head over several columns',
    text: '\tRebate\t\nLevel\tCloud\tSecurity\nGold\t5%\t4%\nSilver\t3%\t2%',
    said: [
      'Rebate Cloud: 5 % of bookings for Gold, 3 % for Silver, a quarter, family Cloud',
      'Rebate Security: 4 % of bookings for Gold, 2 % for Silver, a quarter, family Security',
    ],
    asks: [PERIOD, family('Cloud'), family('Security')],
  },
  {
    name: 'columns of quarters that differ',
    text: 'Partner tier\tQ1\tQ2\tQ3\tQ4\nGold\t5%\t5%\t6%\t6%\nSilver\t3%\t3%\t4%\t4%',
    said: ['Rebate: 5 % of bookings for Gold, 3 % for Silver, a quarter'],
    asks: [
      PERIOD,
      '6%; 4% | Q3: its rates differ from “Q1”, and a plan has the same rates on all its days: only “Q1” was read. Paste the others as plans of their own, in force from their first day',
      '6%; 4% | Q4: its rates differ from “Q1”, and a plan has the same rates on all its days: only “Q1” was read. Paste the others as plans of their own, in force from their first day',
    ],
  },
  {
    name: 'columns of years that agree',
    text: 'Umsatz\t2025\t2026\nab 100 T€\t2,0 %\t2,0 %\nab 500 T€\t3,5 %\t3,5 %',
    said: ['Rebate: 2 % of bookings from 100,000, 3.5 % from 500,000, first-dollar, a quarter'],
    asks: [PERIOD, HOW],
  },
  {
    name: 'levels beside thresholds',
    text: 'Quarterly rebate\nTier | Threshold | Rebate¹\nBronze | 50,000 | 2%\nSilver | 150,000 | 3%\n¹ excluding renewals',
    said: ['Rebate: 2 % of bookings from 50,000, 3 % from 150,000, first-dollar, a quarter'],
    asks: [
      beside('Bronze; Silver | Tier'),
      HOW,
      '¹ excluding renewals | Beside the table: it is no rate: say it in the sentences of the plan',
    ],
  },
  {
    name: 'levels beside ranges',
    text: 'Tier\tAnnual revenue\tDiscount\nAuthorized\t$0 - $250K\t10%\nPremier\t$250K - $1M\t15%\nElite\t$1M+\t20%',
    said: ['Discount: 10 % of bookings up to 250,000, 15 % up to 1 M, 20 % above, first-dollar, a year'],
    asks: [beside('Authorized; Premier; Elite | Tier'), HOW],
  },
  {
    name: 'upper edges in a table',
    text: 'Quarterly, first-dollar\nup to 50k\t1%\nup to 100k\t2%\nabove\t4%',
    said: ['Rebate: 1 % of bookings up to 50,000, 2 % up to 100,000, 4 % above, first-dollar, a quarter'],
    asks: [edge('up to 100k | 2% | up to 100k'), edge('above | 4% | above')],
  },
  {
    name: 'a card of a German distributor',
    text: 'Umsatzstaffel (Jahr);Rückvergütung\n0 – 50.000 €;0 %\n50.000 – 150.000 €;1,5 %\nüber 150.000 €;2,5 %',
    said: ['Rebate: 0 % of bookings up to 50,000, 1.5 % up to 150,000, 2.5 % above, first-dollar, a year'],
    asks: [edge('über 150.000 € | 2,5 % | über 150.000 €'), HOW],
  },
  {
    name: 'a column of each kind',
    text: 'Volume a year, first-dollar\tRebate %\tCo-op %\n100,000\t1.0\t0.5\n250,000\t2.0\t1.0',
    said: [
      'Rebate: 1 % of bookings from 100,000, 2 % from 250,000, first-dollar, a year',
      'Co-op: 0.5 % of bookings from 100,000, 1 % from 250,000, first-dollar, a year',
    ],
    asks: [],
  },
  {
    name: 'several times',
    text: '4% monthly on Cloud, 2% quarterly on Backup',
    said: [
      'Rebate Cloud: 4 % of bookings, a month, family Cloud',
      'Rebate Backup: 2 % of bookings, a month, family Backup',
    ],
    asks: [
      'month, quarter | All lines: the text names several times over which sales add up: a month was taken for every line',
      family('Cloud'),
      family('Backup'),
    ],
  },
  {
    name: 'a condition in brackets',
    text: 'Renewals 2%. New logos 6% (min. deal 10k).',
    said: [
      'Rebate Renewals: 2 % of bookings, a quarter, motion renewal',
      'Rebate New logos: 6 % of bookings, a quarter, motion new',
    ],
    asks: [
      PERIOD,
      '(min. deal 10k) | Not read: what stands in brackets is not read: say it in the sentences of the plan. It was left out',
    ],
  },
  {
    name: 'units against shares',
    text: 'Deal registration: 10% for 100-499 units, 12% for 500-1,499 units and 18% for 1,500 or more',
    said: [],
    asks: [
      '10% for 100-499 units; 12% for 500-1,499 units; 18% for 1,500 or more | Bands: the edges count units and the rates are shares of money: write the edges in money, or look the bands up in “Units” in the sentences of the plan. They were left out',
    ],
  },
  {
    name: 'attainment of a target',
    text: 'Half-yearly bonus\nAttainment\tRate\n90–100 %\t1 %\n100–120 %\t2 %\n>120 %\t3 %',
    said: [],
    asks: [
      edge('>120 % | 3 % | >120 %'),
      '90–100 % | 1 %; 100–120 % | 2 %; >120 % | 3 % | Rate: bands in percent of a target are no rate: give the plan its base rate, and these as an accelerator by how much of the target is reached. They were left out',
    ],
  },
  {
    name: 'growth',
    text: '5% growth rebate on incremental revenue over prior year',
    said: [],
    asks: [
      '5% growth rebate on incremental revenue over prior year | Not read: growth is read from a table only, such as “5 % – 10 % | 2 %” under “Growth | Rebate”. It was left out',
    ],
  },
  {
    name: 'a time of its own',
    text: '10% referral commission on first-year revenue',
    said: [],
    asks: [
      '10% referral commission on first-year revenue | Not read: a time of its own is not read: write the rate alone, and the time in the sentences of the plan. It was left out',
    ],
  },
  {
    name: 'the most that is paid',
    text: 'Up to 5 %',
    said: [],
    asks: ['Up to 5 % | Not read: it says the most that is paid and not who is paid less. It was left out'],
  },
  {
    name: 'rates left open',
    text: 'Between 3% and 7% depending on level',
    said: [],
    asks: ['Between 3% and 7% depending on level | Not read: what is paid is left open in it. It was left out'],
  },
  {
    name: 'a multiplier',
    text: 'Accelerator 1.5x above 120% of target',
    said: [],
    asks: [
      'Accelerator 1.5x above 120% of target | Not read: a multiplier is no rate: add it in the sentences of the plan. It was left out',
    ],
  },
  {
    name: 'points',
    text: 'Points: 3 per $100',
    said: [],
    asks: ['Points: 3 per $100 | Not read: no rate was found in it. It was left out'],
  },
];

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = await net.open();
});
afterAll(() => net.close());

describe('a rate card as people write it', () => {
  it.each(CARDS)('is read or asked about: $name', ({ text, said, asks }) => {
    const { plan, questions, faults } = pastePlan(text);
    const sentences = (plan?.lines ?? []).map(({ label }, index) =>
      `${label}: ${sentenceText(lineSentence(plan!, index, network))}`.replaceAll(NARROW, ' '),
    );
    expect(sentences).toEqual(said);
    expect(questions.map(({ cell, text: part, why }) => `${part === cell ? '' : `${part} | `}${cell}: ${why}`)).toEqual(
      asks,
    );
    expect(faults.length > 0).toBe(said.length === 0);
  });

  it.each(CARDS)('has every figure in what was read or asked: $name', ({ text }) => {
    const { read, questions } = pastePlan(text);
    const told = [...read, ...questions].map((one) => one.text).join(' ');
    const rates = text.match(/[\d.,]+(?= ?%)|[€$] ?[\d.,]*\d/g) ?? [];
    for (const rate of rates) expect(told).toContain(rate);
  });

  it('never throws, whatever words stand together, and makes only plans that can be checked', () => {
    const part = fc.constantFrom(
      ...[
        '5 %',
        '7,5 %',
        '$200 per unit',
        'from 100k',
        'ab 100.000 €',
        'up to 50,000',
        'the first 10k',
        'the next 1 M',
      ],
      ...[
        'above',
        'Gold',
        'Cloud',
        'renewals',
        'and',
        ', ',
        '; ',
        ': ',
        '. ',
        '(min. 3)',
        'capped at 20k',
        '1.5x',
        '-',
      ],
      ...['sum of', 'when', '≥', '100–200', 'units', 'nothing', 'otherwise', '*', '__proto__'],
    );
    fc.assert(
      fc.property(fc.array(fc.array(part, { minLength: 1, maxLength: 9 }), { maxLength: 4 }), (lines) => {
        const { plan, faults, read } = pastePlan(lines.map((words) => words.join(' ')).join('\n'));
        expect(plan === null).toBe(faults.length > 0);
        for (const { as } of read) expect(as).not.toMatch(/undefined|NaN/);
        if (plan) checkPlan(plan, network);
      }),
      runs(300),
    );
  });
});
