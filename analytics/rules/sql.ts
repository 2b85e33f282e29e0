/**
 * The SQL reading: the answer of record. Every number is a DECIMAL(38, scale) of its node. A product is formed exactly and
 * then rounded; a quotient is formed on whole numbers, because DuckDB's own is a DOUBLE. Parts are brought to one scale by
 * hand: DuckDB would cut decimals of different scales to the first one's.
 *
 * Nothing overflows as long as the parts of a product have 38 digits together. A condition is never NULL.
 */
import type { Condition, Expression, Inputs, NumberExpression } from './expression.ts';
import { isCondition } from './expression.ts';
import { checkExpressions, ownFigure, scaleOf } from './scale.ts';
import { decimal, quotient, rounded, type ScaledSql } from './sqlExact.ts';
import { sharedParts } from './sqlShared.ts';
import { isNonZero, mayMiss } from './walk.ts';

export interface SqlReading {
  /** The SQL of a number column: any exact type with at most the digits of its node after the point. */
  column(name: string): string;
  /** The SQL of a yes-or-no column: BOOLEAN, NULL counts as no. */
  flag(name: string): string;
  readonly inputs: Inputs;
}

/** The expression in SQL: DECIMAL(38, scale) or BOOLEAN. Throws a sentence when it is not well formed or lacks an input. */
export function toSql(expression: Expression, reading: SqlReading): string {
  checkExpressions(expression);
  return print(expression, { ...reading, named: () => undefined });
}

