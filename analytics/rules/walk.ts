/** Walks over the expression tree: what a node is made of, and what a tree reads. */
import type { Column, Expression, Flag, Input, NumberExpression } from './expression.ts';

/** The parts a node is made of, in a fixed order. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'constant':
    case 'input':
    case 'column':
    case 'always':
    case 'flag':
      return [];
    case 'add':
    case 'subtract':
    case 'min':
    case 'max':
    case 'all':
    case 'any':
    case 'atLeast':
      return expression.of;
    case 'round':
    case 'not':
    case 'known':
      return [expression.of];
    case 'multiply':
    case 'divide':
    case 'compare':
      return [expression.left, expression.right];
    case 'band':
      return [expression.of, expression.below, ...expression.bands.flatMap(({ from, value }) => [from, value])];
    case 'marginal':
      return [expression.of, ...expression.bands.flatMap(({ from, rate }) => [from, rate])];
    case 'choose':
      return [expression.when, expression.value, expression.otherwise];
    case 'orElse':
      return [expression.of, expression.otherwise];
  }
}

/** Every node once, parts before the whole. A part that is shared (the same object) comes once. */
export function nodesOf(...roots: readonly Expression[]): Expression[] {
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    for (const child of children(expression)) visit(child);
    seen.add(expression);
  };
  for (const root of roots) visit(root);
  return [...seen];
}

/** The inputs a tree reads, each name once. */
export function inputsOf(...roots: readonly Expression[]): Input[] {
  return named(nodesOf(...roots).filter((node) => node.kind === 'input'));
}

/** The columns a tree reads, each name once. */
export function columnsOf(...roots: readonly Expression[]): Column[] {
  return named(nodesOf(...roots).filter((node) => node.kind === 'column'));
}

/** The yes-or-no columns a tree reads, each name once. */
export function flagsOf(...roots: readonly Expression[]): Flag[] {
  return named(nodesOf(...roots).filter((node) => node.kind === 'flag'));
}

/** Different computations of some trees, parts before the whole. */
export interface DistinctNodes {
  /** One node for each computation: nodes that give the same value on every row are one, whatever objects they are. */
  readonly nodes: readonly Expression[];
  /** Where the computation of a node of the trees is in `nodes`. */
  indexOf(node: Expression): number;
}

export function distinctNodes(...roots: readonly Expression[]): DistinctNodes {
  const indices = new Map<Expression, number>();
  const indexOf = (node: Expression): number => indices.get(node)!;
  const known = new Map<string, Expression>();
  for (const node of nodesOf(...roots)) {
    const key = structure(node, indexOf);
    const same = known.get(key);
    indices.set(node, same ? indexOf(same) : known.size);
    if (!same) known.set(key, node);
  }
  return { nodes: [...known.values()], indexOf };
}

/** Whether two trees are the same computation. */
export function isSame(left: Expression, right: Expression): boolean {
  const { indexOf } = distinctNodes(left, right);
  return indexOf(left) === indexOf(right);
}

/** What a node computes, given the names of its parts. Labels do not count. */
function structure(node: Expression, nameOf: (part: Expression) => number): string {
  const own = Object.entries(node)
    .filter(([field, value]) => typeof value !== 'object' && field !== 'label' && field !== 'shown')
    .map(([field, value]) => `${field}=${value}`)
    .sort();
  return `${JSON.stringify(own)}(${children(node).map(nameOf).join(',')})`;
}

/** Whether the number can be missing on some row: it reads a column that can be empty, or divides by what can be zero. */
export function mayMiss(expression: NumberExpression): boolean {
  switch (expression.kind) {
    case 'constant':
    case 'input':
      return false;
    case 'column':
      return true;
    case 'add':
    case 'subtract':
    case 'min':
    case 'max':
      return expression.of.some(mayMiss);
    case 'multiply':
      return mayMiss(expression.left) || mayMiss(expression.right);
    case 'divide':
      return mayMiss(expression.left) || !isNonZero(expression.right);
    case 'round':
      return mayMiss(expression.of);
    case 'band':
      return [expression.of, expression.below, ...expression.bands.map(({ value }) => value)].some(mayMiss);
    case 'marginal':
      return mayMiss(expression.of) || expression.bands.some(({ from, rate }) => mayMiss(from) || mayMiss(rate));
    case 'choose':
      return mayMiss(expression.value) || mayMiss(expression.otherwise);
    case 'orElse':
      return mayMiss(expression.of) && mayMiss(expression.otherwise);
  }
}

/** A constant that is not zero: what can be divided by without asking. */
export function isNonZero(expression: NumberExpression): boolean {
  return expression.kind === 'constant' && /[1-9]/.test(expression.value);
}

function named<Node extends { readonly name: string }>(nodes: readonly Node[]): Node[] {
  return [...new Map(nodes.map((node) => [node.name, node])).values()];
}
