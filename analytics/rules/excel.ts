/**
 * The Excel reading: one formula per rule, of functions that Excel and LibreOffice share, without array formulas.
 *
 * A missing number is an empty cell, or "" where a formula gave it. Inside a formula it is an error value, which Excel
 * carries through arithmetic by itself; comparisons turn it to FALSE and the outermost formula to "".
 *
 * Cells hold binary floats, so a sum is rounded to its scale and an exact product is restored before it is cut: figures of
 * up to 15 digits come out as the exact ones do.
 */
import { QuarterdeckError } from '../api/errors.ts';
import type { Condition, Expression, NumberExpression, Rounding } from './expression.ts';
import { isCondition } from './expression.ts';
import { checkExpressions, scaleOf } from './scale.ts';
import { mayMiss } from './walk.ts';

export interface ExcelReading {
  /** The reference of the cell with the row's number: `F2`, `Data!$F2`. */
  column(name: string): string;
  /** The reference of the cell with the row's TRUE or FALSE; an empty one counts as FALSE. */
  flag(name: string): string;
  /** The defined name, or the reference, of the input's cell. */
  input(name: string): string;
}

/** What Excel takes in one formula. */
const MOST_CHARACTERS = 8192;
const MOST_LEVELS = 64;

/** Digits that a quotient is restored to, beyond its scale, before it is cut: what a float leaves of seven digits before the point. */
const GUARD_DIGITS = 4;

/** The formula without its equals sign. Throws a sentence when the rule is not well formed, or too large for one cell. */
export function toExcel(expression: Expression, reading: ExcelReading): string {
  checkExpressions(expression);
  const formula = isCondition(expression) ? condition(expression, reading) : outermost(expression, reading);
  if (formula.length + 1 > MOST_CHARACTERS) {
    throw tooLarge(`has ${formula.length + 1} characters, and a cell takes ${MOST_CHARACTERS}`);
  }
  const levels = depth(formula);
  if (levels > MOST_LEVELS) throw tooLarge(`is nested ${levels} levels deep, and a cell takes ${MOST_LEVELS}`);
  return formula;
}

function outermost(node: NumberExpression, reading: ExcelReading): string {
  if (node.kind === 'column') return `IF(ISNUMBER(${reading.column(node.name)}),${reading.column(node.name)},"")`;
  return mayMiss(node) ? `IFERROR(${number(node, reading)},"")` : number(node, reading);
}

/** A number that stands as it is on either side of an operator. */
function number(node: NumberExpression, reading: ExcelReading): string {
  const scale = scaleOf(node);
  const print = (part: NumberExpression): string => number(part, reading);
  const list = (parts: readonly NumberExpression[]): string => parts.map(print).join(',');

  switch (node.kind) {
    case 'constant':
      return node.value.startsWith('-') ? `(${node.value})` : node.value;
    case 'input':
      return reading.input(node.name);
    case 'column': {
      const cell = reading.column(node.name);
      return `IF(ISNUMBER(${cell}),${cell},NA())`;
    }
    case 'add':
    case 'subtract':
      if (node.of.length === 1) return print(node.of[0]!);
      return scale === 0 ? `(${sum(node, reading)})` : `ROUND(${sum(node, reading)},${scale})`;
    case 'min':
      return `MIN(${list(node.of)})`;
    case 'max':
      return `MAX(${list(node.of)})`;
    case 'multiply': {
      const { left, right, rounding } = node;
      return rounded(`${print(left)}*${print(right)}`, scaleOf(left) + scaleOf(right), scale, rounding);
    }
    case 'divide':
      if (node.rounding === 'floor' && scale === 0) return wholeTimes(node, print);
      return rounded(`${print(node.left)}/${print(node.right)}`, scale + GUARD_DIGITS, scale, node.rounding);
    case 'round':
      return rounded(print(node.of), scaleOf(node.of), scale, node.rounding);
    case 'band': {
      const of = print(node.of);
      const edgesMayMiss = node.bands.some(({ from }) => mayMiss(from));
      const below = print(node.below);
      return node.bands.reduce(
        (lower, { from, value }) => {
          const reached = `${of}>=${print(from)}`;
          return `IF(${mayMiss(from) ? `IFERROR(${reached},FALSE)` : reached},${print(value)},${lower})`;
        },
        edgesMayMiss && mayMiss(node.of) ? `IF(ISNUMBER(${of}),${below},NA())` : below,
      );
    }
    case 'marginal': {
      const { of, bands, rounding } = node;
      const products = bands.map(({ from, rate }, index) => {
        const upper = bands[index + 1]?.from;
        const reach = upper ? `MIN(${list([of, upper])})` : print(of);
        return `${print(rate)}*MAX(0,${reach}-${print(from)})`;
      });
      const edge = Math.max(scaleOf(of), ...bands.map(({ from }) => scaleOf(from)));
      const share = Math.max(...bands.map(({ rate }) => scaleOf(rate)));
      return rounded(products.length > 1 ? `(${products.join('+')})` : products[0]!, edge + share, scale, rounding);
    }
    case 'choose':
      return `IF(${condition(node.when, reading)},${print(node.value)},${print(node.otherwise)})`;
    case 'orElse':
      return mayMiss(node.of) ? `IFERROR(${list([node.of, node.otherwise])})` : print(node.of);
  }
}

