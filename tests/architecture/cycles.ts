import type { Import } from './imports.ts';

/**
 * Files that import each other in a ring, each ring once, as the list of its files. Imports of types alone do not count:
 * they are gone when the program runs, and two types of one part may well name each other.
 */
export function findCycles(imports: readonly Import[]): string[][] {
  const graph = new Map<string, Set<string>>();
  for (const { file, target, typeOnly } of imports) {
    if (typeOnly || target.kind !== 'file') continue;
    const targets = graph.get(file) ?? new Set();
    graph.set(file, targets.add(target.path));
  }
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];

  function visit(file: string): void {
    const at = path.indexOf(file);
    if (at >= 0) {
      cycles.push(path.slice(at));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  }

  for (const file of graph.keys()) visit(file);
  return cycles;
}
