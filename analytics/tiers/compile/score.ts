import type { Measure, MeasureFilter } from '../../api/documents/measure.ts';
import type { Points, Requirement, ScoreTerm } from '../../api/documents/tierProgram.ts';
import type { NumberExpression } from '../../rules/expression.ts';
import type { CompiledRequirement, CompiledScore, CompiledScorePart } from '../compiled.ts';
import type { CompileContext, Standing } from './context.ts';
import { POINTS_SCALE, RATE_SCALE, THRESHOLD_SCALE } from './nodes.ts';

/** Compiles the gate of a term: requirements ask for scores, and scores for requirements. */
export type CompileGate = (
  context: CompileContext,
  gate: Requirement,
  place: string,
  standing: Standing,
) => CompiledRequirement;

/**
 * A score on the rows of a space. A term without a figure brings nothing: points are given for what is shown. Points are
 * rounded to four decimals where a term divides.
 */
export function compileScore(context: CompileContext, id: string, space: number, gates: CompileGate): CompiledScore {
  return context.score(`${space}:${id}`, () => {
    const { nodes, program } = context;
    const index = program.scores.findIndex((score) => score.id === id);
    const score = program.scores[index]!;
    const place = `scores.${index}`;
    const label = score.label ?? score.id;
    const best = score.bestOf.map((other, number): CompiledScorePart => {
      const { points, label } = compileScore(context, other, space, gates);
      return { place: `${place}.bestOf.${number}`, label, points, most: null, measure: null, gate: null, score: other };
    });
    const terms = score.terms.map((term, number) =>
      compileTerm(context, term, `${place}.terms.${number}`, space, gates),
    );
    const parts = [...best, ...terms];
    const points = parts.map((part) => part.points);
    const zero = nodes.constant('0');
    const sum = best.length > 0 ? nodes.max(points) : nodes.add(points);
    const gated = score.requireAllPositive
      ? nodes.choose(nodes.all(points.map((part) => nodes.compare('>', part, zero))), sum, zero)
      : sum;
    const cap = capOf(context, score.cap, `${place}.cap`, `${label}, cap`);
    return { id, label, parts, points: cap ? nodes.min([gated, cap]) : gated };
  });
}

/** min(cap, weight × points), once the gate holds. */
function compileTerm(
  context: CompileContext,
  term: ScoreTerm,
  place: string,
  space: number,
  gates: CompileGate,
): CompiledScorePart {
  const { nodes } = context;
  const label = term.label ?? term.id;
  const planned = context.plan(term.measure);
  const value = context.column(planned, space);
  const { points, most } = pointsOf(context, term, `${place}.points`, label, space);
  const weight =
    Number(term.weight) === 1
      ? null
      : nodes.input(`${place}.weight`, term.weight, { label: `${label}, weight`, scale: RATE_SCALE });
  const weighted = (figure: NumberExpression) => (weight ? nodes.multiply(figure, weight, POINTS_SCALE) : figure);
  const cap = capOf(context, term.cap, `${place}.cap`, `${label}, cap`);
  const capped = cap ? nodes.min([weighted(points), cap]) : weighted(points);
  const limits = [...(most ? [weighted(most)] : []), ...(cap ? [cap] : [])];
  const gate = term.gate ? gates(context, term.gate, `${place}.gate`, { level: -1, space, negated: false }) : null;
  return {
    place,
    label,
    points: gate ? nodes.choose(gate.entry, capped, nodes.constant('0')) : capped,
    most: limits.length > 0 ? nodes.min(limits) : null,
    measure: { planned, value },
    gate,
    score: null,
  };
}

function capOf(
  context: CompileContext,
  cap: string | undefined,
  place: string,
  label: string,
): NumberExpression | null {
  if (cap === undefined) return null;
  return context.nodes.input(place, cap, { label, scale: POINTS_SCALE, shown: 'points' });
}

/** Points before weight and cap, and the most that they can be where the measure alone cannot raise them further. */
function pointsOf(
  context: CompileContext,
  { measure, points }: ScoreTerm,
  place: string,
  label: string,
  space: number,
): { readonly points: NumberExpression; readonly most: NumberExpression | null } {
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
    return { points: nodes.divide(nodes.multiply(reached, full, POINTS_SCALE), at, POINTS_SCALE), most: full };
  }
  if ('steps' in points) {
    const bands = points.steps.map((step, index) => ({
      from: unit(`steps.${index}.from`, step.from, `step ${index + 1}`),
      value: input(`steps.${index}.points`, step.points, `points of step ${index + 1}`),
    }));
    return { points: nodes.band(figure, bands, zero), most: nodes.max(bands.map(({ value }) => value)) };
  }
  const counted = weightedRows(context, measure, points, { place, label, space });
  const each = input('each', points.each, 'points each');
  const per = unit('per', points.per, 'per');
  const units = points.whole
    ? nodes.multiply(nodes.divide(counted, per, 0, 'floor'), each, POINTS_SCALE)
    : nodes.divide(nodes.multiply(counted, each, POINTS_SCALE), per, POINTS_SCALE);
  return { points: units, most: null };
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
