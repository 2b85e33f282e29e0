/** A program from the levels in force: the thresholds that explain best who holds which level. */
import { type TierProgram, tierProgram } from '../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { InferredProgram } from '../api/tiers.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import { addDays } from '../network/dates.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { fitLadder, type LadderFit } from './infer/ladder.ts';
import { type MeasuredLevels, readLevels, reviewDaysOf } from './infer/read.ts';
import { textOf, written } from './infer/words.ts';
import { levelIds } from './levelIds.ts';
import { NO_LEVEL } from './simulation/standing.ts';

/** The longest list of misfits that is told by name. */
const MOST_MISFITS = 500;
/** A threshold that fewer partners speak for is told to rest on few. */
const FEW = 5;

interface Found {
  readonly levels: MeasuredLevels;
  readonly fit: LadderFit;
}

/**
 * Looks at the levels in force on the day and at those that the last reviews gave, and takes the ones that are explained
 * best. Thresholds are exact optima, rounded to figures people would choose where that costs next to nothing.
 * @param asOf the day looked back from; the end of the last complete fiscal quarter when left out
 * @throws QuarterdeckError `bad-request` when there are no levels, or nothing to explain them by.
 */
export async function inferProgram(
  context: QueryContext,
  { asOf = lastQuarterEnd(context.network) }: { readonly asOf?: string | undefined },
  options: RunOptions = {},
): Promise<InferredProgram> {
  const reviews = await reviewDaysOf(context, asOf, options);
  // Of days that are explained equally well, a review is the likelier origin of the levels.
  const days = [...reviews.map((on) => ({ asOf: addDays(on, -1), levelsOn: on })), { asOf, levelsOn: asOf }];
  let best: Found | null = null;
  let refused: unknown = null;
  for (const day of days) {
    const levels = await readLevels(context, day, options).catch((thrown: unknown) => {
      if (!(thrown instanceof QuarterdeckError) || thrown.code !== 'bad-request') throw thrown;
      // Before the first levels were given there is nothing to explain; another day may have some.
      refused = thrown;
      return null;
    });
    const fit = levels && fitted(levels);
    if (levels && fit && (!best || share(fit) > share(best.fit))) best = { levels, fit };
  }
  if (!best) throw refused ?? nothingToExplain(asOf);
  return told(best, asOf, context.network.policy.locale);
}

/** Null without any figures. */
function fitted({ held, levels, measures }: MeasuredLevels): LadderFit | null {
  if (measures.length === 0) return null;
  const candidates = measures.map(({ planned, values }) => ({ values, step: planned.unit === 'count' ? 10_000 : 1 }));
  return fitLadder(held, levels.length, candidates);
}

function share({ explained, predicted }: LadderFit): number {
  return predicted.length === 0 ? 0 : explained / predicted.length;
}

function nothingToExplain(asOf: string): QuarterdeckError {
  return new QuarterdeckError(
    'bad-request',
    `No partner has bookings, customers or certificates in the year up to ${asOf}, so nothing can explain the levels. Load deals, or choose a later day.`,
  );
}

function told({ levels, fit }: Found, asOf: string, locale: string): InferredProgram {
  const { held, roster } = levels;
  const words = new FitWords(levels, fit, locale);
  const misfits = [...held.keys()].filter((partner) => fit.predicted[partner] !== held[partner]);
  const first = levels.measures[0]!.values;
  const size = (partner: number) => (Number.isNaN(first[partner]!) ? 0 : first[partner]!);
  misfits.sort((a, b) => size(b) - size(a) || a - b);
  const count = roster.length;
  return {
    program: programOf(
      levels,
      fit,
      `Inferred from the levels of ${levels.levelsOn}: ${fit.explained} of ${count} partners explained.`,
    ),
    fits: levels.levels.map((level, index) => words.fit(level, index)),
    explained: fit.explained,
    of: count,
    misfits: misfits.slice(0, MOST_MISFITS).map((partner) => ({
      partner: roster[partner]!.id,
      name: roster[partner]!.name,
      level: words.levelName(held[partner]!),
      given: words.levelName(fit.predicted[partner]!),
      reason: words.reason(partner),
    })),
    notes: notesOf({ levels, fit }, misfits, asOf),
  };
}

