/** The scale of a tree's values, and whether a tree is well formed. */
import { QuarterdeckError } from '../api/errors.ts';
import { decimalText, parseDecimal, rescale, subtract } from '../present/decimal.ts';
import type { Constant, Expression, Input, Inputs, NumberExpression, Scale } from './expression.ts';
import { columnsOf, nodesOf } from './walk.ts';

/** More parts than this in one node no spreadsheet function takes, and no reader either. */
const MOST_PARTS = 255;

/** Digits after the point of the node's value. */
export function scaleOf(expression: NumberExpression): Scale {
  switch (expression.kind) {
    case 'constant':
    case 'input':
    case 'column':
    case 'multiply':
    case 'divide':
    case 'round':
    case 'marginal':
      return expression.scale;
    case 'add':
    case 'subtract':
    case 'min':
    case 'max':
      return greatest(expression.of);
    case 'band':
      return greatest([expression.below, ...expression.bands.map(({ value }) => value)]);
    case 'choose':
      return greatest([expression.value, expression.otherwise]);
    case 'orElse':
      return greatest([expression.of, expression.otherwise]);
  }
}

function greatest(parts: readonly NumberExpression[]): Scale {
  return Math.max(0, ...parts.map(scaleOf)) as Scale;
}

/**
 * The figure as a whole number of 10^-scale. Throws a sentence when the text is no plain decimal, or has more digits after
 * the point than the rule declares: cutting them off would answer another rule. `what` names the figure.
 */
export function unitsOf(text: string, scale: number, what: string): bigint {
  const value = parseDecimal(text);
  if (!value) throw refusal(`${what} is “${text}”, which is not a plain number. Write it like 250000 or 0.035.`);
  const units = rescale(value, scale).units;
  if (subtract({ units, scale }, value).units !== 0n) {
    throw refusal(`${what} is ${text}: it can have at most ${scale} digits after the point.`);
  }
  return units;
}

/** A figure of the rule as a whole number of 10^-scale. Throws a sentence when it is not given or does not fit its scale. */
export function ownUnits(node: Constant | Input, inputs: Inputs): bigint {
  if (node.kind === 'constant') return unitsOf(node.value, node.scale, 'A constant of the rule');
  const text = inputs[node.name];
  if (text !== undefined) return unitsOf(text, node.scale, `“${node.label}”`);
  throw refusal(`The rule needs a figure for “${node.label}” (${node.name}), and none was given.`);
}

/** The same as decimal text with exactly the digits of its scale. */
export function ownFigure(node: Constant | Input, inputs: Inputs): string {
  return decimalText({ units: ownUnits(node, inputs), scale: node.scale });
}

/**
 * Throws a sentence when the trees are not well formed: a constant that does not fit its scale, bands that do not go
 * upwards, a sum of nothing, a column with two scales.
 */
export function checkExpressions(...roots: readonly Expression[]): void {
  const nodes = nodesOf(...roots);
  const scales = new Map(columnsOf(...roots).map(({ name, scale }) => [name, scale]));
  for (const node of nodes) {
    if (node.kind === 'constant') ownUnits(node, {});
    if (node.kind === 'column' && scales.get(node.name) !== node.scale) {
      throw refusal(
        `The rule reads “${node.label}” (${node.name}) with ${scales.get(node.name)} and with ${node.scale} digits after the point. Read it with one scale.`,
      );
    }
    if (node.kind === 'band' || node.kind === 'marginal') checkBands(node.bands);
    if ('of' in node && Array.isArray(node.of)) checkParts(node.kind, node.of.length);
    if (node.kind === 'atLeast' && !(Number.isInteger(node.count) && node.count >= 0 && node.count <= node.of.length)) {
      throw refusal(
        `The rule asks for ${node.count} of ${node.of.length} conditions. Ask for a whole number from 0 to ${node.of.length}.`,
      );
    }
  }
}

function checkParts(kind: Expression['kind'], count: number): void {
  const numeric = kind === 'add' || kind === 'subtract' || kind === 'min' || kind === 'max';
  if (count === 0 && numeric) throw refusal(`The rule has a “${kind}” of nothing. Give it at least one part.`);
  if (count > MOST_PARTS)
    throw refusal(`The rule has a “${kind}” of ${count} parts. Group them: at most ${MOST_PARTS} go together.`);
}

/** Bands go upwards where both edges are constants; edges that people move may cross, and then the later band wins. */
function checkBands(bands: readonly { readonly from: NumberExpression }[]): void {
  if (bands.length === 0) throw refusal('The rule has bands, but none is listed. List at least one.');
  for (const [index, { from }] of bands.entries()) {
    const next = bands[index + 1]?.from;
    if (from.kind !== 'constant' || next?.kind !== 'constant') continue;
    const scale = Math.max(from.scale, next.scale);
    const [lower, upper] = [from, next].map(({ value }) => unitsOf(value, scale, 'The edge of a band'));
    if (lower! >= upper!)
      throw refusal(
        `The band from ${next.value} follows the one from ${from.value}. List bands from the lowest to the highest.`,
      );
  }
}

function refusal(sentence: string): QuarterdeckError {
  return new QuarterdeckError('bad-request', sentence);
}
