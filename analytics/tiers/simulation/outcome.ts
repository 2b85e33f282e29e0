/** The levels that a program gives to its partners: measures, conditions, reviews, what binds them. */
import type { Attestation, TierProgram } from '../../api/documents/tierProgram.ts';
import type { RegisteredException, TierRun } from '../../api/tiers.ts';
import { dayNumber } from '../../network/dates.ts';
import { boundLevels, highestLevel } from '../../rules/settlement/review.ts';
import type { NamedBound } from '../bounds.ts';
import { compileProgram } from '../compile.ts';
import type { CompiledProgram } from '../compiled.ts';
import { type EvaluationData, Evaluator, type LevelMasks } from '../evaluate.ts';
import { waivedNames } from '../evaluateTraits.ts';
import { exceptionBounds } from '../exceptions.ts';
import { levelIndices, NONE } from '../levelNames.ts';
import { type EvaluatedReview, finalLevels, missesBefore, type Settlement, settleTiers } from '../settle.ts';
import type { LabReader, Roster } from './labReader.ts';
import { type Readings, readingsOf } from './readings.ts';
import { shapeOf } from './shape.ts';
import { type Timeline, timeline } from './timeline.ts';

/** A kernel is several times as large as the document it is made of. */
const BYTES_PER_LETTER = 20;

export interface Registers {
  readonly exceptions: readonly RegisteredException[];
  readonly attestations: readonly Attestation[];
}

export interface OutcomeRequest {
  readonly program: TierProgram;
  readonly asOf: string;
  readonly run: TierRun;
  readonly registers: Registers;
}

/** Levels, with all that led to them. */
export interface Outcome {
  readonly compiled: CompiledProgram;
  readonly roster: Roster;
  /** On the day of the simulation. They hold until the reader gives back what it has borrowed. */
  readonly readings: Readings;
  /** Level of each partner of the roster, −1 for none. */
  readonly levels: Int8Array;
  /** Null on a `date`. */
  readonly settlement: Settlement | null;
  /** On a `date`: what the requirements alone give, before grandfathering and exceptions. */
  readonly given: Int8Array;
  readonly bounds: readonly NamedBound[];
  readonly inForce: readonly (string | null)[];
  readonly notes: readonly string[];
}

/** What of an outcome does not move with its thresholds or exceptions. */
interface Prepared {
  readonly compiled: CompiledProgram;
  readonly roster: Roster;
  readonly time: Timeline;
  readonly data: EvaluationData;
  readonly inForce: readonly (string | null)[];
}

export async function outcomeOf(reader: LabReader, request: OutcomeRequest): Promise<Outcome> {
  const { program, asOf, registers } = request;
  const { compiled, evaluator, shape } = compiledIn(reader, request);
  const roster = await reader.roster(asOf, program.where);
  const inForce = await reader.inForce(asOf, roster);
  const time = timeline(compiled, request.run, asOf, reader.context.network);
  const levels = await levelsByDay(reader, compiled, time, roster);
  const data = await reader.data(compiled, shape, roster, {
    asOfs: time.asOfs,
    partners: roster.partners,
    ...(levels && { levels }),
    attestations: registers.attestations,
    exceptions: registers.exceptions,
  });
  const held = await reader.bounds(program, asOf, roster, inForce);
  const exceptions = exceptionBounds(program.levels, registers.exceptions, roster.partners);
  const evaluation = evaluator.run(data, compiled.inputs);
  const prepared = { compiled, roster, time, data, inForce };
  const bounds = [...held.bounds, ...exceptions.bounds];
  const came = time.reviews.length > 0 ? await startOf(reader, prepared, request.run) : null;
  return {
    ...settled(prepared, evaluation, bounds, came, asOf),
    compiled,
    roster,
    readings: readingsOf(compiled, evaluation, time.asOfs.length - 1, roster.ids.length),
    bounds,
    inForce,
    notes: [...time.notes, ...held.notes, ...exceptions.notes],
  };
}

/** The levels that partners come to the first review with, and before the reviews that count misses. */
interface Start {
  readonly levels: Int8Array;
  readonly before: readonly Int8Array[];
}

async function startOf(reader: LabReader, { compiled, roster, time, inForce }: Prepared, run: TierRun): Promise<Start> {
  const { levels } = compiled.program;
  if (run === 'history') return { levels: new Int8Array(roster.ids.length).fill(NONE), before: [] };
  const before = await Promise.all(
    time.counting.map(async (review) => levelIndices(levels, await reader.inForce(review.asOf, roster))),
  );
  return { levels: levelIndices(levels, inForce), before };
}

function settled(
  { compiled, roster, time }: Prepared,
  { entry, keep }: LevelMasks,
  bounds: readonly NamedBound[],
  came: Start | null,
  asOf: string,
): Pick<Outcome, 'levels' | 'settlement' | 'given'> {
  const given = Int8Array.from(entry.at(-1)!, highestLevel);
  if (!came) return { given, settlement: null, levels: boundLevels(given, bounds, dayNumber(asOf)).levels };
  const evaluated = (review: Timeline['reviews'][number]): EvaluatedReview => {
    const day = time.asOfs.indexOf(review.asOf);
    return { review, entry: entry[day]!, keep: keep[day]! };
  };
  const settlement = settleTiers({
    program: compiled.program,
    roster: roster.partners,
    start: came.levels,
    reviews: time.reviews.map(evaluated),
    bounds,
    misses: time.counting.length > 0 ? missesBefore(time.counting.map(evaluated), came.before, came.levels) : undefined,
  });
  return { given, settlement, levels: finalLevels(settlement) };
}

/** Compiled anew only when more than figures moved. */
function compiledIn(
  reader: LabReader,
  { program, registers }: OutcomeRequest,
): { readonly compiled: CompiledProgram; readonly evaluator: Evaluator; readonly shape: string } {
  const waived = waivedNames(registers.exceptions);
  const fresh = compileProgram(program, reader.context.network, { waived });
  const shape = JSON.stringify([shapeOf(program, fresh.inputs), [...new Set(waived)].sort()]);
  const evaluator = reader.borrow(`evaluator ${shape}`, () => ({
    value: new Evaluator(fresh),
    bytes: shape.length * BYTES_PER_LETTER,
  }));
  return { compiled: { ...evaluator.compiled, program, inputs: fresh.inputs }, evaluator, shape };
}

/** Levels in force by day, where partners are ranked among those of their level. */
async function levelsByDay(
  reader: LabReader,
  { ranks }: CompiledProgram,
  { asOfs }: Timeline,
  roster: Roster,
): Promise<(readonly (string | null)[])[] | null> {
  if (!ranks.some(({ scope }) => scope === 'level')) return null;
  return Promise.all(asOfs.map((asOf) => reader.inForce(asOf, roster)));
}