function programOf({ levels, measures }: MeasuredLevels, fit: LadderFit, source: string): TierProgram {
  const ids = levelIds(levels);
  const raw = levels.map((name, index) => {
    const tests = fit.measures.flatMap((measure, at) => {
      const threshold = fit.thresholds[index]![at] ?? null;
      return threshold === null ? [] : [{ ...measures[measure]!.planned.measure, value: textOf(threshold)! }];
    });
    const requirement = tests.length > 1 ? { all: tests } : tests[0];
    return {
      id: ids[index]!,
      ...(ids[index] === name ? {} : { label: name.slice(0, 120) }),
      ...(requirement && { requirement }),
    };
  });
  return tierProgram.parse({
    id: 'inferred',
    name: 'Inferred from the levels in force',
    source: { text: source },
    levels: raw,
  });
}

function notesOf({ levels, fit }: Found, misfits: readonly number[], asOf: string): string[] {
  const { held, levelsOn, ordered } = levels;
  const notes: string[] = [];
  if (levels.asOf !== asOf) {
    notes.push(
      `The levels that the review of ${levelsOn} gave are explained best, by what partners had brought until ${levels.asOf}.`,
    );
  }
  if (!ordered) {
    notes.push(
      `The names do not say which level is the highest: the order (${levels.levels.join(', ')}) follows the median of what holders bring.`,
    );
  }
  const oneAbove = misfits.filter((partner) => held[partner]! === fit.predicted[partner]! + 1).length;
  if (oneAbove >= 3 && oneAbove > misfits.length / 2) {
    notes.push(
      `${oneAbove} of the ${misfits.length} partners not explained hold exactly one level more than their results give: a sign of reviews that lower a level slowly.`,
    );
  }
  if (fit.explained < 0.7 * held.length) {
    notes.push(
      'The usual measures explain the levels poorly: they may follow something that is not loaded, or were given by hand.',
    );
  }
  return notes;
}

/** What is said of levels and partners. */
class FitWords {
  readonly #levels: MeasuredLevels;
  readonly #fit: LadderFit;
  readonly #locale: string;

  constructor(levels: MeasuredLevels, fit: LadderFit, locale: string) {
    this.#levels = levels;
    this.#fit = fit;
    this.#locale = locale;
  }

  levelName(level: number): string {
    return this.#levels.levels[level] ?? NO_LEVEL;
  }

  fit(level: string, index: number): InferredProgram['fits'][number] {
    const { held } = this.#levels;
    const holders = [...held.keys()].filter((partner) => held[partner] === index);
    const explained = holders.filter((partner) => this.#fit.predicted[partner] === index).length;
    const asked = this.#tests(index).map(
      ({ at, threshold }) => `${this.#planned(at).words} from ${this.#figure(at, threshold)}`,
    );
    const rule = asked.length > 0 ? asked.join(' and ') : 'asks for nothing';
    const few = holders.length > 0 && holders.length < FEW ? '; so few partners hardly fix a threshold' : '';
    const sentence = `${rule}${few}`;
    return { level, partners: holders.length, explained, sentence };
  }

  /** The first test that speaks against the level held, or those that give a higher one. */
  reason(partner: number): string {
    const [held, given] = [this.#levels.held[partner]!, this.#fit.predicted[partner]!];
    if (given > held) {
      const reached = this.#tests(given).map(({ at, threshold }) => {
        return `${this.#said(at, partner)} reaches the ${this.#figure(at, threshold)} of ${this.levelName(given)}`;
      });
      return reached.join(', ') || `${this.levelName(given)} asks for nothing`;
    }
    const missed = this.#tests(held).filter(({ at, threshold }) => !(this.#values(at)[partner]! >= threshold));
    return missed
      .map(({ at, threshold }) => `${this.#said(at, partner)} under ${this.#figure(at, threshold)}`)
      .join(', ');
  }

  #tests(level: number): { at: number; threshold: number }[] {
    return (this.#fit.thresholds[level] ?? []).flatMap((threshold, at) =>
      threshold === null ? [] : [{ at, threshold }],
    );
  }

  #planned(at: number) {
    return this.#levels.measures[this.#fit.measures[at]!]!.planned;
  }

  #values(at: number): Float64Array {
    return this.#levels.measures[this.#fit.measures[at]!]!.values;
  }

  #figure(at: number, units: number): string {
    return written(units, this.#planned(at).unit, this.#locale);
  }

  #said(at: number, partner: number): string {
    return `${this.#planned(at).words} ${this.#figure(at, this.#values(at)[partner]!)}`;
  }
}
