/** A rule over other figures: the same tree with its leaves exchanged. */
import type { Column, Condition, Expression, Input, NumberExpression } from './expression.ts';

/** What stands for a column or an input; the node itself to leave it. */
export type Exchange = (leaf: Column | Input) => NumberExpression;

/**
 * A copy with each column and input exchanged. Parts that were shared stay shared, so that nothing is computed twice. What
 * stands for a leaf may have another scale: rounding is the rule's, as it was.
 */
export function replaceLeaves(expression: NumberExpression, exchange: Exchange): NumberExpression {
  const made = new Map<Expression, Expression>();
  const once = <Node extends Expression>(node: Node, make: () => Node): Node => {
    const known = made.get(node) as Node | undefined;
    if (known) return known;
    const copy = make();
    made.set(node, copy);
    return copy;
  };
  const number = (node: NumberExpression): NumberExpression =>
    once(node, () => {
      switch (node.kind) {
        case 'constant':
          return node;
        case 'input':
        case 'column':
          return exchange(node);
        case 'add':
        case 'subtract':
        case 'min':
        case 'max':
          return { ...node, of: node.of.map(number) };
        case 'multiply':
        case 'divide':
          return { ...node, left: number(node.left), right: number(node.right) };
        case 'round':
          return { ...node, of: number(node.of) };
        case 'band':
          return {
            ...node,
            of: number(node.of),
            bands: node.bands.map(({ from, value }) => ({ from: number(from), value: number(value) })),
            below: number(node.below),
          };
        case 'marginal':
          return {
            ...node,
            of: number(node.of),
            bands: node.bands.map(({ from, rate }) => ({ from: number(from), rate: number(rate) })),
          };
        case 'choose':
          return { ...node, when: condition(node.when), value: number(node.value), otherwise: number(node.otherwise) };
        case 'orElse':
          return { ...node, of: number(node.of), otherwise: number(node.otherwise) };
      }
    });
  const condition = (node: Condition): Condition =>
    once(node, () => {
      switch (node.kind) {
        case 'always':
        case 'flag':
          return node;
        case 'compare':
          return { ...node, left: number(node.left), right: number(node.right) };
        case 'all':
        case 'any':
        case 'atLeast':
          return { ...node, of: node.of.map(condition) };
        case 'not':
          return { ...node, of: condition(node.of) };
        case 'known':
          return { ...node, of: number(node.of) };
      }
    });
  return number(expression);
}
