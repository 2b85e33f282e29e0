import type {
  Column,
  Compared,
  Condition,
  Constant,
  Expression,
  Flag,
  Input,
  NumberExpression,
  Rounding,
  Scale,
  Shown,
} from '../../rules/expression.ts';

/** Digits after the point of what measures are compared with: those of the measures themselves. */
export const THRESHOLD_SCALE = 4;
/** Digits after the point of points. */
export const POINTS_SCALE = 4;
/** Digits after the point of rates, weights and factors. */
export const RATE_SCALE = 6;

/**
 * Builds the nodes of one program and keeps each different one once, so that a measure, a threshold or a definition that
 * several levels share is also computed once.
 */
export class Nodes {
  /** Values of the inputs made so far, by place. */
  readonly inputs: Record<string, string> = {};
  private readonly known = new Map<string, Expression>();
  private readonly numbered = new Map<unknown, number>();

  constant(value: string, scale: Scale = 0): Constant {
    return this.once({ kind: 'constant', value, scale });
  }

  /** A figure without a value: a comparison with it never holds. */
  missing(): NumberExpression {
    return this.divide(this.constant('0'), this.constant('0'), THRESHOLD_SCALE);
  }

  /** A figure that people can move; `place` is its path in the document. */
  input(place: string, value: string, about: { label: string; scale: Scale; shown?: Shown | undefined }): Input {
    this.inputs[place] = value;
    const { label, scale, shown } = about;
    return this.once({ kind: 'input', name: place, scale, label, ...(shown && { shown }) });
  }

  column(name: string, about: { label: string; scale: Scale; shown?: Shown | undefined }): Column {
    const { label, scale, shown } = about;
    return this.once({ kind: 'column', name, scale, label, ...(shown && { shown }) });
  }

  add(of: readonly NumberExpression[]): NumberExpression {
    return of.length === 1 ? of[0]! : this.once({ kind: 'add', of });
  }

  subtract(of: readonly NumberExpression[]): NumberExpression {
    return this.once({ kind: 'subtract', of });
  }

  min(of: readonly NumberExpression[]): NumberExpression {
    return of.length === 1 ? of[0]! : this.once({ kind: 'min', of });
  }

  max(of: readonly NumberExpression[]): NumberExpression {
    return of.length === 1 ? of[0]! : this.once({ kind: 'max', of });
  }

  multiply(left: NumberExpression, right: NumberExpression, scale: Scale): NumberExpression {
    return this.once({ kind: 'multiply', left, right, scale });
  }

  divide(left: NumberExpression, right: NumberExpression, scale: Scale, rounding?: Rounding): NumberExpression {
    return this.once({ kind: 'divide', left, right, scale, ...(rounding && { rounding }) });
  }

  floor(of: NumberExpression): NumberExpression {
    return this.once({ kind: 'round', of, scale: 0, rounding: 'floor' });
  }

  ceiling(of: NumberExpression): NumberExpression {
    const zero = this.constant('0');
    return this.subtract([zero, this.floor(this.subtract([zero, of]))]);
  }

  band(
    of: NumberExpression,
    bands: readonly { from: NumberExpression; value: NumberExpression }[],
    below: NumberExpression,
  ): NumberExpression {
    return this.once({ kind: 'band', of, bands, below });
  }

  choose(when: Condition, then: NumberExpression, otherwise: NumberExpression): NumberExpression {
    if (when.kind === 'always') return when.holds ? then : otherwise;
    return this.once({ kind: 'choose', when, value: then, otherwise });
  }

  orElse(of: NumberExpression, otherwise: NumberExpression): NumberExpression {
    return this.once({ kind: 'orElse', of, otherwise });
  }

  compare(sign: Compared['sign'], left: NumberExpression, right: NumberExpression): Condition {
    return this.once({ kind: 'compare', sign, left, right });
  }

  flag(name: string, label: string): Flag {
    return this.once({ kind: 'flag', name, label });
  }

  always(holds: boolean): Condition {
    return this.once({ kind: 'always', holds });
  }

  all(parts: readonly Condition[]): Condition {
    const of = [...new Set(parts)].filter((part) => !(part.kind === 'always' && part.holds));
    if (of.some((part) => part.kind === 'always')) return this.always(false);
    if (of.length === 0) return this.always(true);
    return of.length === 1 ? of[0]! : this.once({ kind: 'all', of });
  }

  any(parts: readonly Condition[]): Condition {
    const of = [...new Set(parts)].filter((part) => part.kind !== 'always' || part.holds);
    if (of.some((part) => part.kind === 'always')) return this.always(true);
    if (of.length === 0) return this.always(false);
    return of.length === 1 ? of[0]! : this.once({ kind: 'any', of });
  }

  atLeast(count: number, of: readonly Condition[]): Condition {
    return this.once({ kind: 'atLeast', count, of });
  }

  not(of: Condition): Condition {
    if (of.kind === 'always') return this.always(!of.holds);
    return this.once({ kind: 'not', of });
  }

  /** The node that is already there when it says the same; parts are known nodes, so a key is short. */
  private once<T extends Expression>(node: T): T {
    const key = JSON.stringify(node, (name, value) => {
      const number = name === '' ? undefined : this.numbered.get(value);
      return number === undefined ? value : { node: number };
    });
    const known = this.known.get(key);
    if (known) return known as T;
    this.known.set(key, node);
    this.numbered.set(node, this.numbered.size);
    return node;
  }
}
