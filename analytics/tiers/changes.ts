/** What differs between two programs, and a program with some of the differences made. */
import type { TierProgram } from '../api/documents/tierProgram.ts';
import type { ProgramChange } from '../api/tiers.ts';
import type { Network } from '../network/network.ts';
import { type Difference, ruleDifferences, withDifferences } from '../rules/documents/differences.ts';
import { placeOf } from '../rules/documents/places.ts';
import { PROGRAM_NAMING } from './changes/naming.ts';
import { unitAt } from './changes/units.ts';
import { ChangeWords } from './changes/words.ts';

/** One change for people, and the same for making it. */
export interface ProgramDifference {
  readonly change: ProgramChange;
  readonly difference: Difference;
}

/**
 * The differences between two checked programs, in the order of the later one. Levels, scores, terms, benefits and tests
 * are matched by id or by what they measure: a test over another window has changed, one of another metric is another
 * test. Places are those of the later program, of what was removed those of the earlier one. Each difference can be made
 * alone, but not every program that comes of it stands: check it.
 */
export function programDifferences(before: TierProgram, after: TierProgram, network: Network): ProgramDifference[] {
  const words = { before: new ChangeWords(before, network), after: new ChangeWords(after, network) };
  return ruleDifferences(before, after, PROGRAM_NAMING).map((difference) => {
    const { kind, place, from, to } = difference;
    const gone = kind === 'removed';
    const unit = unitAt(gone ? before : after, place, gone ? from : to, network);
    const change: ProgramChange = {
      place: placeOf(place),
      label: kind === 'moved' ? 'Order of levels' : (gone ? words.before : words.after).labelOf(place),
      from: words.before.cell(from, unit, place),
      to: words.after.cell(to, unit, place),
      unit,
      up: null,
      down: null,
    };
    return { change, difference };
  });
}

/** How many differences there are, without the words. */
export function countDifferences(before: TierProgram, after: TierProgram): number {
  return ruleDifferences(before, after, PROGRAM_NAMING).length;
}

/** The program with these differences made: all of those to another program, some of them, or one. */
export function withChanges(program: TierProgram, made: readonly Pick<ProgramDifference, 'difference'>[]): TierProgram {
  return withDifferences(
    program,
    made.map(({ difference }) => difference),
    PROGRAM_NAMING,
  );
}
