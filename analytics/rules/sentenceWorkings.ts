/** What a sentence needs to know beyond the nodes of the tree: which edges are reached, how much lies in each band. */
import type { Band, Compared, Expression, Marginal, NumberExpression } from './expression.ts';
import { nodesOf } from './walk.ts';

const workings = new WeakMap<Expression, readonly Expression[]>();

/** Further trees, to be computed on the row with the rule itself. */
export function workingsOf(root: Expression): Expression[] {
  return nodesOf(root).flatMap((node): readonly Expression[] => {
    if (node.kind === 'band') return edgesOf(node);
    return node.kind === 'marginal' ? widthsOf(node) : [];
  });
}

/** Whether each edge of the bands is reached. */
export function edgesOf(node: Band): readonly Compared[] {
  return kept(node, () => node.bands.map(({ from }) => ({ kind: 'compare', sign: '>=', left: node.of, right: from })));
}

/** The part of the figure that lies in each band. */
export function widthsOf(node: Marginal): readonly NumberExpression[] {
  return kept(node, () =>
    node.bands.map(({ from }, band) => {
      const upper = node.bands[band + 1]?.from;
      const top: NumberExpression = upper ? { kind: 'min', of: [node.of, upper] } : node.of;
      return {
        kind: 'max',
        of: [
          { kind: 'subtract', of: [top, from] },
          { kind: 'constant', value: '0', scale: 0 },
        ],
      };
    }),
  );
}

/** The same objects at every asking, because figures are found by them. */
function kept<Node extends Expression>(node: Expression, make: () => readonly Node[]): readonly Node[] {
  const known = workings.get(node) as readonly Node[] | undefined;
  if (known) return known;
  const made = make();
  workings.set(node, made);
  return made;
}
