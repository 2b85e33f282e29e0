/** Short names for the nodes of hand-written rules. */
import type {
  Column,
  Compared,
  Condition,
  Constant,
  Input,
  NumberExpression,
  Rounding,
  Scale,
  Shown,
} from '../../../analytics/rules/expression.ts';

/** `0.035` has three digits after the point. */
const digits = (value: string): Scale => (value.split('.')[1]?.length ?? 0) as Scale;

export const constant = (value: string, shown?: Shown): Constant => ({
  kind: 'constant',
  value,
  scale: digits(value),
  ...(shown && { shown }),
});
export const money = (value: string): Constant => constant(value, 'money');
export const rate = (value: string): Constant => constant(value, 'ratio');

export const column = (name: string, label = name, shown: Shown = 'money', scale: Scale = 4): Column => ({
  kind: 'column',
  name,
  label,
  scale,
  shown,
});
export const input = (name: string, shown: Shown = 'money', scale: Scale = 4): Input => ({
  kind: 'input',
  name,
  label: name,
  scale,
  shown,
});

export const sum = (...of: NumberExpression[]): NumberExpression => ({ kind: 'add', of });
export const less = (...of: NumberExpression[]): NumberExpression => ({ kind: 'subtract', of });
export const min = (...of: NumberExpression[]): NumberExpression => ({ kind: 'min', of });
export const max = (...of: NumberExpression[]): NumberExpression => ({ kind: 'max', of });
/** Rounded to cents unless it says otherwise. */
export const times = (left: NumberExpression, right: NumberExpression, scale: Scale = 2): NumberExpression => ({
  kind: 'multiply',
  left,
  right,
  scale,
});
export const over = (left: NumberExpression, right: NumberExpression, scale: Scale = 4): NumberExpression => ({
  kind: 'divide',
  left,
  right,
  scale,
});
export const round = (of: NumberExpression, scale: Scale, rounding: Rounding = 'half-up'): NumberExpression => ({
  kind: 'round',
  of,
  scale,
  rounding,
});
export const choose = (
  when: Condition,
  value: NumberExpression,
  otherwise: NumberExpression = money('0'),
): NumberExpression => ({ kind: 'choose', when, value, otherwise });

/** Edges and values as text, from the lowest. */
export const band = (of: NumberExpression, ...bands: [from: string, value: string][]): NumberExpression => ({
  kind: 'band',
  of,
  bands: bands.map(([from, value]) => ({ from: money(from), value: rate(value) })),
  below: rate('0'),
});
export const marginal = (of: NumberExpression, ...bands: [from: string, rate: string][]): NumberExpression => ({
  kind: 'marginal',
  of,
  bands: bands.map(([from, value]) => ({ from: money(from), rate: rate(value) })),
  scale: 2,
});

export const compare = (left: NumberExpression, sign: Compared['sign'], right: NumberExpression): Compared => ({
  kind: 'compare',
  sign,
  left,
  right,
});
export const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
