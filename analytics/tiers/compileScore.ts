import type { Measure, MeasureFilter } from '../api/documents/measure.ts';
import type { Points, ScoreTerm } from '../api/documents/tierProgram.ts';
import type { NumberExpression } from '../rules/expression.ts';
import type { CompileContext } from './compileContext.ts';
import { POINTS_SCALE, RATE_SCALE, THRESHOLD_SCALE } from './compileNodes.ts';
import { compileRequirement } from './compileRequirement.ts';

/**
 * The points of a score on the rows of a space. A term without a figure brings nothing: points are given for what is
 * shown. Points are rounded to four decimals where a term divides.
 */
export function scorePoints(context: CompileContext, id: string, space: number): NumberExpression {
  return context.score(`${space}:${id}`, () => {
    const { nodes, program } = context;
    const index = program.scores.findIndex((score) => score.id === id);
    const score = program.scores[index]!;
    const place = `scores.${index}`;
    const label = score.label ?? score.id;
    const parts =
      score.bestOf.length > 0
        ? score.bestOf.map((other) => scorePoints(context, other, space))
        : score.terms.map((term, number) => termPoints(context, term, `${place}.terms.${number}`, space));
    const zero = nodes.constant('0');
    const sum = score.bestOf.length > 0 ? nodes.max(parts) : nodes.add(parts);
    const gated = score.requireAllPositive
      ? nodes.choose(nodes.all(parts.map((part) => nodes.compare('>', part, zero))), sum, zero)
      : sum;
    return capped(context, gated, score.cap, `${place}.cap`, `${label}, cap`);
  });
}

/** min(cap, weight × points), once the gate holds. */
function termPoints(context: CompileContext, term: ScoreTerm, place: string, space: number): NumberExpression {
  const { nodes } = context;
  const label = term.label ?? term.id;
  const points = pointsOf(context, term, `${place}.points`, label, space);
  const weighted =
    Number(term.weight) === 1
      ? points
      : nodes.multiply(
          points,
          nodes.input(`${place}.weight`, term.weight, { label: `${label}, weight`, scale: RATE_SCALE }),
          POINTS_SCALE,
        );
  const most = capped(context, weighted, term.cap, `${place}.cap`, `${label}, cap`);
  if (!term.gate) return most;
  const gate = compileRequirement(context, term.gate, `${place}.gate`, { level: -1, space, negated: false });
  return nodes.choose(gate.entry, most, nodes.constant('0'));
}

function capped(
  context: CompileContext,
  points: NumberExpression,
  cap: string | undefined,
  place: string,
  label: string,
) {
  if (cap === undefined) return points;
  const { nodes } = context;
  return nodes.min([points, nodes.input(place, cap, { label, scale: POINTS_SCALE, shown: 'points' })]);
}

function pointsOf(
  context: CompileContext,
  { measure, points }: ScoreTerm,
  place: string,
  label: string,
  space: number,
): NumberExpression {
  const { nodes } = context;
  const zero = nodes.constant('0');
  const figure = nodes.orElse(context.column(context.plan(measure), space), zero);
  const shown = context.plan(measure).unit;
  const input = (key: string, value: string, what: string) =>
    nodes.input(`${place}.${key}`, value, { label: `${label}, ${what}`, scale: POINTS_SCALE, shown: 'points' });
  const unit = (key: string, value: string, what: string) =>
    nodes.input(`${place}.${key}`, value, { label: `${label}, ${what}`, scale: THRESHOLD_SCALE, shown });

  if ('full' in points) {
    const [full, at] = [input('full', points.full, 'full points'), unit('at', points.at, 'full points at')];
    // Multiplied before it is divided: a tenth of 20 points at 7 of 10 is then exact.
    const reached = nodes.max([zero, nodes.min([figure, at])]);
    return nodes.divide(nodes.multiply(reached, full, POINTS_SCALE), at, POINTS_SCALE);
  }
  if ('steps' in points) {
    const bands = points.steps.map((step, index) => ({
      from: unit(`steps.${index}.from`, step.from, `step ${index + 1}`),
      value: input(`steps.${index}.points`, step.points, `points of step ${index + 1}`),
    }));
    return nodes.band(figure, bands, zero);
  }
  const counted = weightedRows(context, measure, points, { place, label, space });
  const each = input('each', points.each, 'points each');
  const per = unit('per', points.per, 'per');
  if (points.whole) return nodes.multiply(nodes.divide(counted, per, 0, 'floor'), each, POINTS_SCALE);
  return nodes.divide(nodes.multiply(counted, each, POINTS_SCALE), per, POINTS_SCALE);
}

/**
 * The measure with some rows counted several times. Rows of several multipliers multiply: Σ over sets of multipliers of
 * Π(factor − 1) × the measure of the rows that match all of the set, the empty set being all rows.
 */
function weightedRows(
  context: CompileContext,
  measure: Measure,
  { multipliers }: Extract<Points, { each: string }>,
  { place, label, space }: { readonly place: string; readonly label: string; readonly space: number },
): NumberExpression {
  const { nodes } = context;
  const zero = nodes.constant('0');
  const extra = multipliers.map(({ factor }, index) => {
    const about = { label: `${label}, factor ${index + 1}`, scale: RATE_SCALE, shown: 'factor' } as const;
    return nodes.subtract([nodes.input(`${place}.multipliers.${index}.factor`, factor, about), nodes.constant('1')]);
  });
  const parts: NumberExpression[] = [];
  for (let set = 0; set < 1 << multipliers.length; set++) {
    const chosen = multipliers.map((_, index) => index).filter((index) => (set & (1 << index)) !== 0);
    const filter: MeasureFilter[] = chosen.flatMap((index) => multipliers[index]!.filter);
    const rows = filter.length === 0 ? measure : { ...measure, filter: [...measure.filter, ...filter] };
    const figure = nodes.orElse(context.column(context.plan(rows), space), zero);
    parts.push(chosen.reduce((product, index) => nodes.multiply(product, extra[index]!, POINTS_SCALE), figure));
  }
  return nodes.add(parts);
}
