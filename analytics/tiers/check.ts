/** Whether a program can be simulated, and what is wrong with it where, in sentences that say how to mend it. */
import { faultPath, faultSentence } from '../api/documents/faultSentence.ts';
import { type TierProgram, tierProgram } from '../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Fault, ProgramCheck } from '../api/tiers.ts';
import type { Network } from '../network/network.ts';
import { type Finding, faultText, nestedDeeper, unique, written } from '../rules/documents/faults.ts';
import { placeOf } from '../rules/documents/places.ts';
import { currencyFaults, programAdvice } from './check/advice.ts';
import { cycleFaults } from './check/cycles.ts';
import { levelFindings } from './check/levels.ts';
import { measureFaults, otherRowsFaults } from './check/measures.ts';
import { whereOf } from './check/places.ts';
import { duplicateFaults, referenceFaults } from './check/references.ts';
import { reviewFaults } from './check/review.ts';
import { sizeFaults } from './check/size.ts';
import { thresholdFaults } from './check/thresholds.ts';
import { visitsOf } from './check/walk.ts';

/** Deeper than anybody nests requirements, and shallow enough to walk. */
const MOST_NESTED = 60;

/**
 * All faults that can be told at once: first what the grammar does not allow, and when it allows everything, what does not
 * make sense together or has no answer on this network.
 */
export function checkProgram(raw: unknown, network: Network): ProgramCheck {
  const said = ({ path, sentence }: Finding): Fault => ({ place: placeOf(path), where: whereOf(raw, path), sentence });
  const refused = (findings: readonly Finding[]): ProgramCheck => ({
    program: null,
    faults: unique(findings.map(said)),
    advice: [],
  });
  const deep = nestedDeeper(raw, MOST_NESTED);
  if (deep) {
    const sentence = `Requirements are nested more than ${MOST_NESTED} deep. Name inner ones under “definitions”, or take levels of nesting out.`;
    return refused([{ path: deep.slice(0, 4), sentence }]);
  }
  const parsed = tierProgram.safeParse(raw, { error: faultSentence });
  if (!parsed.success) {
    return refused(
      parsed.error.issues.map((issue) => ({ path: written(raw, faultPath(issue)), sentence: issue.message })),
    );
  }
  const program = parsed.data;
  const visits = visitsOf(program);
  const faults = [
    ...duplicateFaults(program),
    ...referenceFaults(program, visits),
    ...cycleFaults(program),
    ...measureFaults(program, visits, network),
    ...thresholdFaults(program, visits),
    ...reviewFaults(program),
    ...currencyFaults(program, network),
  ];
  // What follows all links presumes that they lead somewhere and come to an end.
  if (faults.length > 0) return refused(faults);
  const large = sizeFaults(program);
  if (large.length > 0) return refused(large);
  const levels = levelFindings(program, network);
  const whole = [...otherRowsFaults(program, visits, network), ...levels.faults];
  if (whole.length > 0) return refused(whole);
  return { program, faults: [], advice: [...levels.advice, ...programAdvice(program, visits, network)].map(said) };
}

/** @throws QuarterdeckError `program-invalid`: every fault with its place and the mend. */
export function needProgram(raw: unknown, network: Network): TierProgram {
  const { program, faults } = checkProgram(raw, network);
  if (program) return program;
  throw new QuarterdeckError('program-invalid', faults.map(faultText).join(' '));
}