/** Sums in sums are one sum: only the whole is rounded. */
function sum(node: NumberExpression, reading: ExcelReading): string {
  if (node.kind === 'add') return node.of.map((part) => sum(part, reading)).join('+');
  if (node.kind !== 'subtract') return number(node, reading);
  const [first, ...others] = node.of;
  return [sum(first!, reading), ...others.map((part) => number(part, reading))].join('-');
}

/** A condition that stands as it is in arithmetic: it is never an error. */
function condition(node: Condition, reading: ExcelReading): string {
  const list = (parts: readonly Condition[]): string => parts.map((part) => condition(part, reading)).join(',');

  switch (node.kind) {
    case 'always':
      return node.holds ? 'TRUE' : 'FALSE';
    case 'flag':
      return `(${reading.flag(node.name)}=TRUE)`;
    case 'compare': {
      const { left, right, sign } = node;
      if (left.kind === 'column' && !mayMiss(right)) {
        const cell = reading.column(left.name);
        return `AND(ISNUMBER(${cell}),${cell}${sign}${number(right, reading)})`;
      }
      const comparison = `${number(left, reading)}${sign}${number(right, reading)}`;
      return mayMiss(left) || mayMiss(right) ? `IFERROR(${comparison},FALSE)` : `(${comparison})`;
    }
    case 'all':
      return node.of.length === 0 ? 'TRUE' : `AND(${list(node.of)})`;
    case 'any':
      return node.of.length === 0 ? 'FALSE' : `OR(${list(node.of)})`;
    case 'atLeast':
      return `(${['0', ...node.of.map((part) => `N(${condition(part, reading)})`)].join('+')}>=${node.count})`;
    case 'not':
      return `NOT(${condition(node.of, reading)})`;
    case 'known':
      return node.of.kind === 'column'
        ? `ISNUMBER(${reading.column(node.of.name)})`
        : `ISNUMBER(${number(node.of, reading)})`;
  }
}

/**
 * A figure of `from` exact digits after the point at fewer. ROUND takes halves away from zero. INT and QUOTIENT cut whole
 * numbers of the last digit: FLOOR differs between programs on negative numbers, and ROUNDDOWN on long ones.
 */
function rounded(text: string, from: number, to: number, rounding: Rounding = 'half-up'): string {
  if (rounding === 'half-up' || from <= to) return `ROUND(${text},${to})`;
  const power = `1${'0'.repeat(to)}`;
  const units = to === 0 ? `ROUND(${text},${from})` : `ROUND(${text}*${power},${from - to})`;
  const cut = rounding === 'floor' ? `INT(${units})` : `QUOTIENT(${units},1)`;
  return to === 0 ? cut : `(${cut}/${power})`;
}

/**
 * How often a number goes into another. The quotient of 29,999.99 by 10,000 is so close to 3 that no number of digits parts
 * them for all figures: the nearest whole number is taken, and one less where so many do not fit.
 */
function wholeTimes({ left, right }: Extract<NumberExpression, { kind: 'divide' }>, print: Printer): string {
  const [of, by] = [print(left), print(right)];
  const nearest = `ROUND(${of}/${by},0)`;
  const needed = `ROUND(${nearest}*${by},${scaleOf(right)})`;
  return `(${nearest}-IF(${needed}*SIGN(${by})>${of}*SIGN(${by}),1,0))`;
}

type Printer = (part: NumberExpression) => string;

/** How deep the parentheses go: at least as deep as the functions that Excel counts. */
function depth(formula: string): number {
  let [level, deepest] = [0, 0];
  for (const [bracket] of formula.replaceAll(/"[^"]*"|'[^']*'/g, '').matchAll(/[()]/g)) {
    level += bracket === '(' ? 1 : -1;
    deepest = Math.max(deepest, level);
  }
  return deepest;
}

function tooLarge(how: string): QuarterdeckError {
  return new QuarterdeckError(
    'bad-request',
    `The rule is too large for one cell of a workbook: its formula ${how}. Split the rule, or leave it out of the live model.`,
  );
}
