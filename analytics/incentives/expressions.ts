/** Short ways to write expressions of pay. */
import { RULE_SCALE } from '../api/documents/decimal.ts';
import type {
  Column,
  Condition,
  Constant,
  Input,
  NumberExpression,
  Rounding,
  Scale,
  Shown,
} from '../rules/expression.ts';
import { BASE_SCALE, PAY_SCALE } from './compiled.ts';

export const ZERO: Constant = { kind: 'constant', value: '0', scale: 0 };

export function constant(value: string | number): Constant {
  const text = String(value);
  const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  return { kind: 'constant', value: text, scale: digits as Scale };
}

export function column(name: string, label: string, scale: Scale = BASE_SCALE, shown: Shown = 'money'): Column {
  return { kind: 'column', name, scale, label, shown };
}

export const add = (...of: NumberExpression[]): NumberExpression => (of.length === 1 ? of[0]! : { kind: 'add', of });
export const subtract = (...of: NumberExpression[]): NumberExpression => ({ kind: 'subtract', of });
export const least = (...of: NumberExpression[]): NumberExpression => ({ kind: 'min', of });
export const greatest = (...of: NumberExpression[]): NumberExpression => ({ kind: 'max', of });

export function times(left: NumberExpression, right: NumberExpression, scale: Scale = PAY_SCALE): NumberExpression {
  return { kind: 'multiply', left, right, scale };
}

export function over(
  left: NumberExpression,
  right: NumberExpression,
  scale: Scale = PAY_SCALE,
  rounding: Rounding = 'half-up',
): NumberExpression {
  return { kind: 'divide', left, right, scale, rounding };
}

export function choose(when: Condition, value: NumberExpression, otherwise: NumberExpression): NumberExpression {
  return { kind: 'choose', when, value, otherwise };
}

export function compare(
  left: NumberExpression,
  sign: '>=' | '>' | '<=' | '<' | '=',
  right: NumberExpression,
): Condition {
  return { kind: 'compare', sign, left, right };
}

/** Collects the figures of a document that people move. */
export class Figures {
  readonly inputs: Record<string, string> = {};
  private readonly at: string;

  /** @param at the place in the document that names begin with */
  constructor(at: string) {
    this.at = at;
  }

  input(place: string, value: string, label: string, shown: Shown): Input {
    const name = `${this.at}.${place}`;
    this.inputs[name] = value;
    return { kind: 'input', name, scale: RULE_SCALE, label, shown };
  }
}
