/** The figures of a rule on one row, written as people read them. */
import type { CellStyle } from '../present/cell.ts';
import { formatCell } from '../present/cell.ts';
import { decimalText } from '../present/decimal.ts';
import { numbers, shift } from '../present/numbers.ts';
import type { Condition, Expression, Inputs, NumberExpression, Shown } from './expression.ts';
import { isCondition } from './expression.ts';
import { compileKernel } from './kernel.ts';
import { scaleOf, unitsOf } from './scale.ts';
import { columnsOf, flagsOf, nodesOf } from './walk.ts';

/** What a row has in its columns. */
export interface RowValues {
  /** Decimal text; null where there is no data. */
  number(name: string): string | null;
  flag(name: string): boolean;
}

/** Every value of a rule on one row. The kernel gives them, so that the words tell what was computed. */
export class RowFigures {
  private readonly numbers = new Map<Expression, string | null>();
  private readonly flags = new Map<Expression, boolean>();

  constructor(roots: readonly Expression[], values: RowValues, inputs: Inputs) {
    const nodes = nodesOf(...roots);
    const scales = new Map(columnsOf(...roots).map(({ name, scale, label }) => [name, { scale, label }]));
    const known = new Set(
      flagsOf(...roots)
        .filter(({ name }) => values.flag(name))
        .map(({ name }) => name),
    );
    const result = compileKernel(Object.fromEntries(nodes.entries())).run(
      {
        rows: 1,
        number(name) {
          const text = values.number(name);
          const { scale, label } = scales.get(name)!;
          return Float64Array.of(text === null ? Number.NaN : Number(unitsOf(text, scale, `“${label}”`)));
        },
        flag: (name) => Uint8Array.of(known.has(name) ? 1 : 0),
      },
      inputs,
    );
    for (const [index, node] of nodes.entries()) {
      if (isCondition(node)) this.flags.set(node, result.flag(String(index))[0] === 1);
      else this.numbers.set(node, toText(result.number(String(index))[0]!, scaleOf(node)));
    }
  }

  /** Decimal text, null where missing. The node must be part of what was asked about. */
  number(node: NumberExpression): string | null {
    return this.numbers.get(node) ?? null;
  }

  holds(node: Condition): boolean {
    return this.flags.get(node) === true;
  }
}

/** How a node's value is shown: as its parts are, where it does not say so itself. */
export function shownOf(node: NumberExpression): Shown | undefined {
  switch (node.kind) {
    case 'constant':
    case 'input':
    case 'column':
      return node.shown;
    case 'add':
    case 'subtract':
    case 'min':
    case 'max':
      return firstShown(node.of);
    case 'multiply': {
      const [left, right] = [shownOf(node.left), shownOf(node.right)];
      return left === 'ratio' || left === 'factor' || left === undefined ? (right ?? left) : left;
    }
    case 'divide':
      return shownOf(node.left) === shownOf(node.right) ? 'ratio' : shownOf(node.left);
    case 'round':
    case 'marginal':
      return shownOf(node.of);
    case 'band':
      return firstShown([...node.bands.map(({ value }) => value), node.below]);
    case 'choose':
      return firstShown([node.value, node.otherwise]);
    case 'orElse':
      return firstShown([node.of, node.otherwise]);
  }
}

function firstShown(parts: readonly NumberExpression[]): Shown | undefined {
  return parts.map(shownOf).find((shown) => shown !== undefined);
}

/** A figure in its unit: `631 k`, `32.5 %`, `64`. Money that is whole has no cents. */
export function write(text: string, shown: Shown | undefined, style: CellStyle): string {
  const short = style.style !== 'exact' && Number(text) !== 0;
  if (shown === 'money' && !short && isWhole(text)) return numbers(style.locale).integer(text);
  return formatCell(text, shown === undefined || shown === 'points' ? 'quantity' : shown, style);
}

/** A figure of the rule: a rate with the digits that it has, `7 %` and `3.25 %`. */
export function writeOwn(text: string, shown: Shown | undefined, style: CellStyle): string {
  if (shown !== 'ratio') return write(text, shown, style);
  const digits = shift(text, 2).replace(/0+$/, '').split('.')[1]?.length ?? 0;
  return numbers(style.locale).percent(text, digits);
}

function isWhole(text: string): boolean {
  return /^[^.]*(\.0*)?$/.test(text);
}

/** Two figures that are compared: with as many digits as it takes to tell them apart when they differ. */
export function writeBoth(left: string, right: string, shown: Shown | undefined, style: CellStyle): [string, string] {
  const both = (print: (text: string) => string): [string, string] => [print(left), print(right)];
  let written = both((text) => write(text, shown, style));
  const set = numbers(style.locale);
  for (let digits = 2; digits <= 8 && written[0] === written[1] && Number(left) !== Number(right); digits++) {
    written = both((text) => (shown === 'ratio' ? set.percent(text, digits) : set.exact(text, digits)));
  }
  return written;
}

function toText(units: number, scale: number): string | null {
  return Number.isNaN(units) ? null : decimalText({ units: BigInt(units), scale });
}
