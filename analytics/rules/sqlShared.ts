/** What expressions that are read together share, in an order in which it can be computed. */
import type { Expression } from './expression.ts';
import { children, distinctNodes } from './walk.ts';

export interface SharedParts {
  /** Each layer reads the columns of the layers before it. */
  readonly layers: readonly (readonly Expression[])[];
  /** The column of a shared part; undefined for what is printed in place. */
  named(node: Expression): string | undefined;
}

export function sharedParts(roots: readonly Expression[]): SharedParts {
  const { nodes, indexOf } = distinctNodes(...roots);
  const uses = new Array<number>(nodes.length).fill(0);
  for (const root of roots) uses[indexOf(root)]! += 1;
  for (const node of nodes) for (const part of printedParts(node)) uses[indexOf(part)]! += 1;

  const isShared = nodes.map((node, index) => uses[index]! > 1 && !isCheap(node));
  const layerOf: number[] = [];
  const layers: Expression[][] = [];
  for (const [index, node] of nodes.entries()) {
    const below = children(node).map(indexOf);
    layerOf[index] = Math.max(0, ...below.map((part) => layerOf[part]! + (isShared[part] ? 1 : 0)));
    if (!isShared[index]) continue;
    const layer = layers[layerOf[index]] ?? [];
    layers[layerOf[index]] = layer;
    layer.push(node);
  }
  return {
    layers,
    named: (node) => (isShared[indexOf(node)] ? `shared_${indexOf(node)}` : undefined),
  };
}

/** The parts as often as they are printed: what is looked up in bands is held against each edge. */
function printedParts(node: Expression): readonly Expression[] {
  const again = node.kind === 'band' || node.kind === 'marginal' ? node.bands.map(() => node.of) : [];
  return [...children(node), ...again];
}

/** Leaves, and what asks one question of leaves: reading a column of it costs as much. */
function isCheap(node: Expression): boolean {
  const parts = children(node);
  const question = node.kind === 'compare' || node.kind === 'known' || node.kind === 'not';
  return parts.length === 0 || (question && parts.every((part) => children(part).length === 0));
}
