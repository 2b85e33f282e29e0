/** Who is close to the next level, and who is close to losing the one they have. */
import type { CompiledProgram } from '../compiled.ts';
import { type Outline, turning, turns, type Verdict } from './distance.ts';
import { outlineOf } from './outline.ts';
import type { Readings, Side } from './readings.ts';

/** What is counted is also close when a single one makes the difference. */
const COUNTED: ReadonlySet<string> = new Set(['count', 'quantity', 'place']);

const NO_VERDICT: Verdict = {
  met: new Uint8Array(0),
  figure: new Float64Array(0),
  threshold: new Float64Array(0),
  figureUnit: 1,
  thresholdUnit: 1,
  share: 0,
  within: 0,
};

export interface Nearness {
  /** 1 for partners one close test away from the level above. */
  readonly near: Uint8Array;
  /**
   * 1 for partners who keep their level by one close test, or no longer meet what it asks and keep it by the rules of the
   * review, a floor or an exception.
   */
  readonly atRisk: Uint8Array;
  /** The tests that are missing to the level above. */
  missing(partner: number, level: number): number[];
  /** The tests whose loss would lose the level, or that are lost already. */
  decisive(partner: number, level: number): number[];
}

/**
 * @param after level of each partner, −1 for none
 * @param shares how close is close, to the next level and to the loss of the present one
 */
export function nearness(
  readings: Readings,
  after: Int8Array,
  shares: { readonly near: number; readonly atRisk: number },
): Nearness {
  const { compiled, partners } = readings;
  const up = sideOf(readings, 'entry', shares.near);
  const down = sideOf(readings, 'keep', shares.atRisk);
  const near = new Uint8Array(partners);
  const atRisk = new Uint8Array(partners);
  const top = compiled.levels.length - 1;
  const toEnter = up.outlines.map((outline) => turns(outline, up.verdicts, true));
  const toLose = down.outlines.map((outline) => turns(outline, down.verdicts, false));
  for (let partner = 0; partner < partners; partner++) {
    const level = after[partner]!;
    if (level < top && toEnter[level + 1]!(partner) === 1) near[partner] = 1;
    if (level < 0) continue;
    const losing = toLose[level]!(partner);
    // Whoever meets what enters the level anew would not lose it.
    if (losing === 0 ? toEnter[level]!(partner) !== 0 : losing === 1) atRisk[partner] = 1;
  }
  return {
    near,
    atRisk,
    missing: (partner, level) => turning(up.outlines[level]!, up.verdicts, partner, true),
    decisive: (partner, level) => {
      const { outlines, verdicts } = down;
      const lost = toLose[level]!(partner) === 0;
      return turning(outlines[level]!, verdicts, partner, lost);
    },
  };
}

export interface SideReading {
  readonly outlines: readonly Outline[];
  readonly verdicts: readonly Verdict[];
}

/** @param share how close is close; infinite when everything is */
export function sideOf(readings: Readings, side: Side, share: number): SideReading {
  const { compiled } = readings;
  const outlines = compiled.levels.map((level, index) =>
    outlineOf(level[side], (condition) => testAt(compiled, index, side, condition), readings.flag),
  );
  const verdicts = compiled.tests.map((test, index): Verdict => {
    // What is asked on single days or regions stands in a level as a flag, never as this test.
    if (test.space !== -1) return NO_VERDICT;
    const { met, kept, value, entry, exit } = readings.test(index);
    const threshold = side === 'entry' ? entry : exit;
    return {
      met: side === 'entry' ? met : kept,
      figure: value.units,
      threshold: threshold.units,
      figureUnit: 10 ** -value.scale,
      thresholdUnit: 10 ** -threshold.scale,
      share,
      within: side === 'entry' && COUNTED.has(test.unit) ? 1 : 0,
    };
  });
  return { outlines, verdicts };
}

/**
 * The test of partners that a condition is the verdict of; of several levels that share a definition, that of the level.
 * A test that always holds (asked to enter only) is no test.
 */
function testAt(
  { tests }: CompiledProgram,
  level: number,
  side: Side,
  condition: CompiledProgram['tests'][number]['met'],
): number | undefined {
  if (condition.kind === 'always') return undefined;
  const is = (test: CompiledProgram['tests'][number]) =>
    test.space === -1 && (side === 'entry' ? test.met : test.kept) === condition;
  const own = tests.findIndex((test) => test.level === level && is(test));
  const found = own >= 0 ? own : tests.findIndex(is);
  return found < 0 ? undefined : found;
}
