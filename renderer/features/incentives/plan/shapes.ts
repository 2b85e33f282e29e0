/** Ways in which a line can pay: each with figures to begin with, and lines that pay in another way than they did. */
import { type IncentivePlan, incentivePlan, type PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { freeId } from './names.ts';

type RateInput = Readonly<Record<string, unknown>>;

export interface Shape {
  readonly id: string;
  /** As it is offered: `Bands of bookings`. */
  readonly label: string;
  /** As it stands beside the name of a line: `by bands`. */
  readonly short: string;
  readonly rate: RateInput;
  /** Pays money for what is counted, and so needs a base that is. */
  readonly counted?: true;
  readonly is: (rate: PlanLine['rate']) => boolean;
}

const edges = (...pairs: readonly (readonly [from: string, rate: string])[]) =>
  pairs.map(([from, rate]) => ({ from, rate }));

const bandsThatPay = (pays: string) => (rate: PlanLine['rate']) =>
  'bands' in rate && !('growth' in rate) && rate.pays === pays;

export const SHAPES: readonly Shape[] = [
  {
    id: 'flat',
    label: 'A share of what counts',
    short: 'a share',
    rate: { flat: '0.03' },
    is: (rate) => 'flat' in rate,
  },
  {
    id: 'bands',
    label: 'Bands of bookings',
    short: 'by bands',
    rate: { bands: edges(['0', '0.02'], ['500000', '0.03'], ['1000000', '0.05']), how: 'marginal', pays: 'share' },
    is: bandsThatPay('share'),
  },
  {
    id: 'growth',
    label: 'Growth on a year ago, by bands',
    short: 'growth by bands',
    rate: {
      growth: 'year-ago',
      bands: edges(['0.05', '0.04'], ['0.25', '0.08']),
      atLeast: '0',
      payOnlyGrowth: true,
    },
    is: (rate) => 'growth' in rate && rate.bands !== undefined,
  },
  {
    id: 'growth-rate',
    label: 'Growth on a year ago, at one rate',
    short: 'growth',
    rate: { growth: 'year-ago', rate: '0.05', atLeast: '0.05', payOnlyGrowth: true },
    is: (rate) => 'growth' in rate && rate.rate !== undefined,
  },
  {
    id: 'levels',
    label: 'A rate by level',
    short: 'by level',
    rate: { byLevel: {} },
    is: (rate) => 'byLevel' in rate,
  },
  {
    id: 'regions',
    label: 'A rate by region group',
    short: 'by region',
    rate: { byRegion: { else: '0.03' } },
    is: (rate) => 'byRegion' in rate,
  },
  {
    id: 'linear',
    label: 'A rate that rises between two targets',
    short: 'rising',
    rate: {
      linear: [
        { at: '250000', rate: '0.02' },
        { at: '1000000', rate: '0.05' },
      ],
    },
    is: (rate) => 'linear' in rate,
  },
  {
    id: 'every',
    label: 'So much for every full amount',
    short: 'for every amount',
    rate: { every: '100000', pays: '2000', above: '0' },
    is: (rate) => 'every' in rate,
  },
  {
    id: 'points',
    label: 'Points, and what a point is worth',
    short: 'points',
    rate: { points: '1', per: '100', worth: '1' },
    is: (rate) => 'points' in rate,
  },
  {
    id: 'unit',
    label: 'Money for each unit',
    short: 'per unit',
    rate: { perUnit: '10' },
    counted: true,
    is: (rate) => 'perUnit' in rate,
  },
  {
    id: 'unit-bands',
    label: 'Bands of units, money for each',
    short: 'per unit by bands',
    rate: { bands: edges(['0', '10'], ['100', '15']), how: 'marginal', pays: 'perUnit' },
    counted: true,
    is: bandsThatPay('perUnit'),
  },
  {
    id: 'lump',
    label: 'A sum once bookings reach an amount',
    short: 'a sum',
    rate: { lump: '5000', atLeast: '250000' },
    is: (rate) => 'lump' in rate,
  },
  {
    id: 'lump-bands',
    label: 'A sum for the band reached',
    short: 'a sum by bands',
    rate: { bands: edges(['250000', '5000'], ['500000', '12000']), how: 'retroactive', pays: 'lump' },
    is: bandsThatPay('lump'),
  },
  {
    id: 'apportion',
    label: 'A yearly sum in equal parts',
    short: 'a yearly sum',
    rate: { apportion: '40000', over: 4, atLeast: '0' },
    is: (rate) => 'apportion' in rate,
  },
];

export const shapeOf = ({ rate }: Pick<PlanLine, 'rate'>): Shape => SHAPES.find(({ is }) => is(rate)) ?? SHAPES[0]!;

const COUNTED: ReadonlySet<PlanLine['on']['base']> = new Set(['quantity', 'count']);
/** They pay sums of money, whatever is counted. */
const SUMS: ReadonlySet<string> = new Set(['lump', 'lump-bands', 'apportion', 'every', 'points']);
const PARTS_OF_A_YEAR: Partial<Record<PlanLine['period'], number>> = { month: 12, quarter: 4, 'half-year': 2, year: 1 };

/**
 * The line paying in another way, with figures to begin with; what cannot stand with it goes. Edges of bands stay where they
 * are edges of the same thing.
 * @param levels of the network, for rates by level
 */
export function withShape(line: PlanLine, shape: Shape, levels: readonly string[]): PlanLine {
  const counts = COUNTED.has(line.on.base);
  const fits = SUMS.has(shape.id) || (shape.counted ?? false) === counts || 'growth' in shape.rate;
  const on = fits ? line.on : { ...line.on, base: shape.counted ? ('quantity' as const) : ('amount' as const) };
  const grows = 'growth' in shape.rate;
  const sums = SUMS.has(shape.id) && shape.id !== 'points';
  const { capRate: _, ...uncapped } = line.limits;
  return {
    ...line,
    on,
    rate: rateOf(line, shape, levels),
    scope: grows && (line.scope === 'line' || line.scope === 'deal') ? 'partner' : line.scope,
    ...(sums ? { surcharges: [], limits: uncapped } : {}),
  };
}

function rateOf(line: PlanLine, { id, rate }: Shape, levels: readonly string[]): PlanLine['rate'] {
  const begun = structuredClone(rate) as PlanLine['rate'];
  if ('byLevel' in begun) return { byLevel: levelRates(levels) };
  if ('apportion' in begun) return { ...begun, over: PARTS_OF_A_YEAR[line.period] ?? 1 };
  const before = line.rate;
  const keepsEdges =
    (id === 'bands' || id === 'lump-bands') && 'bands' in before && !('growth' in before) && before.pays !== 'perUnit';
  if (!keepsEdges || !('bands' in begun) || !begun.bands) return begun;
  const rates = begun.bands.map(({ rate: paid }) => paid);
  return {
    ...begun,
    bands: (before.bands ?? []).map(({ from }, at) => ({ from, rate: rates[Math.min(at, rates.length - 1)]! })),
  } as PlanLine['rate'];
}

/** A point less for each level further down. */
function levelRates(levels: readonly string[]): Readonly<Record<string, string>> {
  const named = levels.length > 0 ? levels : ['Gold', 'Silver'];
  return Object.fromEntries(named.map((level, at) => [level, String((at + 2) / 100)]));
}

/** The line paid on something else; what is counted is paid by the unit, and what is money by a share. */
export function withBase(line: PlanLine, base: PlanLine['on']['base'], levels: readonly string[]): PlanLine {
  const changed = { ...line, on: { ...line.on, base } };
  const { id } = shapeOf(line);
  const counts = COUNTED.has(base);
  if (counts === COUNTED.has(line.on.base)) return changed;
  const other = counts ? { flat: 'unit', bands: 'unit-bands' }[id] : { unit: 'flat', 'unit-bands': 'bands' }[id];
  const shape = SHAPES.find((one) => one.id === other);
  return shape ? withShape(changed, shape, levels) : changed;
}

/** A line more at the end of the plan. */
export function withNewLine(plan: IncentivePlan, shape: Shape, levels: readonly string[]): IncentivePlan {
  const rate = 'byLevel' in shape.rate ? { byLevel: levelRates(levels) } : shape.rate;
  const raw = {
    id: freeId(plan.lines, shape.id),
    label: shape.label,
    kind: plan.lines[0]?.kind ?? 'rebate',
    rate,
    ...(shape.counted ? { on: { base: 'quantity' } } : {}),
  };
  const { lines } = incentivePlan.parse({ id: 'new', name: 'New', lines: [raw] });
  return { ...plan, lines: [...plan.lines, ...lines] };
}
