/** The levels that a program gives to its partners: measures, conditions, reviews, what binds them. */
import type { Attestation, TierProgram } from '../../api/documents/tierProgram.ts';
import type { RegisteredException, TierRun } from '../../api/tiers.ts';
import { dayNumber } from '../../network/dates.ts';
import type { Inputs } from '../../rules/expression.ts';
import { boundLevels, highestLevel } from '../../rules/settlement/review.ts';
import type { CompiledProgram } from '../compiled.ts';
import { waivedNames } from '../evaluate/traits.ts';
import { type Evaluation, type EvaluationData, Evaluator, type LevelMasks } from '../evaluate.ts';
import { levelIndices, NONE } from '../levelNames.ts';
import type { NamedBound } from '../review/bounds.ts';
import { exceptionBounds } from '../review/exceptions.ts';
import type { Cohort } from '../review/grandfather.ts';
import { type EvaluatedReview, finalLevels, missesBefore, type Settlement, settleTiers } from '../review/settle.ts';
import { honouredByRun, pastNotes, presentCohorts, unknownNotes } from './honoured.ts';
import type { LabReader, Roster } from './labReader.ts';
import { type Readings, readingsOf } from './readings.ts';
import { type Timeline, timeline } from './timeline.ts';

/** Of a partner in an outcome: levels, masks and reasons. */
const OUTCOME_BYTES = 64;

export interface Registers {
  readonly exceptions: readonly RegisteredException[];
  readonly attestations: readonly Attestation[];
}

export interface OutcomeRequest {
  readonly program: TierProgram;
  readonly asOf: string;
  readonly run: TierRun;
  readonly registers: Registers;
  /** By SQL, the answer of record, instead of by the kernel. */
  readonly record?: boolean | undefined;
  /**
   * Of a `history`, the levels that partners had rather than those it leads to: of everybody who ever was a partner, from
   * the levels in force before its first review on, so that nobody moves merely because it is the first.
   */
  readonly past?: boolean | undefined;
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
  /** The days that requirements were evaluated on, ascending. */
  readonly asOfs: readonly string[];
  readonly inForce: readonly (string | null)[];
  readonly notes: readonly string[];
  /** Who meets which level on the day under other thresholds, as masks of levels. The readings no longer hold after it. */
  masksUnder(inputs: Inputs): { readonly entry: Uint32Array; readonly keep: Uint32Array };
}

/** What of an outcome does not move with its thresholds or exceptions. */
interface Prepared {
  readonly compiled: CompiledProgram;
  readonly roster: Roster;
  readonly time: Timeline;
  readonly inForce: readonly (string | null)[];
}

/** An outcome whose readings hold until the reader gives back what it has borrowed. */
export function outcomeOf(reader: LabReader, request: OutcomeRequest): Promise<Outcome> {
  return outcome(reader, request, (key, make) => reader.borrow(key, make));
}

/** An outcome that is kept with kernels of its own: what others are compared with while something is dragged. */
export function keptOutcome(reader: LabReader, request: OutcomeRequest): Promise<Outcome> {
  return reader.kept(`outcome ${JSON.stringify(request)}`, async () => {
    let bytes = 0;
    const value = await outcome(reader, request, (_, make) => {
      const made = make();
      bytes = made.bytes;
      return made.value;
    });
    return { value, bytes: bytes + value.roster.ids.length * OUTCOME_BYTES };
  });
}

type Evaluators = (key: string, make: () => { value: Evaluator; bytes: number }) => Evaluator;

