/** Programs too large to be answered while somebody waits. */
import type { Requirement, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { partsOf, rootsOf } from './walk.ts';

/** The record evaluates every test by SQL: 1,024 take most of a minute, and more take longer than in proportion. */
const MOST_TESTS = 400;

/** Tests count wherever they are used, so this presumes that no definition comes back to itself. */
export function sizeFaults(program: TierProgram): Finding[] {
  const { definitions, scores } = program;
  const known = new Map<string, number>();
  const countOf = (requirement: Requirement): number => {
    if ('use' in requirement) {
      const found = known.get(requirement.use) ?? countOf(definitions[requirement.use]!);
      known.set(requirement.use, found);
      return found;
    }
    const parts = partsOf(requirement);
    return parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + countOf(part.requirement), 0);
  };
  const asked = rootsOf(program).filter(({ home }) => home.kind !== 'definition');
  const terms = scores.reduce((sum, score) => sum + score.terms.length, 0);
  const count = asked.reduce((sum, { requirement }) => sum + countOf(requirement), terms);
  if (count <= MOST_TESTS) return [];
  const many = count > 1_000_000 ? 'more than a million' : String(count);
  const sentence = `The program has ${many} tests and terms, counted wherever a definition is used, and at most ${MOST_TESTS} can be answered in good time. Take tests out, or make several of them one score.`;
  return [{ path: [], sentence }];
}
