/** Whether everything that a program measures has an answer, on the rows that it is asked of. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Requirement, TierProgram } from '../../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { isAdditive } from '../../metrics/measures/aggregates.ts';
import type { PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { canSlice, planMeasure } from '../../metrics/measures/planMeasure.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import { dayNumber } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { sliceWords } from '../words.ts';
import { measuresOf, partsOf, type Visit } from './walk.ts';

/** A requirement of any day reads its measures on every day of the window. */
const MOST_DAYS = 400;

/** The measures planned, and what is wrong with the others. */
export function measureFaults(program: TierProgram, visits: readonly Visit[], network: Network): Finding[] {
  const faults: Finding[] = [];
  const planned = (measure: Measure, path: Path): PlannedMeasure | null => {
    try {
      return planMeasure(measure, network);
    } catch (thrown) {
      if (!(thrown instanceof QuarterdeckError)) throw thrown;
      faults.push({ path: [...path, fieldOf(thrown)], sentence: thrown.message });
      return null;
    }
  };
  for (const { measure, path } of measuresOf(program, visits)) planned(measure, path);
  return [...faults, ...termFaults(program), ...benefitFaults(program, network), ...windowFaults(visits, network)];
}

/** The field that a refusal is about, as far as its code tells. */
function fieldOf({ code, message }: QuarterdeckError): string {
  if (code === 'dimension-unknown') return 'filter';
  return code === 'bad-request' && /“agg”/.test(message)
    ? 'agg'
    : code === 'bad-request' && /window/.test(message)
      ? 'window'
      : 'metric';
}

/** Only what adds up can count some of its rows several times. */
function termFaults({ scores }: TierProgram): Finding[] {
  return scores.flatMap(({ terms }, score) =>
    terms.flatMap(({ measure, points }, term): Finding[] => {
      if (!('each' in points) || points.multipliers.length === 0) return [];
      try {
        if (!measure.per && isAdditive(measure)) return [];
      } catch {
        return [];
      }
      return [
        {
          path: ['scores', score, 'terms', term, 'points', 'multipliers'],
          sentence:
            'Rows can count more than once only in a sum or a count. Take a measure that adds up, or remove the multipliers.',
        },
      ];
    }),
  );
}

function benefitFaults({ levels }: TierProgram, network: Network): Finding[] {
  return levels.flatMap(({ benefits }, level) =>
    benefits.flatMap(({ rate, of, amount, amountByRegion }, index): Finding[] => {
      const path = ['levels', level, 'benefits', index];
      const faults: Finding[] = [];
      if (rate !== undefined && of === undefined) {
        const example = '"of": {"metric": "won_amount", "window": "trailing-12-months"}';
        faults.push({
          path: [...path, 'of'],
          sentence: `The rate is a share of nothing. Say of which measure, for instance ${example}.`,
        });
      }
      if (rate === undefined && of !== undefined) {
        faults.push({
          path: [...path, 'rate'],
          sentence: 'It names a measure but no rate. Give a “rate”, for instance 0.02.',
        });
      }
      if (amount !== undefined && amountByRegion !== undefined) {
        faults.push({
          path: [...path, 'amount'],
          sentence: 'Give the benefit one “amount”, or one “amountByRegion”, not both.',
        });
      }
      if (amount === undefined && amountByRegion === undefined && rate === undefined && of === undefined) {
        faults.push({
          path,
          sentence:
            'The benefit is worth nothing: it has neither “amount” nor “rate”. Give one of them, or remove the benefit.',
        });
      }
      if (of !== undefined && !isMoney(of, network)) {
        faults.push({
          path: [...path, 'of'],
          sentence: 'A benefit is a share of money, and this measure is no money. Take one such as won_amount.',
        });
      }
      return faults;
    }),
  );
}

function isMoney(measure: Measure, network: Network): boolean {
  try {
    return planMeasure(measure, network).unit === 'money';
  } catch {
    // Said at its own place already.
    return true;
  }
}

function windowFaults(visits: readonly Visit[], network: Network): Finding[] {
  return visits.flatMap(({ requirement, path }): Finding[] => {
    if (!('anyDay' in requirement)) return [];
    const window = resolveWindow(requirement.within, network.horizon.to, network);
    const at = [...path, 'within'];
    if (window === 'since-anniversary') {
      return [
        { path: at, sentence: 'The days must be the same for all partners. Write for instance "trailing-6-months".' },
      ];
    }
    const days = dayNumber(window.to) - dayNumber(window.from) + 1;
    if (days <= MOST_DAYS) return [];
    return [
      {
        path: at,
        sentence: `It looks at every single day, and these are too many of them. Choose at most ${MOST_DAYS} days.`,
      },
    ];
  });
}

/**
 * What stands inside of “any day” and “in any” is evaluated on other rows than partners. Definitions and scores count with
 * all that they name, so this presumes that none of them comes back to itself.
 */
export function otherRowsFaults(program: TierProgram, visits: readonly Visit[], network: Network): Finding[] {
  return visits.flatMap(({ requirement, path }): Finding[] => {
    const inner =
      'anyDay' in requirement ? requirement.anyDay : 'inAny' in requirement ? requirement.requirement : null;
    if (inner === null) return [];
    const reached = reachedBy(inner, program);
    const nested = reached.requirements.some((part) => 'anyDay' in part || 'inAny' in part);
    const faults: Finding[] = nested
      ? [
          {
            path,
            sentence:
              '“anyDay” and “inAny” cannot stand inside of each other, also not by way of a definition or a score. Put them side by side in “all”.',
          },
        ]
      : [];
    if (!('inAny' in requirement)) return faults;
    const slice = requirement.inAny;
    if (reached.requirements.some((part) => 'rank' in part)) {
      const sentence = `A rank is among partners and not among the parts of one. Take the rank out of “inAny”.`;
      faults.push({ path: [...path, 'requirement'], sentence });
    }
    for (const measure of reached.measures) {
      const planned = tryPlan(measure, network);
      if (planned && !canSlice(planned, slice)) {
        const sentence = `${planned.label} (${measure.metric}) cannot be told apart by ${sliceWords(slice)}. Take it out of “inAny”.`;
        faults.push({ path: [...path, 'requirement'], sentence });
      }
    }
    return faults;
  });
}

function tryPlan(measure: Measure, network: Network): PlannedMeasure | null {
  try {
    return planMeasure(measure, network);
  } catch {
    return null;
  }
}

function reachedBy(
  requirement: Requirement,
  program: TierProgram,
): { readonly requirements: Requirement[]; readonly measures: Measure[] } {
  const requirements: Requirement[] = [];
  const measures: Measure[] = [];
  const score = (id: string): void => {
    const found = program.scores.find((other) => other.id === id);
    for (const { measure, gate } of found?.terms ?? []) {
      measures.push(measure);
      if (gate) visit(gate);
    }
    for (const other of found?.bestOf ?? []) score(other);
  };
  const visit = (part: Requirement): void => {
    requirements.push(part);
    if ('metric' in part) measures.push(part);
    if ('rank' in part) measures.push(part.rank);
    if ('score' in part) score(part.score);
    const used = 'use' in part ? program.definitions[part.use] : undefined;
    if (used) visit(used);
    for (const inner of partsOf(part)) visit(inner.requirement);
  };
  visit(requirement);
  return { requirements, measures };
}
