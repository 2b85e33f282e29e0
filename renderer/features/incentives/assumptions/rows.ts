/** What is assumed, as rows to be read and changed: each figure with its place, its unit and what it rests on. */
import {
  type AssumedFigure,
  type Assumptions,
  type Evidence,
  USUAL_MARGIN,
} from '../../../../analytics/api/documents/assumptions.ts';
import type { PlanUnit } from '../../../../analytics/api/incentivePlans.ts';

export interface AssumptionRow {
  readonly label: string;
  /** What it means, with the figure as it works. */
  readonly meaning: string;
  /** Path within the assumptions: `response.elasticity`. */
  readonly place: string;
  readonly figure: AssumedFigure | number;
  readonly unit: PlanUnit;
  /** Lowest and highest may be told beside the likeliest. */
  readonly ranged: boolean;
  /** Where its evidence stands; null for what needs none. */
  readonly grounds: {
    readonly place: string;
    readonly evidence: Evidence;
    readonly source?: string | undefined;
  } | null;
  /** Stands beside another figure and can be taken away. */
  readonly extra?: true;
}

/** In the order in which they work: what partners do, what of it is no gain, what it is worth, what else is expected. */
export function assumptionRows(assumed: Assumptions): AssumptionRow[] {
  const { pullForward, cannibalisation, stockpiling, margin, market, carryOver, rampPeriods, fixedCost } = assumed;
  const share = (place: string, label: string, meaning: string, held: { share: AssumedFigure } & Grounds) =>
    row(`${place}.share`, label, meaning, held.share, 'ratio', groundsAt(place, held));
  return [
    ...responseRows(assumed),
    ...pullRows(assumed),
    share('pullForward', 'Pulled forward', 'of the lift would have been sold later', pullForward),
    share('cannibalisation', 'Cannibalised', 'of the lift would have been sold by others', cannibalisation),
    share('stockpiling', 'Stockpiled', 'of the lift lies in stock', stockpiling),
    {
      ...share('margin', 'Margin', 'of revenue, where the ledger has no costs', {
        ...margin,
        share: margin.share ?? USUAL_MARGIN,
      }),
      ranged: false,
    },
    ...Object.entries(margin.byFamily).map(
      ([family, figure]): AssumptionRow => ({
        ...row(`margin.byFamily.${family}`, `Margin of ${family}`, 'of its revenue', figure, 'ratio', null),
        ranged: false,
        extra: true,
      }),
    ),
    row(
      'market.growth',
      'Market growth',
      'a year, beside each partner’s own history',
      market.growth,
      'ratio',
      groundsAt('market', market),
    ),
    row('rampPeriods', 'Full effect after', periodsOf(rampPeriods), rampPeriods, 'count', null),
    ...(carryOver
      ? [
          {
            ...share('carryOver', 'Carried over', 'of the effect is left a period later', carryOver),
            ranged: false,
          },
          row('carryOver.periods', 'Carried over for', periodsOf(carryOver.periods), carryOver.periods, 'count', null),
        ]
      : []),
    { ...row('fixedCost', 'Fixed cost', 'beside payouts', fixedCost, 'money', null), ranged: false },
  ];
}

const periodsOf = (count: number): string => (count === 1 ? 'period' : 'periods');

interface Grounds {
  readonly evidence: Evidence;
  readonly source?: string | undefined;
}

const groundsAt = (place: string, { evidence, source }: Grounds): NonNullable<AssumptionRow['grounds']> => ({
  place: `${place}.evidence`,
  evidence,
  source,
});

function responseRows({ response }: Assumptions): AssumptionRow[] {
  if ('none' in response) return [];
  const grounds = groundsAt('response', response);
  if ('elasticity' in response) {
    return [
      row(
        'response.elasticity',
        'Elasticity of revenue',
        'percent of revenue for one percent of rate',
        response.elasticity,
        'index',
        grounds,
      ),
      ...(response.atZero === undefined
        ? []
        : [
            {
              ...row(
                'response.atZero',
                'From a rate of zero',
                'percent of revenue for a point of rate',
                response.atZero,
                'index',
                null,
              ),
              extra: true,
            } as const,
          ]),
    ];
  }
  if ('semiElasticity' in response) {
    return [
      row(
        'response.semiElasticity',
        'Response to rate',
        'percent of revenue for a point of rate',
        response.semiElasticity,
        'index',
        grounds,
      ),
    ];
  }
  const { most, halfAt, steepness } = response.hill;
  return [
    row('response.hill.most', 'Most lift', 'of revenue, however high the rate', most, 'ratio', grounds),
    { ...row('response.hill.halfAt', 'Half of it at', 'a rate of so much', halfAt, 'ratio', null), ranged: false },
    {
      ...row('response.hill.steepness', 'Steepness', 'how suddenly it comes', steepness, 'index', null),
      ranged: false,
    },
  ];
}

function pullRows({ pull }: Assumptions): AssumptionRow[] {
  if (!pull) return [];
  const grounds = groundsAt('pull', pull);
  return [
    row('pull.gain', 'Pull of a threshold', 'lift of revenue right below it', pull.gain, 'ratio', grounds),
    { ...row('pull.within', 'Begins within', 'of the threshold', pull.within, 'ratio', null), ranged: false },
    {
      ...row('pull.power', 'Power of the pull', 'how late most of it comes', pull.power, 'index', null),
      ranged: false,
    },
    row(
      'pull.coolOffPeriods',
      'Rests for',
      `${periodsOf(pull.coolOffPeriods)} after crossing`,
      pull.coolOffPeriods,
      'count',
      null,
    ),
  ];
}

function row(
  place: string,
  label: string,
  meaning: string,
  figure: AssumedFigure | number,
  unit: PlanUnit,
  grounds: AssumptionRow['grounds'],
): AssumptionRow {
  return { label, meaning, place, figure, unit, ranged: typeof figure !== 'number', grounds };
}

/** How good an assumption is, as it is marked: a letter, a word, and how full the mark is. */
export const GRADES: Readonly<
  Record<Evidence, { readonly mark: string; readonly text: string; readonly guess: boolean }>
> = {
  assumed: { mark: '◐', text: 'C, guess', guess: true },
  analogous: { mark: '◐', text: 'C, analogous', guess: true },
  'own history, weak': { mark: '◑', text: 'B, weak history', guess: false },
  'own history': { mark: '●', text: 'A, own history', guess: false },
};

export const RESPONSES = [
  { value: 'none', text: 'No response: cost only' },
  { value: 'elasticity', text: 'Elasticity' },
  { value: 'semiElasticity', text: 'Semi-elasticity' },
  { value: 'hill', text: 'Saturating (Hill)' },
] as const;
export type ResponseKind = (typeof RESPONSES)[number]['value'];

export function responseKind({ response }: Assumptions): ResponseKind {
  return RESPONSES.find(({ value }) => value in response)?.value ?? 'none';
}

/** A response of another kind: figures to be argued with, graded as guesses. */
export function newResponse(kind: ResponseKind): Assumptions['response'] {
  switch (kind) {
    case 'none':
      return { none: true };
    case 'elasticity':
      return { elasticity: '0.1', atZero: '1', evidence: 'assumed' };
    case 'semiElasticity':
      return { semiElasticity: '1', evidence: 'assumed' };
    case 'hill':
      return { hill: { most: '0.2', halfAt: '0.05', steepness: '1' }, evidence: 'assumed' };
  }
}
