import type { TierProgram } from '../api/documents/tierProgram.ts';
import type { Network } from '../network/network.ts';
import type { Condition } from '../rules/expression.ts';
import { compileBenefit } from './compile/benefit.ts';
import { CompileContext, type Standing } from './compile/context.ts';
import { compileRequirement } from './compile/requirement.ts';
import { compileScore } from './compile/score.ts';
import type { CompiledLevel, CompiledProgram } from './compiled.ts';

export interface CompileOptions {
  /** Requirements that registered exceptions waive, as they name them; see `waivedNames`. */
  readonly waived?: Iterable<string>;
}

/**
 * A checked program as measures to read and conditions to evaluate. Thresholds are inputs beside the conditions, so
 * moving one compiles nothing anew: only `inputs` change.
 * @throws QuarterdeckError when a measure cannot be answered on this network (`needProgram` says so beforehand).
 */
export function compileProgram(
  program: TierProgram,
  network: Network,
  { waived = [] }: CompileOptions = {},
): CompiledProgram {
  const names = new Set([...waived].map((name) => name.toLowerCase()));
  const context = new CompileContext(program, network, names);
  const own = program.levels.map((_, index) => compileLevel(context, index));
  const levels = program.requireLower ? own.map((level, index) => withLower(context, own, level, index)) : own;
  const scores = program.scores.map(({ id }) => compileScore(context, id, -1, compileRequirement));
  const benefits = program.levels.flatMap((level, index) =>
    level.benefits.flatMap((benefit, number) =>
      compileBenefit(context, benefit, `levels.${index}.benefits.${number}`, index),
    ),
  );
  return {
    program,
    measures: context.measuresOf(-1),
    ranks: context.ranks,
    levels,
    tests: context.tests,
    scores,
    benefits,
    held: context.held,
    flags: context.flags,
    inputs: context.nodes.inputs,
  };
}

/** The main way up and the tracks: the best way counts. A level that only tracks ask something for has no other way. */
function compileLevel(context: CompileContext, index: number): CompiledLevel {
  const { nodes, program } = context;
  const level = program.levels[index]!;
  const place = `levels.${index}`;
  const standing: Standing = { level: index, space: -1, negated: false };
  const compiled = (key: 'requirement' | 'keep') =>
    level[key] ? compileRequirement(context, level[key], `${place}.${key}`, standing) : null;
  const requirement = compiled('requirement');
  const keepRequirement = compiled('keep');
  const tracks = program.tracks.flatMap(({ id, label = id, where, requirements }, number) => {
    const asked = requirements[level.id];
    if (!asked) return [];
    const open: Condition =
      where.length === 0 ? nodes.always(true) : context.flag(`track:${id}`, label, { kind: 'filter', where });
    const way = compileRequirement(context, asked, `tracks.${number}.requirements.${level.id}`, standing);
    return [{ id, label, open, requirement: way }];
  });
  const ways = (reading: 'entry' | 'keep') => tracks.map((way) => nodes.all([way.open, way.requirement[reading]]));
  const free = requirement === null && tracks.length === 0;
  const main = (condition: Condition | undefined) => (condition ? [condition] : free ? [nodes.always(true)] : []);
  const entry = nodes.any([...main(requirement?.entry), ...ways('entry')]);
  const keep = nodes.any([...main((keepRequirement ?? requirement)?.keep), ...ways('keep')]);
  const invitation = level.invitation
    ? compileRequirement(context, { attested: level.invitation }, `${place}.invitation`, standing)
    : null;
  return {
    id: level.id,
    label: level.label ?? level.id,
    entry: invitation ? nodes.all([invitation.entry, entry]) : entry,
    keep,
    requirement,
    keepRequirement,
    tracks,
    invitation,
  };
}

function withLower(
  { nodes }: CompileContext,
  levels: readonly CompiledLevel[],
  level: CompiledLevel,
  index: number,
): CompiledLevel {
  const below = levels.slice(0, index + 1);
  return {
    ...level,
    entry: nodes.all(below.map(({ entry }) => entry)),
    keep: nodes.all(below.map(({ keep }) => keep)),
  };
}
