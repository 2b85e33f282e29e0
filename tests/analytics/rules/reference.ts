/**
 * A second way to the value of a rule: the definition in expression.ts on whole numbers without limit, one row at a time and
 * with nothing clever. It also tells how far the figures on the way went, branches not taken included, so
 * that a test knows where a reading's reach ends.
 */
import type { Condition, Expression, Inputs, NumberExpression, Rounding } from '../../../analytics/rules/expression.ts';
import { isCondition } from '../../../analytics/rules/expression.ts';

export interface Row {
  /** Whole numbers of 10^-scale of the column. */
  readonly numbers: Readonly<Record<string, bigint | null>>;
  readonly flags: Readonly<Record<string, boolean>>;
}

/** A value as a whole number of 10^-scale. */
interface Figure {
  readonly units: bigint;
  readonly scale: number;
}

export interface Reading {
  /** Whole number of 10^-scale, null where missing; or whether the condition holds. */
  readonly value: bigint | null | boolean;
  readonly scale: number;
  /** The largest whole number that a node came to. */
  readonly largest: bigint;
  /** The same before rounding: of products all digits count. */
  readonly longest: bigint;
  /** Whether some figure was cut so close to an edge that a float would miss on which side. */
  readonly delicate: boolean;
}

export function evaluate(expression: Expression, row: Row, inputs: Inputs): Reading {
  let largest = 0n;
  let longest = 0n;
  let delicate = false;

  function note(figure: Figure | null): Figure | null {
    if (figure) largest = greater(largest, abs(figure.units));
    return figure;
  }

  function multiply(x: bigint, y: bigint): bigint {
    longest = greater(longest, abs(x * y));
    return x * y;
  }

  /** above / below at a scale. */
  function divide(above: bigint, below: bigint, scale: number, rounding: Rounding = 'half-up'): Figure {
    const negative = above < 0n !== below < 0n;
    const [size, by] = [abs(above), abs(below)];
    const [whole, rest] = [size / by, size % by];
    // A float cannot tell a quotient that is cut just beside an edge from one on it.
    const beside = rest * 10_000n < by || (by - rest) * 10_000n < by;
    // Whole numbers are held against what they were divided from.
    const checked = rounding === 'floor' && scale === 0;
    if (rounding !== 'half-up' && !checked && rest > 0n && beside) delicate = true;
    const up = rounding === 'half-up' ? rest * 2n >= by : rounding === 'floor' && negative && rest > 0n;
    const units = up ? whole + 1n : whole;
    return { units: negative ? -units : units, scale };
  }

  const known = (parts: readonly NumberExpression[]): Figure[] | null => {
    const figures = parts.map(number);
    return figures.includes(null) ? null : (figures as Figure[]);
  };

  /** The value at the scale that the parts give, missing where it is. */
  function at(scale: number, figure: Figure | null): Figure | null {
    return figure && note({ units: figure.units * 10n ** BigInt(scale - figure.scale), scale });
  }

  function number(node: NumberExpression): Figure | null {
    return note(plain(node));
  }

  function plain(node: NumberExpression): Figure | null {
    switch (node.kind) {
      case 'constant':
        return parse(node.value, node.scale);
      case 'input':
        return parse(inputs[node.name]!, node.scale);
      case 'column': {
        const units = row.numbers[node.name]!;
        return units === null ? null : { units, scale: node.scale };
      }
      case 'add':
      case 'subtract':
      case 'min':
      case 'max': {
        const scale = widest(node.of);
        const figures = known(node.of)?.map((figure) => at(scale, figure)!.units);
        if (!figures) return null;
        const combine = {
          add: (a: bigint, b: bigint) => a + b,
          subtract: (a: bigint, b: bigint) => a - b,
          min: lesser,
          max: greater,
        }[node.kind];
        return { units: figures.slice(1).reduce(combine, figures[0]!), scale };
      }
      case 'multiply': {
        const figures = known([node.left, node.right]);
        if (!figures) return null;
        const [x, y] = figures as [Figure, Figure];
        const grow = 10n ** BigInt(node.scale);
        return divide(multiply(x.units, y.units) * grow, 10n ** BigInt(x.scale + y.scale), node.scale, node.rounding);
      }
      case 'divide': {
        const figures = known([node.left, node.right]);
        if (!figures) return null;
        const [x, y] = figures as [Figure, Figure];
        if (y.units === 0n) return null;
        const grow = 10n ** BigInt(node.scale + y.scale);
        return divide(x.units * grow, y.units * 10n ** BigInt(x.scale), node.scale, node.rounding);
      }
      case 'round': {
        const figure = number(node.of);
        if (!figure) return null;
        return divide(figure.units * 10n ** BigInt(node.scale), 10n ** BigInt(figure.scale), node.scale, node.rounding);
      }
      case 'band': {
        const scale = widest([node.below, ...node.bands.map(({ value }) => value)]);
        const x = number(node.of);
        const edges = node.bands.map(({ from }) => number(from));
        const reached = node.bands.filter((_, index) => x && edges[index] && order(x, edges[index]) >= 0n);
        const values = new Map(
          [node.below, ...node.bands.map(({ value }) => value)].map((part) => [part, at(scale, number(part))]),
        );
        return x && (values.get(reached.at(-1)?.value ?? node.below) ?? null);
      }
      case 'marginal': {
        const figures = known([node.of, ...node.bands.flatMap(({ from, rate }) => [from, rate])]);
        if (!figures) return null;
        const edge = widest([node.of, ...node.bands.map(({ from }) => from)]);
        const share = widest(node.bands.map(({ rate }) => rate));
        const [x, ...others] = figures.map(
          (figure, index) => at(index > 0 && index % 2 === 0 ? share : edge, figure)!.units,
        );
        let sum = 0n;
        for (let band = 0; band < node.bands.length; band++) {
          const [from, rate, upper] = [others[band * 2]!, others[band * 2 + 1]!, others[band * 2 + 2] ?? x!];
          const top = lesser(x!, upper);
          if (top > from) sum += multiply(top, rate) - multiply(from, rate);
        }
        return divide(sum * 10n ** BigInt(node.scale), 10n ** BigInt(edge + share), node.scale, node.rounding);
      }
      case 'choose': {
        const scale = widest([node.value, node.otherwise]);
        const [value, otherwise] = [node.value, node.otherwise].map((part) => at(scale, number(part)));
        return (holds(node.when) ? value : otherwise) ?? null;
      }
      case 'orElse': {
        const scale = widest([node.of, node.otherwise]);
        const [of, otherwise] = [node.of, node.otherwise].map((part) => at(scale, number(part)));
        return of ?? otherwise ?? null;
      }
    }
  }

  function holds(node: Condition): boolean {
    switch (node.kind) {
      case 'always':
        return node.holds;
      case 'flag':
        return row.flags[node.name]!;
      case 'compare': {
        const figures = known([node.left, node.right]);
        if (!figures) return false;
        const above = order(figures[0]!, figures[1]!);
        return { '>=': above >= 0n, '>': above > 0n, '<=': above <= 0n, '<': above < 0n, '=': above === 0n }[node.sign];
      }
      case 'all':
        return node.of.map(holds).every(Boolean);
      case 'any':
        return node.of.map(holds).some(Boolean);
      case 'atLeast':
        return node.of.filter(holds).length >= node.count;
      case 'not':
        return !holds(node.of);
      case 'known':
        return number(node.of) !== null;
    }
  }

  if (isCondition(expression))
    return { value: holds(expression), scale: 0, largest, longest: greater(largest, longest), delicate };
  const figure = number(expression);
  return {
    value: figure?.units ?? null,
    scale: widest([expression]),
    largest,
    longest: greater(largest, longest),
    delicate,
  };
}

/** The greatest scale that the value of one of these can have. */
function widest(parts: readonly NumberExpression[]): number {
  return Math.max(
    ...parts.map((part) => {
      switch (part.kind) {
        case 'add':
        case 'subtract':
        case 'min':
        case 'max':
          return widest(part.of);
        case 'band':
          return widest([part.below, ...part.bands.map(({ value }) => value)]);
        case 'choose':
          return widest([part.value, part.otherwise]);
        case 'orElse':
          return widest([part.of, part.otherwise]);
        default:
          return part.scale;
      }
    }),
  );
}

function parse(text: string, scale: number): Figure {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction.padEnd(scale, '0')), scale };
}

function order(x: Figure, y: Figure): bigint {
  return x.units * 10n ** BigInt(y.scale) - y.units * 10n ** BigInt(x.scale);
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const abs = (value: bigint): bigint => (value < 0n ? -value : value);

export function print(row: Row): string {
  return JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}
