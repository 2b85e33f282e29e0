/**
 * The sentence reading: what a rule asks, or, with a row's values, why it came out as it did.
 *
 * `bookings of the trailing 12 months 631 k under 650 k`; `3 of 5 hold, 4 needed: …`; `7 % because annual purchases
 * 6,120,000 reach the 6,000,000 band, first-dollar`. Without data: `no data on win rate`.
 */
import type { CellStyle } from '../present/cell.ts';
import type { Compared, Condition, Expression, Inputs } from './expression.ts';
import { isCondition } from './expression.ts';
import { checkExpressions } from './scale.ts';
import { noData, reckoning } from './sentenceAccount.ts';
import { RowFigures, type RowValues, shownOf, writeBoth } from './sentenceFigures.ts';
import { isOwn, nameOf, type Telling } from './sentenceNames.ts';
import { workingsOf } from './sentenceWorkings.ts';

export interface SentenceReading {
  readonly inputs: Inputs;
  /** The row to explain. Without it the sentence says the rule. */
  readonly values?: RowValues | undefined;
  readonly style: CellStyle;
}

/** The rule in words, or its result on a row in words. Throws a sentence when it is not well formed or lacks an input. */
export function toSentence(expression: Expression, { inputs, values, style }: SentenceReading): string {
  checkExpressions(expression);
  const figures = values && new RowFigures([expression, ...workingsOf(expression)], values, inputs);
  const telling: Telling = { inputs, style, figures, condition: (node) => conditionWords(node, telling) };
  if (isCondition(expression)) return conditionWords(expression, telling);
  return figures ? reckoning(expression, { ...telling, figures }) : nameOf(expression, telling);
}

const ASKED = { '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'under', '=': 'exactly' } as const;
const HELD = { '>=': 'at or over', '>': 'over', '<=': 'at or under', '<': 'under', '=': 'exactly' } as const;
const FAILED = { '>=': 'under', '>': 'not over', '<=': 'over', '<': 'not under', '=': 'not' } as const;

function conditionWords(node: Condition, telling: Telling): string {
  switch (node.kind) {
    case 'always':
      return node.holds ? 'always' : 'never';
    case 'flag':
      return telling.figures?.holds(node) === false ? `${node.label}: no` : node.label;
    case 'known': {
      const some = telling.figures?.holds(node) === false ? 'no data' : 'data';
      return `${some} on ${nameOf(node.of, telling)}`;
    }
    case 'compare':
      return comparison(node, telling);
    case 'not':
      // A fact that was found says by itself on which side it is.
      if (telling.figures && node.of.kind === 'compare') return comparison(node.of, telling);
      if (telling.figures && (node.of.kind === 'flag' || node.of.kind === 'known'))
        return conditionWords(node.of, telling);
      return `not (${conditionWords(node.of, telling)})`;
    case 'all':
    case 'any':
    case 'atLeast':
      return group(node, telling);
  }
}

function comparison(node: Compared, telling: Telling): string {
  const { left, right, sign } = node;
  const { figures, style } = telling;
  const what = nameOf(left, telling);
  if (!figures) return `${what} ${ASKED[sign]} ${nameOf(right, telling)}`;

  const [found, needed] = [figures.number(left), figures.number(right)];
  if (found === null) return noData(left, { ...telling, figures });
  if (needed === null) return noData(right, { ...telling, figures });
  const shown = shownOf(left) ?? shownOf(right);
  const [value, threshold] = writeBoth(found, needed, shown, style);
  if (shown === 'count' && left.kind === 'column' && (sign === '>=' || sign === '>')) {
    return `${value} ${what}, needs ${sign === '>' ? 'more than ' : ''}${threshold}`;
  }
  const side = (figures.holds(node) ? HELD : FAILED)[sign];
  return `${what} ${value} ${side} ${isOwn(right) ? threshold : `${nameOf(right, telling)} ${threshold}`}`;
}

type Group = Extract<Condition, { kind: 'all' | 'any' | 'atLeast' }>;

function group(node: Group, telling: Telling): string {
  if (node.of.length === 0) return telling.condition({ kind: 'always', holds: node.kind !== 'any' });
  if (node.of.length === 1 && node.kind !== 'atLeast') return telling.condition(node.of[0]!);
  const parts = node.of.map((part) => (isGroup(part) ? `(${telling.condition(part)})` : telling.condition(part)));
  const { figures } = telling;
  if (figures) {
    const held = node.of.filter((part) => figures.holds(part)).length;
    const hold = `${held === 0 ? 'none' : held} of ${parts.length} ${held === 1 ? 'holds' : 'hold'}`;
    return `${hold}, ${needed(node)}: ${parts.join('; ')}`;
  }
  if (node.kind === 'all') return parts.join(' and ');
  return node.kind === 'any' ? parts.join(' or ') : `at least ${node.count} of: ${parts.join('; ')}`;
}

function needed(node: Group): string {
  if (node.kind === 'all') return 'all needed';
  return node.kind === 'any' ? 'one needed' : `${node.count} needed`;
}

/** Several parts in a row need brackets when they stand in another row. */
function isGroup(node: Condition): boolean {
  return (node.kind === 'all' || node.kind === 'any' || node.kind === 'atLeast') && node.of.length > 1;
}
