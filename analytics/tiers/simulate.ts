/** Simulates a tier program on the history of the network: who gets which level, what it costs, who is close. */
import type { ProgramChange, TierSimulation } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { programDifferences, withChanges } from './changes.ts';
import { checkProgram } from './check.ts';
import { type CompareRequest, type Comparison, comparing } from './simulation/compare.ts';
import { listsOf } from './simulation/lists.ts';
import { outcomeOf, type Registers } from './simulation/outcome.ts';
import { simulationOf } from './simulation/summary.ts';

export interface SimulateRequest extends CompareRequest {
  /** Whether to count what each change does when it is made by itself: too slow while something is being dragged. */
  readonly alone?: boolean | undefined;
}

/**
 * A program on a day beside what it is compared with.
 * @throws QuarterdeckError `program-invalid` with every fault of a program and its mend, `dimension-unknown` for a filter
 * that does not choose partners, `cancelled` when the signal fires.
 */
export function simulate(
  context: QueryContext,
  lab: Lab,
  request: SimulateRequest,
  registers: Registers,
  options: LabOptions = {},
): Promise<TierSimulation> {
  return comparing(context, lab, request, registers, options, async (comparison) => {
    const simulation = await simulationOf(listsOf(comparison, request.near));
    return { ...simulation, changes: await changesOf(comparison, request.alone === true, options) };
  });
}

/** What the program changes of its baseline, one by one. */
async function changesOf(comparison: Comparison, alone: boolean, options: LabOptions): Promise<ProgramChange[]> {
  const { program, baselineProgram, baselineLevels, baseline, reader, asOf, run, registers, record } = comparison;
  if (!baselineProgram || !baseline || !baselineLevels) return [];
  const { network } = reader.context;
  const found = programDifferences(baselineProgram, program, network);
  if (!alone) return found.map(({ change }) => change);
  const changes: ProgramChange[] = [];
  const own = reader.inCurrencyOf(baselineProgram);
  for (const [index, difference] of found.entries()) {
    options.progress?.('Making each change alone', index, found.length, 'changes');
    // Not every change stands by itself: a test of a score needs the score.
    const { program: changed } = checkProgram(withChanges(baselineProgram, [difference]), network);
    const outcome = changed && (await outcomeOf(own, { program: changed, asOf, run, registers, record }));
    changes.push({ ...difference.change, ...(outcome && movesFrom(comparison, outcome)) });
  }
  return changes;
}

/** Who rises and falls between the baseline and another outcome, among the partners looked at. */
function movesFrom(
  { baselineLevels, baseline, population }: Comparison,
  { roster, levels, compiled }: Comparison['outcome'],
): { up: number; down: number } {
  const places = new Map(compiled.levels.map(({ id }, index) => [id, index]));
  const former = baseline!.compiled.levels.map(({ id }) => places.get(id) ?? Number.NaN);
  let [up, down] = [0, 0];
  for (const [partner, id] of population.ids.entries()) {
    const place = roster.key === population.key ? partner : roster.indexOf.get(id);
    const after = place === undefined ? -1 : levels[place]!;
    const before = baselineLevels![partner]!;
    const rank = before < 0 ? before : former[before]!;
    if (after > rank) up++;
    else if (after < rank) down++;
  }
  return { up, down };
}
