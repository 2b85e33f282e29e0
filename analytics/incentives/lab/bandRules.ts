/** What the bands of a line are asked of and what each pays, as expressions over a unit: the handles of its picture. */
import type { PlanLine, Rate } from '../../api/documents/incentivePlan.ts';
import type { NumberExpression } from '../../rules/expression.ts';
import { SCOPE_BASE } from '../compile.ts';
import type { CompiledLine } from '../compiled.ts';
import { BASELINE, growthParts, MEASURED } from '../compileRate.ts';
import { choose, column, compare, constant, Figures, least, over, subtract, ZERO } from '../expressions.ts';
import { isMarginal } from '../planFigures.ts';

export interface BandRules {
  readonly count: number;
  /** The place of the band reached; −1 below the first. */
  readonly reached: NumberExpression;
  /** What each band pays of a base that several share; null where the band reached pays all. */
  readonly parts: readonly NumberExpression[] | null;
}

/** Null for a rate without bands. */
export function bandRules({ line, index, needs }: CompiledLine): BandRules | null {
  const { rate } = line;
  if (!('bands' in rate) || rate.bands === undefined) return null;
  const figures = new Figures(`lines.${index}`);
  const bands = rate.bands.map((band, place) => ({
    from: figures.input(`rate.bands.${place}.from`, band.from, '', 'money'),
    rate: figures.input(`rate.bands.${place}.rate`, band.rate, '', 'ratio'),
  }));
  const base = countedBase(line, needs.scope ? SCOPE_BASE : 'base', figures);
  if ('growth' in rate) {
    const before = formerBase(rate.growth, figures);
    const grown = subtract(base, before);
    // As growth is compiled: cut downwards, so that an edge is reached exactly when the growth reaches it.
    const reached = bandPlace(over(grown, before, 8, 'floor'), bands);
    return { count: bands.length, reached, parts: isMarginal(rate) ? growthParts(grown, before, bands) : null };
  }
  const reached = bandPlace(rate.on ? measured() : base, bands);
  return {
    count: bands.length,
    reached,
    parts: isMarginal(rate) ? baseParts(rate, base, bands, figures) : null,
  };
}

interface FigureBand {
  readonly from: NumberExpression;
  readonly rate: NumberExpression;
}

function bandPlace(of: NumberExpression, bands: readonly FigureBand[]): NumberExpression {
  const places = bands.map(({ from }, place) => ({ from, value: constant(place) }));
  return { kind: 'band', of, bands: places, below: constant(-1) };
}

function baseParts(
  { pays, payFrom }: Extract<Rate, { how: string }>,
  base: NumberExpression,
  bands: readonly FigureBand[],
  figures: Figures,
): NumberExpression[] {
  const start = payFrom === undefined ? null : figures.input('rate.payFrom', payFrom, '', 'money');
  return bands.map((band, place) => {
    if (pays === 'lump') return choose(compare(base, '>=', band.from), band.rate, ZERO);
    const alone = (of: NumberExpression): NumberExpression => ({
      kind: 'marginal',
      of,
      bands: bands.map((one, other) => (other === place ? one : { ...one, rate: ZERO })),
      scale: 8,
    });
    return start ? subtract(alone(base), alone(least(base, start))) : alone(base);
  });
}

function countedBase({ limits }: PlanLine, name: string, figures: Figures): NumberExpression {
  const base = column(name, '');
  return limits.capBase === undefined
    ? base
    : least(base, figures.input('limits.capBase', limits.capBase, '', 'money'));
}

const measured = (): NumberExpression => ({ kind: 'orElse', of: column(MEASURED, ''), otherwise: ZERO });

function formerBase(growth: string, figures: Figures): NumberExpression {
  return /^-?\d/.test(growth) ? figures.input('rate.growth', growth, '', 'money') : column(BASELINE, '');
}
