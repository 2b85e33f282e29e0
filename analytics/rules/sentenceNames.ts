/** What the numbers of a rule are called. */
import type { CellStyle } from '../present/cell.ts';
import type { Band, Condition, Inputs, NumberExpression, Product } from './expression.ts';
import { ownFigure } from './scale.ts';
import { type RowFigures, shownOf, writeOwn } from './sentenceFigures.ts';
import { isSame } from './walk.ts';

/** What a sentence is made with. */
export interface Telling {
  readonly inputs: Inputs;
  readonly style: CellStyle;
  /** Of the row that is explained; none when the rule itself is told. */
  readonly figures: RowFigures | undefined;
  condition(node: Condition): string;
}

type Own = Extract<NumberExpression, { kind: 'constant' | 'input' }>;

/** A figure of the rule and not of the row. */
export function isOwn(node: NumberExpression): node is Own {
  return node.kind === 'constant' || node.kind === 'input';
}

/** What the number is called; figures of the rule are their value: `annual purchases`, `650 k`, `3 % of annual purchases`. */
export function nameOf(node: NumberExpression, telling: Telling): string {
  const name = (part: NumberExpression): string => nameOf(part, telling);
  const list = (parts: readonly NumberExpression[]): string => joined(parts.map(name));
  switch (node.kind) {
    case 'constant':
    case 'input':
      return writeOwn(ownFigure(node, telling.inputs), node.shown, telling.style);
    case 'column':
      return node.label;
    case 'add':
      return node.of.map(name).join(' plus ');
    case 'subtract':
      return node.of.map(name).join(' less ');
    case 'min':
      return node.of.length === 1 ? name(node.of[0]!) : `the least of ${list(node.of)}`;
    case 'max':
      return node.of.length === 1 ? name(node.of[0]!) : `the greatest of ${list(node.of)}`;
    case 'multiply': {
      const { rate, base } = rateAndBase(node);
      return rate.kind === 'band'
        ? `${name(rate)}, ${reach(rate, base, telling)}`
        : `${name(rate)} ${times(rate)} ${name(base)}`;
    }
    case 'divide':
      return `${name(node.left)} ÷ ${name(node.right)}`;
    case 'round':
      return name(node.of);
    case 'band': {
      const bands = node.bands.map(({ from, value }) => `${name(value)} from ${name(from)}`);
      return `by ${name(node.of)}: ${[...bands, `else ${name(node.below)}`].join(', ')}`;
    }
    case 'marginal': {
      const bands = node.bands.map(({ from, rate }) => `${name(rate)} on the part from ${name(from)}`);
      return `by ${name(node.of)}, band by band: ${bands.join(', ')}`;
    }
    case 'choose':
      return `${name(node.value)} if ${telling.condition(node.when)}, else ${name(node.otherwise)}`;
    case 'orElse':
      return `${name(node.of)}, or ${name(node.otherwise)} without data`;
  }
}

/** Of a product the part that reads as a rate or factor, and what it is taken of. */
export function rateAndBase({ left, right }: Product): { rate: NumberExpression; base: NumberExpression } {
  const isRate = (node: NumberExpression) => ['ratio', 'factor'].includes(shownOf(node) ?? '');
  return isRate(right) && !isRate(left) ? { rate: right, base: left } : { rate: left, base: right };
}

export function times(rate: NumberExpression): string {
  return shownOf(rate) === 'ratio' ? 'of' : '×';
}

/** A rate that the whole figure picks for the whole figure pays from the first dollar. */
export function reach(rate: Band, base: NumberExpression, telling: Telling): string {
  return isSame(rate.of, base) ? 'first-dollar' : `on ${nameOf(base, telling)}`;
}

export function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
