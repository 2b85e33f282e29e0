/** What a tornado tries: assumptions within their range, and the plan’s own figures a little up and down. */
import type { AssumedFigure } from '../../api/documents/assumptions.ts';
import { RULE_SCALE } from '../../api/documents/decimal.ts';
import { numbers } from '../../present/numbers.ts';
import type { Inputs } from '../../rules/expression.ts';
import type { Distribution } from '../chance/distribution.ts';
import type { UncertainInput } from '../chance/sensitivity.ts';
import { distributionOf, likely } from '../response/figure.ts';
import type { Knobs } from './knobs.ts';
import type { OutlookSource, PlanSource } from './source.ts';

export interface Mover extends UncertainInput {
  readonly label: string;
  write(value: number): string;
  knob(value: number): Partial<Knobs>;
}

/** Where nobody gives a range: so far from the middle lie P10 and P90. */
const USUAL = { growth: 0.05, response: 0.25, spread: 0.25, win: 0.2, figures: 0.1 };
/** More lines than that make a tornado that nobody reads. */
const MOST_LINES = 4;

/** Of a symmetric triangle: P10 and P90 lie this part of its half width from the middle. */
const TENTH = 1 - Math.sqrt(0.2);

function around(middle: number, distance: number): Distribution {
  const half = distance / TENTH;
  return { kind: 'triangular', low: middle - half, likely: middle, high: middle + half };
}

/** The figure’s own range, or the usual one. */
function ranged(figure: AssumedFigure, distance: number): Distribution {
  const own = distributionOf(figure);
  return own.kind === 'certain' ? around(own.value, distance) : own;
}

export function moversOf(source: OutlookSource, locale: string): Mover[] {
  const { assumptions, sales, after } = source;
  const { percent, signed, plain } = numbers(locale);
  const { response, pull, market } = assumptions;
  const movers: Mover[] = [
    {
      id: 'market',
      label: 'Growth of the market',
      distribution: ranged(market.growth, USUAL.growth),
      write: (value) => signed.percent(value, 1),
      knob: (growth) => ({ growth }),
    },
    {
      id: 'spread',
      label: 'Spread of results',
      distribution: around(1, USUAL.spread),
      write: (value) => `${percent(value, 0)} of the past`,
      knob: (spread) => ({ spread: Math.max(spread, 0) }),
    },
  ];
  const coefficient =
    'semiElasticity' in response ? response.semiElasticity : 'elasticity' in response ? response.elasticity : null;
  if (coefficient !== null && after !== 'as-paid') {
    movers.push({
      id: 'response',
      label: 'semiElasticity' in response ? 'Semi-elasticity' : 'Elasticity',
      distribution: ranged(coefficient, Math.abs(likely(coefficient)) * USUAL.response),
      write: (value) => plain(value),
      knob: (moved) => ({ response: moved }),
    });
  }
  if (pull && after !== 'as-paid') {
    movers.push({
      id: 'pull',
      label: 'Pull towards thresholds',
      distribution: ranged(pull.gain, Math.abs(likely(pull.gain)) * USUAL.response),
      write: (value) => percent(value, 1),
      knob: (gain) => ({ gain }),
    });
  }
  if (sales.open.length > 0) {
    movers.push({
      id: 'win',
      label: 'Win chances of open deals',
      distribution: around(1, USUAL.win),
      write: (value) => signed.percent(value - 1, 0),
      knob: (win) => ({ win: Math.max(win, 0) }),
    });
  }
  if (after !== 'as-paid' && after[0]) movers.push(...figureMovers(after[0], locale));
  return movers;
}

const GROUPS = [
  {
    id: 'rates',
    label: 'Rates',
    is: /\.(flat|perUnit|lump|apportion|pays|worth|factor|rate\.rate|bands\.\d+\.rate|surcharges\.\d+\.rate|byLevel\..+|byRegion\..+|linear\.\d+\.rate)$/,
  },
  { id: 'thresholds', label: 'Thresholds', is: /\.(atLeast|above|floor|payFrom|bands\.\d+\.from|linear\.\d+\.at)$/ },
  { id: 'caps', label: 'Caps', is: /\.limits\.cap[A-Z]\w*$/ },
] as const;

/** The figures of a line together, so that its bands keep their shape. */
function figureMovers({ lines }: PlanSource, locale: string): Mover[] {
  const { signed } = numbers(locale);
  return lines.slice(0, MOST_LINES).flatMap(({ compiled: { inputs, line } }) =>
    GROUPS.flatMap(({ id, label, is }): Mover[] => {
      const own = Object.entries(inputs).filter(([name, value]) => is.test(name) && Number(value) !== 0);
      if (own.length === 0) return [];
      return [
        {
          id: `${line.id} ${id}`,
          label: `${label} of ${line.label ?? line.id}`,
          distribution: around(1, USUAL.figures),
          write: (value) => signed.percent(value - 1, 0),
          knob: (factor) => ({ inputs: scaled(own, factor) }),
        },
      ];
    }),
  );
}

function scaled(inputs: readonly (readonly [string, string])[], factor: number): Inputs {
  return Object.fromEntries(
    inputs.map(([name, value]) => [name, factor === 1 ? value : (Number(value) * factor).toFixed(RULE_SCALE)]),
  );
}
