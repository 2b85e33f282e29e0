/**
 * What a compiled line is asked so that its pay can be followed by hand: the same rules with some of their inputs moved. A
 * rate moved to one, with all others at zero, answers what that rate is taken of; so no rule is told a second time here.
 */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Path } from '../../rules/documents/edit.ts';
import { placeOf } from '../../rules/documents/places.ts';
import type { Inputs, NumberExpression } from '../../rules/expression.ts';
import type { CompiledLine, UnitStep } from '../compiled.ts';
import { type RateUnit, rateFigures } from '../planFigures.ts';

/** One rule of a line, read with these values of its inputs. */
export interface Question {
  readonly rule: NumberExpression;
  readonly inputs: Inputs;
}

/** A part of the pay that is an amount times a figure of the plan. */
export interface AskedPart {
  readonly kind: 'rate' | 'surcharge' | 'multiplier' | 'accelerator';
  /** Path of the figure in the plan. */
  readonly place: Path;
  /** Of multipliers and accelerators what they add: the factor less one. */
  readonly figure: string;
  readonly unit: RateUnit | 'factor';
  /** What the figure is taken of is the answer to one question less, where there is one, the answer to another. */
  readonly of: string;
  readonly less?: string;
}

/** A part that is the difference between two answers. */
export interface AskedDifference {
  readonly kind: 'apportioned' | 'cap rate' | 'cap deal';
  readonly before: string | null;
  readonly after: string;
}

export interface LineQuestions {
  readonly questions: Readonly<Record<string, Question>>;
  readonly parts: readonly AskedPart[];
  readonly differences: readonly AskedDifference[];
  /** What the units earned together, before the cap of a partner and rounding. */
  readonly paid: string;
}

/** What limits rates, and what limits deals, come after what limits the base. */
const AFTER_BASE: readonly UnitStep[] = ['capRate', 'capDeal'];

export function questionsOf(plan: IncentivePlan, compiled: CompiledLine): LineQuestions {
  const { line, index, unitSteps } = compiled;
  const own = `lines.${index}`;
  const lastBut = (steps: readonly UnitStep[]) => {
    const found = unitSteps.findLast(({ step }) => !steps.includes(step))!;
    // Rows are rounded one by one at the end: what is rounded is told as a step of its own.
    return plan.rounding.when === 'row' && found.rule.kind === 'round' ? found.rule.of : found.rule;
  };
  const limited = lastBut(AFTER_BASE);
  const held = lastBut(['capDeal']);
  const all = (values: Iterable<readonly [string, string]>): Inputs => Object.fromEntries(values);
  const at = (place: string) => `${own}.${place}`;

  const rates = rateInputs(compiled);
  const noRates = all(rates.map(({ place }) => [placeOf(place), '0']));
  const noSurcharges = all(line.surcharges.map((_, one) => [at(`surcharges.${one}.rate`), '0']));
  const noMultipliers = all(line.multipliers.map((_, one) => [at(`multipliers.${one}.factor`), '1']));
  const factors = line.accelerator?.bands ?? [];
  const factorAt = (band: number) => at(`accelerator.bands.${band}.factor`);
  const steady = all(factors.map((_, band) => [factorAt(band), '1']));
  const bare = { ...noSurcharges, ...noMultipliers, ...steady };

  const questions: Record<string, Question> = {};
  const ask = (name: string, rule: NumberExpression, moved: Inputs): string => {
    questions[name] = { rule, inputs: { ...compiled.inputs, ...moved } };
    return name;
  };

  const parts: AskedPart[] = [];
  const differences: AskedDifference[] = [];
  if ('apportion' in line.rate) {
    // Parts of a year are rounded so that they add up to it, so they are no multiple of it.
    differences.push({ kind: 'apportioned', before: null, after: ask('apportioned', limited, bare) });
  } else {
    for (const [one, { place, value, unit }] of rates.entries()) {
      const of = ask(`rate ${one}`, limited, { ...bare, ...noRates, [placeOf(place)]: '1' });
      parts.push({ kind: 'rate', place, figure: value, unit, of });
    }
  }
  for (const [one, { rate }] of line.surcharges.entries()) {
    const place = ['lines', index, 'surcharges', one, 'rate'];
    const of = ask(`surcharge ${one}`, limited, { ...bare, ...noRates, [placeOf(place)]: '1' });
    parts.push({ kind: 'surcharge', place, figure: rate, unit: 'share', of });
  }
  let raised: Inputs = { ...bare };
  for (const [one, { factor }] of line.multipliers.entries()) {
    const place = ['lines', index, 'multipliers', one, 'factor'];
    const less = ask(`raised ${one}`, limited, raised);
    // What twice the amount adds to once is the amount.
    const of = ask(`doubled ${one}`, limited, { ...raised, [placeOf(place)]: '2' });
    parts.push({ kind: 'multiplier', place, figure: factor, unit: 'factor', of, less });
    raised = { ...raised, [placeOf(place)]: factor };
  }
  if (held !== limited) {
    differences.push({
      kind: 'cap rate',
      before: ask('before cap rate', limited, steady),
      after: ask('after cap rate', held, steady),
    });
  }
  for (const [band, { factor }] of factors.entries()) {
    const alone = all(factors.map((_, other) => [factorAt(other), other === band ? '1' : '0']));
    const place = ['lines', index, 'accelerator', 'bands', band, 'factor'];
    const none = all(factors.map((_, other) => [factorAt(other), '0']));
    const of = ask(`accelerated ${band}`, held, alone);
    // Without a figure to accelerate by, the factor is one whatever the bands say.
    parts.push({
      kind: 'accelerator',
      place,
      figure: factor,
      unit: 'factor',
      of,
      less: ask('unaccelerated', held, none),
    });
  }
  const before = ask('before cap deal', held, {});
  const dealCap = unitSteps.find(({ step }) => step === 'capDeal');
  const paid = dealCap ? ask('after cap deal', lastBut([]), {}) : before;
  if (dealCap) differences.push({ kind: 'cap deal', before, after: paid });
  return { questions, parts, differences, paid };
}

/** The figures of the rate that its pay is a multiple of. */
function rateInputs({ line, index }: CompiledLine) {
  if ('points' in line.rate) {
    return [{ path: ['lines', index, 'rate', 'worth'], value: line.rate.worth, unit: 'lump' as const }].map(named);
  }
  return rateFigures(line, index).map(named);
}

function named({ path, value, unit }: { readonly path: Path; readonly value: string; readonly unit: RateUnit }) {
  return { place: path, value, unit };
}
