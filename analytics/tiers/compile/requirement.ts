import type { Requirement } from '../../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { windowWords } from '../../metrics/measures/windows.ts';
import type { Condition } from '../../rules/expression.ts';
import type { CompiledHeld, CompiledRequirement } from '../compiled.ts';
import { groupWords, sliceWords } from '../words.ts';
import type { CompileContext, Standing } from './context.ts';
import { compileScore } from './score.ts';
import { compileMetricTest, compileRankTest, compileScoreTest } from './test.ts';

/**
 * A requirement with its two readings: what it takes to enter, and what it takes to stay. They are the same node where
 * nothing in it tells the two apart.
 */
export function compileRequirement(
  context: CompileContext,
  requirement: Requirement,
  place: string,
  standing: Standing,
): CompiledRequirement {
  const { nodes } = context;
  if ('use' in requirement) {
    return compileRequirement(
      context,
      context.program.definitions[requirement.use]!,
      `definitions.${requirement.use}`,
      standing,
    );
  }
  if ('metric' in requirement) return tested(context, compileMetricTest(context, requirement, place, standing));
  if ('score' in requirement) {
    const score = compileScore(context, requirement.score, standing.space, compileRequirement);
    return tested(context, compileScoreTest(context, requirement, place, standing, score));
  }
  if ('rank' in requirement) return tested(context, compileRankTest(context, requirement, place, standing));
  if ('attested' in requirement) {
    const label = requirement.label ?? requirement.attested;
    const held = context.waivable(context.attested(requirement.attested), [label, requirement.attested], standing);
    return { kind: 'test', place, label, entry: held, keep: held, of: [], count: 0, test: -1, space: standing.space };
  }
  if ('anyDay' in requirement) {
    const space = { kind: 'days', within: requirement.within } as const;
    const label = requirement.label ?? `On a day of ${windowWords(requirement.within, context.locale)}`;
    return onOtherRows(context, requirement.anyDay, `${place}.anyDay`, { place, label, space, standing });
  }
  if ('inAny' in requirement) {
    const space = { kind: 'slice', dim: requirement.inAny } as const;
    const label = requirement.label ?? `In at least one ${sliceWords(requirement.inAny)}`;
    return onOtherRows(context, requirement.requirement, `${place}.requirement`, { place, label, space, standing });
  }

  const group = (
    kind: 'all' | 'any' | 'atLeast' | 'not',
    of: readonly CompiledRequirement[],
    count: number,
    join: (parts: readonly Condition[]) => Condition,
    label: string,
  ): CompiledRequirement => {
    const waivable = (condition: Condition) => context.waivable(condition, [requirement.label], standing);
    const entry = waivable(join(of.map((part) => part.entry)));
    const keep = waivable(join(of.map((part) => part.keep)));
    return { kind, place, label, entry, keep, of, count, test: -1, space: standing.space };
  };
  const parts = (list: readonly Requirement[], key: string) =>
    list.map((part, index) => compileRequirement(context, part, `${place}.${key}.${index}`, standing));

  const label = groupWords;
  if ('all' in requirement) {
    const of = parts(requirement.all, 'all');
    return group('all', of, of.length, (conditions) => nodes.all(conditions), label(requirement));
  }
  if ('any' in requirement) {
    return group('any', parts(requirement.any, 'any'), 1, (of) => nodes.any(of), label(requirement));
  }
  if ('atLeast' in requirement) {
    const { atLeast: count } = requirement;
    return group('atLeast', parts(requirement.of, 'of'), count, (of) => nodes.atLeast(count, of), label(requirement));
  }
  const opposite = { ...standing, negated: !standing.negated };
  const inner = compileRequirement(context, requirement.not, `${place}.not`, opposite);
  return group('not', [inner], 0, ([of]) => nodes.not(of!), label(requirement));
}

/** A comparison as a requirement. */
function tested({ tests }: CompileContext, index: number): CompiledRequirement {
  const { place, label, met, kept, space } = tests[index]!;
  return { kind: 'test', place, label, entry: met, keep: kept, of: [], count: 0, test: index, space };
}

/** What holds on one of several other rows of the partner becomes a flag. */
function onOtherRows(
  context: CompileContext,
  inner: Requirement,
  innerPlace: string,
  about: {
    readonly place: string;
    readonly label: string;
    readonly space: CompiledHeld['space'];
    readonly standing: Standing;
  },
): CompiledRequirement {
  const { place, label, space, standing } = about;
  if (standing.space !== -1) {
    throw new QuarterdeckError(
      'program-invalid',
      `${place}: “anyDay” and “inAny” cannot stand inside of each other. Put them side by side in “all”.`,
    );
  }
  const name = (reading: 'entry' | 'keep') => `held:${place}:${reading}${context.waiverKey(standing)}`;
  const index = context.heldIndex(name('entry'));
  const part = compileRequirement(context, inner, innerPlace, { ...standing, space: index });
  const entry = context.hold(name('entry'), label, space, part.entry, index);
  const keep = part.keep === part.entry ? entry : context.hold(name('keep'), label, space, part.keep, index);
  return { kind: 'test', place, label, entry, keep, of: [part], count: 1, test: -1, space: standing.space };
}
