/**
 * Published schemes of the field written as rules, with figures that their publishers print or that follow by hand. They show
 * that the tree carries incentives and scores; every reading must give them.
 */
import type { Expression } from '../../../analytics/rules/expression.ts';
import {
  all,
  band,
  choose,
  column,
  compare,
  constant,
  less,
  marginal,
  max,
  min,
  money,
  over,
  rate,
  round,
  sum,
  times,
} from './build.ts';

const x = column('x');
const y = column('y');
const z = column('z');

/** A growth of 5 % or more over `y`. */
const grown = compare(less(x, y), '>=', times(y, rate('0.05'), 4));

/** Points of a metric in proportion to what earns all of them. */
const points = (metric: Expression & { kind: 'column' }, full: string, at: string) =>
  min(constant(full), times(constant(full), over(metric, constant(at))));
const score = sum(points(x, '20', '10'), constant('10'), constant('15'), constant('30'), points(y, '25', '5'));

export interface WorkedExample {
  readonly scheme: string;
  readonly rule: Expression;
  /** Values of x, y and z, and what the rule gives: two digits after the point, or whether it holds. */
  readonly figures: readonly (readonly [x: string, y: string | null, z: string | null, expected: string | boolean])[];
}

export const WORKED_EXAMPLES: readonly WorkedExample[] = [
  {
    scheme: '5 % up to 10,000 and 10 % above, band by band',
    rule: marginal(x, ['0', '0.05'], ['10000', '0.10']),
    figures: [
      ['6000', null, null, '300.00'],
      ['8000', null, null, '400.00'],
      ['20000', null, null, '1500.00'],
      ['-500', null, null, '0.00'],
    ],
  },
  {
    scheme: '1 a unit up to 100 and 2 from there to 500, band by band',
    rule: marginal(x, ['0', '1'], ['100', '2'], ['500', '0']),
    figures: [
      ['20', null, null, '20.00'],
      ['80', null, null, '80.00'],
      ['120', null, null, '140.00'],
      ['900', null, null, '900.00'],
    ],
  },
  {
    scheme: 'a lump of 1,000 for reaching 100,000',
    rule: choose(compare(x, '>=', money('100000')), money('1000.00')),
    figures: [
      ['110000', null, null, '1000.00'],
      ['90000', null, null, '0.00'],
    ],
  },
  {
    scheme: '5 % first-dollar from 1,000,000',
    rule: times(band(x, ['1000000', '0.05']), x),
    figures: [
      ['1200000', null, null, '60000.00'],
      ['999999.99', null, null, '0.00'],
    ],
  },
  {
    scheme: '3, 5 and 7 % first-dollar at 2, 4 and 6 million',
    rule: times(band(x, ['2000000', '0.03'], ['4000000', '0.05'], ['6000000', '0.07']), x),
    figures: [
      ['3999999', null, null, '119999.97'],
      ['4000000', null, null, '200000.00'],
      ['5900000', null, null, '295000.00'],
      ['6000000', null, null, '420000.00'],
    ],
  },
  {
    scheme: 'co-op accrual of 3, 4 and 5 % at 0, 7,500 and 25,000',
    rule: times(band(x, ['0', '0.03'], ['7500', '0.04'], ['25000', '0.05']), x),
    figures: [
      ['7499', null, null, '224.97'],
      ['7500', null, null, '300.00'],
      ['24999', null, null, '999.96'],
      ['25000', null, null, '1250.00'],
    ],
  },
  {
    scheme: '20 % of the growth over y',
    rule: times(rate('0.20'), max(less(x, y), money('0'))),
    figures: [
      ['740044.18', '621238', null, '23761.24'],
      ['600000', '621238', null, '0.00'],
    ],
  },
  {
    scheme: '20 % of everything when growth over y is 5 % or more',
    rule: choose(grown, times(rate('0.20'), x)),
    figures: [
      ['740044.18', '621238', null, '148008.84'],
      ['650000', '621238', null, '0.00'],
      ['740044.18', null, null, '0.00'],
    ],
  },
  {
    scheme: '3 % of the growth over y when it is 5 % or more',
    rule: choose(grown, times(rate('0.03'), less(x, y))),
    figures: [
      ['1049999.99', '1000000', null, '0.00'],
      ['1050000.00', '1000000', null, '1500.00'],
    ],
  },
  {
    scheme: '4 % with ½ more on the part y, one point on all, capped at 25,000',
    rule: min(
      sum(times(times(rate('0.04'), y, 4), constant('1.5')), times(rate('0.04'), less(x, y)), times(rate('0.01'), x)),
      money('25000'),
    ),
    figures: [
      ['500000', '200000', null, '25000.00'],
      ['400000', '100000', null, '22000.00'],
    ],
  },
  {
    scheme: 'multipliers on top of each other',
    rule: times(times(x, constant('1.5')), constant('1.2')),
    figures: [['10000', null, null, '18000.00']],
  },
  {
    scheme: 'multipliers added up',
    rule: times(x, sum(constant('1'), constant('0.5'), constant('0.2'))),
    figures: [['10000', null, null, '17000.00']],
  },
  {
    scheme: 'three lines, summed and then rounded',
    rule: round(sum(x, y, z), 2),
    figures: [['33.335', '33.335', '33.335', '100.01']],
  },
  {
    scheme: 'three lines, rounded and then summed',
    rule: sum(round(x, 2), round(y, 2), round(z, 2)),
    figures: [['33.335', '33.335', '33.335', '100.02']],
  },
  {
    scheme: '4 % to the cent, halves up',
    rule: times(rate('0.04'), x),
    figures: [
      ['21.99', null, null, '0.88'],
      ['19.27', null, null, '0.77'],
      ['16.29', null, null, '0.65'],
      ['-0.125', null, null, '-0.01'],
    ],
  },
  {
    scheme: 'a partner score: 20 points at 10 added customers, 25 at 5 deployments, 55 held',
    rule: score,
    figures: [
      ['7', '5', null, '94.00'],
      ['7', '0', null, '69.00'],
      ['0', '5', null, '80.00'],
      ['40', '5', null, '100.00'],
    ],
  },
  {
    scheme: 'the same score from 70 on, with no part at zero',
    rule: all(compare(score, '>=', constant('70')), compare(x, '>', constant('0')), compare(y, '>', constant('0'))),
    figures: [
      ['7', '5', null, true],
      ['7', '0', null, false],
      ['0', '5', null, false],
      ['7', null, null, false],
    ],
  },
  {
    // A page prints 85 and “Gold” above lines that come to this.
    scheme: 'a scorecard whose lines come to 96',
    rule: sum(times(rate('0.25'), x), times(rate('0.10'), y), times(rate('0.05'), z), constant('58.4')),
    figures: [['95', '90', '97', '96.00']],
  },
  {
    scheme: 'a minimum payment of 50 on what was carried and what is earned',
    rule: choose(compare(sum(x, y), '>=', constant('50')), sum(x, y)),
    figures: [
      ['0', '30', null, '0.00'],
      ['30', '25', null, '55.00'],
      ['0', '50', null, '50.00'],
    ],
  },
];