/** Several expressions over one relation. */
export interface SqlColumns {
  /** The relation with further columns, in which what the expressions share is computed once. */
  readonly from: string;
  /** The SQL of each expression by its name, over `from`. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * The same as `toSql` for expressions that are read together: DuckDB does not see that two long expressions share a part, so a
 * score that six levels ask for would be computed six times.
 * @param from a relation with an alias: `(SELECT …) AS rows`
 */
export function toSqlColumns(
  from: string,
  expressions: Readonly<Record<string, Expression>>,
  reading: SqlReading,
): SqlColumns {
  const rules = Object.entries(expressions);
  const roots = rules.map(([, expression]) => expression);
  checkExpressions(...roots);
  const { layers, named } = sharedParts(roots);
  const printing = { ...reading, named };
  const relation = layers.reduce((inner, layer) => {
    const shared = layer.map((node) => `${printOwn(node, printing)} AS ${named(node)}`);
    return `(SELECT *, ${shared.join(', ')} FROM ${inner}) AS shared`;
  }, from);
  return { from: relation, columns: Object.fromEntries(rules.map(([name, rule]) => [name, print(rule, printing)])) };
}

interface Printing extends SqlReading {
  /** The column that holds the node's value already. */
  named(node: Expression): string | undefined;
}

function print(node: Expression, printing: Printing): string {
  return isCondition(node) ? condition(node, printing) : number(node, printing);
}

function printOwn(node: Expression, printing: Printing): string {
  return isCondition(node) ? ownCondition(node, printing) : ownNumber(node, printing);
}

function number(node: NumberExpression, printing: Printing): string {
  return printing.named(node) ?? ownNumber(node, printing);
}

function condition(node: Condition, printing: Printing): string {
  return printing.named(node) ?? ownCondition(node, printing);
}

function ownNumber(node: NumberExpression, reading: Printing): string {
  const scale = scaleOf(node);
  /** The part at the scale of the node, or at another one. */
  const at = (part: NumberExpression, to: number = scale): string => atScale(part, to, reading);

  switch (node.kind) {
    case 'constant':
    case 'input':
      return at(node);
    case 'column':
      return decimal(reading.column(node.name), scale);
    case 'add':
      return `(${node.of.map((part) => at(part)).join(' + ')})`;
    case 'subtract':
      return `(${node.of.map((part) => at(part)).join(' - ')})`;
    case 'min':
      return whereKnown(node.of, `least(${node.of.map((part) => at(part)).join(', ')})`, reading);
    case 'max':
      return whereKnown(node.of, `greatest(${node.of.map((part) => at(part)).join(', ')})`, reading);
    case 'multiply': {
      const { left, right, rounding } = node;
      const product = `${number(left, reading)} * ${number(right, reading)}`;
      return rounded(product, scaleOf(left) + scaleOf(right), scale, rounding);
    }
    case 'divide':
      return quotient(scaled(node.left, reading), scaled(node.right, reading), scale, node.rounding);
    case 'round':
      return rounded(number(node.of, reading), scaleOf(node.of), scale, node.rounding);
    case 'band': {
      const bands = node.bands.map(({ from, value }) => {
        const [left, right] = alignedPair(node.of, from, reading);
        return `WHEN ${left} >= ${right} THEN ${at(value)}`;
      });
      // The highest edge that is reached decides, so the bands are asked from the top.
      const below = mayMiss(node.of) ? `WHEN ${isKnown(node.of, reading)} THEN` : 'ELSE';
      return `CASE ${bands.reverse().join(' ')} ${below} ${at(node.below)} END`;
    }
    case 'marginal': {
      const { of, bands, rounding } = node;
      const edge = Math.max(scaleOf(of), ...bands.map(({ from }) => scaleOf(from)));
      const share = Math.max(...bands.map(({ rate }) => scaleOf(rate)));
      const widths = bands.map(({ from }, index) => {
        const upper = bands[index + 1]?.from;
        const reach = upper ? `least(${at(of, edge)}, ${at(upper, edge)})` : at(of, edge);
        return `greatest(${reach} - ${at(from, edge)}, 0)`;
      });
      const products = bands.map(({ rate }, index) => `${widths[index]} * ${at(rate, share)}`);
      const parts = [of, ...bands.flatMap(({ from, rate }) => [from, rate])];
      return whereKnown(parts, rounded(products.join(' + '), edge + share, scale, rounding), reading);
    }
    case 'choose':
      return `CASE WHEN ${condition(node.when, reading)} THEN ${at(node.value)} ELSE ${at(node.otherwise)} END`;
    case 'orElse':
      return `coalesce(${at(node.of)}, ${at(node.otherwise)})`;
  }
}

function ownCondition(node: Condition, reading: Printing): string {
  const all = (parts: readonly Condition[], word: string, none: string): string =>
    parts.length === 0 ? none : `(${parts.map((part) => condition(part, reading)).join(` ${word} `)})`;

  switch (node.kind) {
    case 'always':
      return node.holds ? 'TRUE' : 'FALSE';
    case 'flag':
      return `coalesce(${reading.flag(node.name)}, FALSE)`;
    case 'compare': {
      const [left, right] = alignedPair(node.left, node.right, reading);
      const comparison = `${left} ${node.sign} ${right}`;
      return mayMiss(node.left) || mayMiss(node.right) ? `coalesce(${comparison}, FALSE)` : `(${comparison})`;
    }
    case 'all':
      return all(node.of, 'AND', 'TRUE');
    case 'any':
      return all(node.of, 'OR', 'FALSE');
    case 'atLeast': {
      const counts = node.of.map((part) => `CAST(${condition(part, reading)} AS INTEGER)`);
      return `(${['0', ...counts].join(' + ')} >= ${node.count})`;
    }
    case 'not':
      return `(NOT ${condition(node.of, reading)})`;
    case 'known':
      return isKnown(node.of, reading);
  }
}

function scaled(node: NumberExpression, reading: Printing): ScaledSql {
  return { sql: number(node, reading), scale: scaleOf(node) };
}

/** Two parts at the greater of their scales. */
function alignedPair(left: NumberExpression, right: NumberExpression, reading: Printing): [string, string] {
  const scale = Math.max(scaleOf(left), scaleOf(right));
  return [atScale(left, scale, reading), atScale(right, scale, reading)];
}

/** A number at a scale that is at least its own: nothing is rounded. */
function atScale(node: NumberExpression, scale: number, reading: Printing): string {
  if (node.kind === 'constant' || node.kind === 'input') return decimal(ownFigure(node, reading.inputs), scale);
  const sql = number(node, reading);
  return scaleOf(node) === scale ? sql : decimal(sql, scale);
}

/** least and greatest pass over NULL, where a missing part must make the whole missing. */
function whereKnown(parts: readonly NumberExpression[], sql: string, reading: Printing): string {
  const known = knownness(parts, reading);
  return known.length === 0 ? sql : `CASE WHEN ${known.join(' AND ')} THEN ${sql} END`;
}

function isKnown(node: NumberExpression, reading: Printing): string {
  const known = knownness([node], reading);
  return known.length === 0 ? 'TRUE' : `(${known.join(' AND ')})`;
}

/** What must hold for all of the parts to have a figure, each condition once. */
function knownness(parts: readonly NumberExpression[], reading: Printing): string[] {
  return [...new Set(parts.flatMap((part) => requirements(part, reading)))];
}

function requirements(node: NumberExpression, reading: Printing): string[] {
  if (!mayMiss(node)) return [];
  if (reading.named(node)) return [`${reading.named(node)} IS NOT NULL`];
  switch (node.kind) {
    case 'column':
      return [`${reading.column(node.name)} IS NOT NULL`];
    case 'add':
    case 'subtract':
    case 'min':
    case 'max':
      return knownness(node.of, reading);
    case 'multiply':
      return knownness([node.left, node.right], reading);
    case 'round':
      return requirements(node.of, reading);
    case 'marginal':
      return knownness([node.of, ...node.bands.flatMap(({ from, rate }) => [from, rate])], reading);
    case 'divide': {
      const parts = knownness([node.left, node.right], reading);
      return isNonZero(node.right) ? parts : [...parts, `${number(node.right, reading)} <> 0`];
    }
    default:
      return [`${number(node, reading)} IS NOT NULL`];
  }
}
