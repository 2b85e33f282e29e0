/** Definitions and scores that ask for themselves. */
import type { Requirement, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { partsOf } from './walk.ts';

interface Link {
  readonly to: string;
  readonly path: Path;
}

/** One fault for each way round, naming the chain: definition “a” → score “b” → definition “a”. */
export function cycleFaults(program: TierProgram): Finding[] {
  const links = linksOf(program);
  const faults: Finding[] = [];
  const done = new Set<string>();
  const visit = (node: string, chain: readonly string[]): void => {
    if (done.has(node)) return;
    for (const { to, path } of links.get(node) ?? []) {
      const start = [...chain, node].indexOf(to);
      if (start === -1) {
        visit(to, [...chain, node]);
        continue;
      }
      const way = [...[...chain, node].slice(start), to].join(' → ');
      const sentence = `It comes back to itself: ${way}. Take one of these links out.`;
      faults.push({ path, sentence });
    }
    done.add(node);
  };
  for (const node of links.keys()) visit(node, []);
  return faults;
}

function linksOf(program: TierProgram): Map<string, readonly Link[]> {
  const definition = (name: string) => `definition “${name}”`;
  const score = (id: string) => `score “${id}”`;
  const links = (requirement: Requirement, path: Path): Link[] => {
    if ('use' in requirement) return [{ to: definition(requirement.use), path: [...path, 'use'] }];
    if ('score' in requirement) return [{ to: score(requirement.score), path: [...path, 'score'] }];
    return partsOf(requirement).flatMap((part) => links(part.requirement, [...path, ...part.key]));
  };
  return new Map<string, readonly Link[]>([
    ...Object.entries(program.definitions).map(
      ([name, requirement]) => [definition(name), links(requirement, ['definitions', name])] as const,
    ),
    ...program.scores.map(({ id, terms, bestOf }, index) => {
      const path = ['scores', index];
      const gates = terms.flatMap(({ gate }, term) => (gate ? links(gate, [...path, 'terms', term, 'gate']) : []));
      const best = bestOf.map((other, number): Link => ({ to: score(other), path: [...path, 'bestOf', number] }));
      return [score(id), [...gates, ...best]] as const;
    }),
  ]);
}