async function outcome(reader: LabReader, request: OutcomeRequest, evaluators: Evaluators): Promise<Outcome> {
  const { program, asOf, registers } = request;
  const { compiled, shape } = reader.compiled(program, waivedNames(registers.exceptions));
  const roster = await reader.roster(asOf, program.where, request.past);
  const inForce = await reader.inForce(asOf, roster);
  const time = timeline(compiled, request.run, asOf, reader.context.network);
  const levels = await levelsByDay(reader, compiled, time, roster);
  const traits = {
    asOfs: time.asOfs,
    partners: roster.partners,
    ...(levels && { levels }),
    attestations: registers.attestations,
    exceptions: registers.exceptions,
  };
  const held = await reader.bounds(program, asOf, roster, inForce);
  const exceptions =
    registers.exceptions.length > 0
      ? exceptionBounds(program.levels, registers.exceptions, roster.partners)
      : { bounds: [], notes: [] };
  const days = time.asOfs.length;
  const evaluate = request.record
    ? await byRecord(reader, compiled, shape, roster, traits)
    : byKernel(await reader.data(compiled, shape, roster, traits), compiled, evaluators, `${shape} ${days === 1}`);
  const evaluation = evaluate(compiled.inputs);
  const prepared = { compiled, roster, time, inForce };
  const bounds = [...held.bounds, ...exceptions.bounds];
  const { locale } = reader.context.network.policy;
  const cohorts = presentCohorts(held.unknown, time, asOf);
  const unknown = request.run === 'history' ? { cohorts, locale } : null;
  const came = time.reviews.length > 0 ? await startOf(reader, prepared, request) : null;
  const { notes, ...settlement } = settled(prepared, evaluation, bounds, came, asOf, unknown);
  return {
    ...settlement,
    compiled,
    roster,
    readings: readingsOf(compiled, evaluation, days - 1, roster.ids.length),
    asOfs: time.asOfs,
    inForce,
    notes: [
      ...time.notes,
      ...pastNotes(program, time, asOf, locale),
      ...held.notes,
      ...(unknown ? [] : unknownNotes(cohorts, locale)),
      ...notes,
      ...exceptions.notes,
    ],
    masksUnder(inputs) {
      const { entry, keep } = evaluate(inputs);
      return { entry: entry.at(-1)!, keep: keep.at(-1)! };
    },
  };
}

type Evaluate = (inputs: Inputs) => Evaluation;

function byKernel(data: EvaluationData, compiled: CompiledProgram, evaluators: Evaluators, key: string): Evaluate {
  // Of several days only the last one is looked at closely, so the details are not computed beside their levels.
  const detailed = data.asOfs.length === 1;
  const evaluator = evaluators(`evaluator ${key}`, () => ({
    value: new Evaluator(compiled, { detailed }),
    bytes: bufferBytes(compiled, data.partners * data.asOfs.length),
  }));
  return (inputs) => evaluator.run(data, inputs);
}

async function byRecord(reader: LabReader, ...about: Parameters<LabReader['record']>): Promise<Evaluate> {
  const evaluation = await reader.record(...about);
  return (inputs) => {
    if (inputs !== about[0].inputs) throw new RangeError('The record answers for the figures of the program only.');
    return evaluation;
  };
}

/** The levels that partners come to the first review with, and before the reviews that count misses. */
interface Start {
  readonly levels: Int8Array;
  readonly before: readonly Int8Array[];
}

async function startOf(
  reader: LabReader,
  { compiled, roster, time, inForce }: Prepared,
  { run, past }: OutcomeRequest,
): Promise<Start> {
  const { levels } = compiled.program;
  if (past) return { levels: levelIndices(levels, await reader.inForce(time.reviews[0]!.asOf, roster)), before: [] };
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
  unknown: { readonly cohorts: readonly Cohort[]; readonly locale: string } | null,
): Pick<Outcome, 'levels' | 'settlement' | 'given' | 'bounds' | 'notes'> {
  const given = reachedLevels(entry.at(-1)!);
  if (!came) {
    const { levels } = boundLevels(given, bounds, dayNumber(asOf));
    return { given, settlement: null, levels, bounds, notes: [] };
  }
  const evaluated = (review: Timeline['reviews'][number]): EvaluatedReview => {
    const day = time.asOfs.indexOf(review.asOf);
    return { review, entry: entry[day]!, keep: keep[day]! };
  };
  const request = {
    program: compiled.program,
    roster: roster.partners,
    start: came.levels,
    reviews: time.reviews.map(evaluated),
    bounds,
    misses: time.counting.length > 0 ? missesBefore(time.counting.map(evaluated), came.before, came.levels) : undefined,
  };
  const honoured = unknown ? honouredByRun(request, unknown.cohorts, unknown.locale) : { bounds, notes: [] };
  const settlement = settleTiers({ ...request, bounds: honoured.bounds });
  return { ...honoured, given, settlement, levels: finalLevels(settlement) };
}

function reachedLevels(entry: Uint32Array): Int8Array {
  const levels = new Int8Array(entry.length);
  for (let partner = 0; partner < levels.length; partner++) levels[partner] = highestLevel(entry[partner]!);
  return levels;
}

/** Roughly what an evaluator's buffers take: a byte for each condition, eight for each figure. */
function bufferBytes({ tests, levels, benefits }: CompiledProgram, rows: number): number {
  return rows * (3 * tests.length + 2 * levels.length + 16 * benefits.length);
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
