/** How the partners lie on every measure, score and place that a program asks for. */
import type { TierCase } from '../api/documents/tierCase.ts';
import type { Distribution } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { windowWords } from '../metrics/measures/windows.ts';
import { lastQuarterEnd } from '../network/period.ts';
import type { CompiledProgram, CompiledTest } from './compiled.ts';
import { bins } from './simulation/bins.ts';
import { checked, LabReader } from './simulation/labReader.ts';
import { outcomeOf, type Registers } from './simulation/outcome.ts';
import { type NumberColumn, narrowed } from './simulation/readings.ts';

export type DistributionRequest = Pick<TierCase, 'program' | 'asOf' | 'where'>;

/**
 * One for each thing that has a threshold, in the order of the levels.
 * @throws as `simulate` does
 */
export async function tierDistributions(
  context: QueryContext,
  lab: Lab,
  { program: raw, asOf = lastQuarterEnd(context.network), where }: DistributionRequest,
  registers: Registers,
  options: LabOptions = {},
): Promise<Distribution[]> {
  const program = checked(context, lab, raw);
  const reader = new LabReader(context, lab, program, options);
  try {
    const outcome = await outcomeOf(reader, { program, asOf, run: 'date', registers });
    const population = await reader.roster(asOf, [...program.where, ...where]);
    const places = Int32Array.from(population.ids, (id) => outcome.roster.indexOf.get(id)!);
    const readings = where.length === 0 ? outcome.readings : narrowed(outcome.readings, places);
    const { compiled } = outcome;
    const currency = program.currency ?? context.network.policy.baseCurrency;
    return [...byMeasure(compiled)].map(([measure, tests]) => {
      const [first] = tests as [number];
      const { label, unit } = compiled.tests[first]!;
      const marks = tests.flatMap((test) => {
        const { entry, exit } = readings.test(test);
        return [...drawn(entry), ...drawn(exit)];
      });
      const basis = basisOf(compiled, compiled.tests[first]!, context, currency);
      const whole = unit === 'count' || unit === 'place';
      return {
        measure,
        label,
        basis,
        unit,
        ...bins(figures(readings.test(first).value), [...new Set(marks)], whole),
      };
    });
  } finally {
    reader.giveBack();
  }
}

/** Tests of partners by what they look at. */
function byMeasure({ tests }: CompiledProgram): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { measure, space }] of tests.entries()) {
    // Figures of single days and regions are no distribution of partners.
    if (space === -1) found.set(measure, [...(found.get(measure) ?? []), index]);
  }
  return found;
}

function figures({ units, scale }: NumberColumn): Float64Array {
  return units.map((figure) => figure / 10 ** scale);
}

/** The thresholds of all groups of partners. */
function drawn(threshold: NumberColumn): number[] {
  const marks = new Set<number>();
  const { units, scale } = threshold;
  // Nearly all partners have the same one as their neighbour.
  for (let partner = 0; partner < units.length; partner++) {
    if (units[partner] !== units[partner - 1] && !Number.isNaN(units[partner])) marks.add(units[partner]!);
  }
  return [...marks].map((mark) => mark / 10 ** scale);
}

/** `bookings, the trailing 12 months, EUR`. */
function basisOf(
  { measures }: CompiledProgram,
  { measure, noun, unit }: CompiledTest,
  { network }: QueryContext,
  currency: string,
): string {
  const window = measures.find(({ key }) => key === measure)?.measure.window;
  const words = window && window.kind !== 'on-the-day' ? windowWords(window, network.policy.locale) : null;
  return [noun, ...(words ? [words] : []), ...(unit === 'money' ? [currency] : [])].join(', ');
}
