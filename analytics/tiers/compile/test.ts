import type { MetricTest, RankTest, ScoreTest } from '../../api/documents/tierProgram.ts';
import type { NumberExpression, Shown } from '../../rules/expression.ts';
import type { CompiledHandle, CompiledScore, CompiledTest } from '../compiled.ts';
import { nounOf } from '../words.ts';
import type { CompileContext, Standing } from './context.ts';
import { POINTS_SCALE, RATE_SCALE, THRESHOLD_SCALE } from './nodes.ts';

type Threshold = Pick<
  MetricTest | ScoreTest,
  'op' | 'value' | 'valueByRegion' | 'exitValue' | 'exitValueByRegion' | 'entryOnly'
>;

/** A metric against a threshold; the index of the test in the context. */
export function compileMetricTest(context: CompileContext, test: MetricTest, place: string, standing: Standing) {
  const planned = context.plan(context.measure(test));
  return compare(context, test, place, standing, {
    value: context.column(planned, standing.space),
    measure: planned.key,
    label: test.label ?? planned.label,
    noun: nounOf(test.label ?? planned.label, test.label ? undefined : test.metric),
    unit: planned.unit,
    names: [test.label, test.metric, planned.label],
  });
}

export function compileScoreTest(
  context: CompileContext,
  test: ScoreTest,
  place: string,
  standing: Standing,
  score: CompiledScore,
): number {
  const label = test.label ?? score.label;
  return compare(context, test, place, standing, {
    value: score.points,
    measure: `score:${score.id}`,
    label,
    noun: nounOf(label),
    unit: 'points',
    names: [test.label, score.id, score.label],
  });
}

/**
 * A place among peers. Of n peers, the best share s are the places up to ⌈s·n⌉, so that the best one is always among
 * them, and the worst share s the places after ⌈(1 − s)·n⌉, so that never more than the share fall out.
 */
export function compileRankTest(context: CompileContext, test: RankTest, place: string, standing: Standing): number {
  const { nodes } = context;
  const planned = context.plan(test.rank);
  const rank = context.rank(planned, test.scope, standing.space);
  const label = test.label ?? `Place by ${nounOf(planned.label, test.rank.metric)}`;
  const value = nodes.column(rank.name, { label: `place by ${planned.words}`, scale: 0, shown: 'count' });
  const peers = nodes.column(rank.peers, { label: 'partners with a figure', scale: 0, shown: 'count' });
  const about = inputLabel(context, place, standing, label);
  const share = (key: 'topShare' | 'notBottomShare') =>
    nodes.input(`${place}.${key}`, decimalOf(test[key]!), { label: about, scale: RATE_SCALE, shown: 'ratio' });
  const key = test.top !== undefined ? 'top' : test.topShare !== undefined ? 'topShare' : 'notBottomShare';
  const best = () =>
    key === 'topShare' ? share('topShare') : nodes.subtract([nodes.constant('1'), share('notBottomShare')]);
  const last =
    key === 'top'
      ? nodes.input(`${place}.top`, String(test.top), { label: about, scale: 0, shown: 'count' })
      : nodes.ceiling(nodes.multiply(best(), peers, RATE_SCALE));
  const condition = nodes.compare('<=', value, last);
  const met = context.waivable(condition, [test.label, test.rank.metric, planned.label], standing);
  return push(context, {
    place,
    level: standing.level,
    label,
    noun: nounOf(label),
    unit: 'place',
    sign: '<=',
    value,
    entry: last,
    exit: last,
    peers,
    measure: rank.name,
    handles: [{ place: `${place}.${key}`, group: null }],
    met,
    kept: met,
    space: standing.space,
  });
}

interface About {
  readonly value: NumberExpression;
  readonly measure: string;
  readonly label: string;
  readonly noun: string;
  readonly unit: Exclude<CompiledTest['unit'], 'place'>;
  readonly names: readonly (string | undefined)[];
}

function compare(
  context: CompileContext,
  test: Threshold,
  place: string,
  standing: Standing,
  { value, measure, label, noun, unit, names }: About,
): number {
  const { nodes } = context;
  const about = {
    label: inputLabel(context, place, standing, noun),
    scale: unit === 'points' ? POINTS_SCALE : THRESHOLD_SCALE,
    shown: unit as Shown,
  } as const;
  const { figure: entry, handles } = byRegion(context, test.value, test.valueByRegion, about, {
    single: `${place}.value`,
    groups: `${place}.valueByRegion`,
    otherwise: () => nodes.missing(),
  });
  const asymmetric = test.exitValue !== undefined || test.exitValueByRegion !== undefined;
  const { figure: exit } = asymmetric
    ? byRegion(context, test.exitValue, test.exitValueByRegion, about, {
        single: `${place}.exitValue`,
        groups: `${place}.exitValueByRegion`,
        otherwise: () => entry,
      })
    : { figure: entry };
  const met = nodes.compare(test.op, value, entry);
  const kept = test.entryOnly ? nodes.always(!standing.negated) : nodes.compare(test.op, value, exit);
  return push(context, {
    place,
    level: standing.level,
    label,
    noun,
    unit,
    sign: test.op,
    value,
    entry,
    exit,
    measure,
    handles,
    met: context.waivable(met, names, standing),
    kept: context.waivable(kept, names, standing),
    space: standing.space,
  });
}

/** One figure for all, or the one of the first region group that the partner belongs to. */
export function byRegion(
  context: CompileContext,
  value: string | undefined,
  values: Readonly<Record<string, string>> | undefined,
  about: Parameters<CompileContext['nodes']['input']>[2],
  where: { readonly single: string; readonly groups: string; otherwise(): NumberExpression },
): { readonly figure: NumberExpression; readonly handles: CompiledHandle[] } {
  const { nodes, program } = context;
  if (value !== undefined) {
    return { figure: nodes.input(where.single, value, about), handles: [{ place: where.single, group: null }] };
  }
  const of = (group: string) => {
    const label = group === 'else' ? about.label : `${about.label}, ${group}`;
    return nodes.input(`${where.groups}.${group}`, values![group]!, { ...about, label });
  };
  const named = Object.keys(program.regionGroups).filter((group) => values?.[group] !== undefined);
  const rest = values?.else === undefined ? where.otherwise() : of('else');
  const figure = named.reduceRight((below, group) => nodes.choose(context.group(group), of(group), below), rest);
  const groups = values?.else === undefined ? named : [...named, 'else'];
  return { figure, handles: groups.map((group) => ({ place: `${where.groups}.${group}`, group })) };
}

/** Named by the level; a figure of a definition is one for all levels that use it. */
function inputLabel({ program }: CompileContext, place: string, { level }: Standing, about: string): string {
  const [list, name] = place.split('.');
  if (list === 'definitions') return `${name}, ${about}`;
  const found = program.levels[level];
  return found ? `${found.label ?? found.id}, ${about}` : about;
}

/** The shortest plain text of a share that came as a number. */
function decimalOf(share: number): string {
  return share.toFixed(RATE_SCALE).replace(/\.?0+$/, '');
}

function push(context: CompileContext, test: CompiledTest): number {
  context.tests.push(test);
  return context.tests.length - 1;
}
