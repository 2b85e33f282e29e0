/** A program read from a real store both ways: by the kernel on columns of measures, and by SQL. */
import { type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import type { MeasureTable } from '../../../analytics/metrics/measures/measureTable.ts';
import { readMeasures } from '../../../analytics/metrics/measures/readMeasures.ts';
import { levelsInForce, readRoster } from '../../../analytics/metrics/roster.ts';
import { needProgram } from '../../../analytics/tiers/check.ts';
import { compileProgram } from '../../../analytics/tiers/compile.ts';
import type { CompiledProgram } from '../../../analytics/tiers/compiled.ts';
import { readEvaluation } from '../../../analytics/tiers/evaluate/record.ts';
import { tablesNeeded } from '../../../analytics/tiers/evaluate/rows.ts';
import { readPartnerTraits, type TraitsRequest, waivedNames } from '../../../analytics/tiers/evaluate/traits.ts';
import { type Evaluation, Evaluator, evaluationData, type LevelMasks } from '../../../analytics/tiers/evaluate.ts';

export interface ReadOptions extends Partial<Pick<TraitsRequest, 'attestations' | 'exceptions'>> {
  readonly asOfs: readonly string[];
}

export async function readings(context: QueryContext, input: TierProgramInput, options: ReadOptions) {
  const program = needProgram(JSON.parse(JSON.stringify(input)), context.network);
  const { asOfs, attestations = [], exceptions = [] } = options;
  const partners = await readRoster(context, { on: asOfs.at(-1)!, where: tierProgram.parse(input).where });
  const ids = partners.map(({ id }) => id);
  const compiled = compileProgram(program, context.network, { waived: waivedNames(exceptions) });
  const levels = await Promise.all(asOfs.map((on) => levelsInForce(context, { on, partners: ids })));
  const request = { asOfs, partners, levels, attestations, exceptions };
  const traits = await readPartnerTraits(context, compiled, request);
  const tables: MeasureTable[] = [];
  for (const need of tablesNeeded(compiled, asOfs, context.network)) {
    tables.push(await readMeasures(context, { ...need, partners: ids }));
  }
  const data = evaluationData(compiled, context.network, tables, traits);
  const evaluator = new Evaluator(compiled);
  const kernel = evaluator.run(data);
  const record = await readEvaluation(context, compiled, { asOfs, traits });
  return { program, compiled, partners, traits, data, evaluator, kernel, record, levelsOf: named(program.levels, ids) };
}

/** Masks as numbers, to compare with one another. */
export function plain({ entry, keep }: LevelMasks): { entry: number[][]; keep: number[][] } {
  return { entry: entry.map((day) => [...day]), keep: keep.map((day) => [...day]) };
}

/** Every figure and verdict of every test, score and benefit. */
export function details({ tests, scores, benefits }: CompiledProgram, evaluation: Evaluation) {
  return {
    tests: tests.map((_, index) => {
      const { value, entry, exit, met, kept } = evaluation.test(index);
      return [value, entry, exit, met, kept].map((column) => [...column]);
    }),
    scores: scores.map(({ id }) => [...evaluation.score(id)]),
    benefits: benefits.map((_, index) => [...evaluation.benefit(index)]),
  };
}

/** The highest level of each partner on a day, by id; null for none. */
function named(levels: readonly { readonly id: string }[], ids: readonly string[]) {
  return (masks: readonly Uint32Array[], day = 0): Record<string, string | null> =>
    Object.fromEntries(ids.map((id, index) => [id, levels[31 - Math.clz32(masks[day]![index]!)]?.id ?? null]));
}
