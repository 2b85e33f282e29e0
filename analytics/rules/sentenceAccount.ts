/** How a number of a rule came about on a row, in words. */
import { decimalText, parseDecimal, subtract } from '../present/decimal.ts';
import type { Band, NumberExpression } from './expression.ts';
import { ownFigure } from './scale.ts';
import { type RowFigures, shownOf, write, writeOwn } from './sentenceFigures.ts';
import { isOwn, joined, rateAndBase, reach, type Telling, times } from './sentenceNames.ts';
import { edgesOf, widthsOf } from './sentenceWorkings.ts';
import { columnsOf } from './walk.ts';

interface Explaining extends Telling {
  readonly figures: RowFigures;
}

/** A figure, and how it came about. */
interface Account {
  readonly figure: string;
  /** What goes between; a colon becomes brackets inside another account. */
  readonly link: '' | ' ' | ', ' | ': ';
  readonly why: string;
}

/** The figure and why: `7 % because annual purchases 6,120,000 reach the 6,000,000 band`. */
export function reckoning(node: NumberExpression, telling: Explaining): string {
  const { figure, link, why } = account(node, telling);
  return `${figure}${link}${why}`;
}

function account(node: NumberExpression, telling: Explaining): Account {
  if (telling.figures.number(node) === null) return { figure: noData(node, telling), link: '', why: '' };
  const figure = figureOf(node, telling);
  const tell = (part: NumberExpression): string => {
    const inner = account(part, telling);
    return inner.link === ': ' ? `${inner.figure} (${inner.why})` : `${inner.figure}${inner.link}${inner.why}`;
  };

  switch (node.kind) {
    case 'constant':
      return { figure, link: '', why: '' };
    case 'input':
    case 'column':
      return { figure: `${node.label} ${figure}`, link: '', why: '' };
    case 'add':
    case 'subtract': {
      if (node.of.length === 1) return account(node.of[0]!, telling);
      return { figure, link: ': ', why: node.of.map(tell).join(node.kind === 'add' ? ' + ' : ' − ') };
    }
    case 'min':
    case 'max':
      if (node.of.length === 1) return account(node.of[0]!, telling);
      return (
        limited(node.kind, node.of, telling) ?? {
          figure,
          link: ', ',
          why: `the ${node.kind === 'min' ? 'least' : 'greatest'} of ${joined(node.of.map(tell))}`,
        }
      );
    case 'multiply': {
      const { rate, base } = rateAndBase(node);
      if (rate.kind !== 'band') return { figure, link: ': ', why: `${tell(rate)} ${times(rate)} ${tell(base)}` };
      const how = reachedBand(rate, telling) ? `, ${reach(rate, base, telling)}` : '';
      return { figure, link: ': ', why: `${tell(rate)}${how}` };
    }
    case 'divide':
      return { figure, link: ': ', why: `${tell(node.left)} ÷ ${tell(node.right)}` };
    case 'round':
      return { ...account(node.of, telling), ...(isOwn(node.of) || node.of.kind === 'column' ? {} : { figure }) };
    case 'band': {
      const reached = reachedBand(node, telling);
      const where = reached
        ? `reach the ${figureOf(reached.from, telling)} band`
        : `stay under the first band at ${figureOf(node.bands[0]!.from, telling)}`;
      const value = figureOf(reached?.value ?? node.below, telling);
      return { figure: value, link: ' ', why: `because ${tell(node.of)} ${where}` };
    }
    case 'marginal': {
      const parts = node.bands.flatMap(({ rate }, band) => {
        const width = telling.figures.number(widthsOf(node)[band]!)!;
        const part = write(width, shownOf(node.of), telling.style);
        return Number(width) === 0 ? [] : [`${figureOf(rate, telling)} on ${part}`];
      });
      const why = parts.length > 0 ? `${joined(parts)}, band by band` : `${tell(node.of)} stay under the first band`;
      return { figure, link: ': ', why };
    }
    case 'choose': {
      const value = telling.figures.holds(node.when) ? node.value : node.otherwise;
      return { figure: tell(value), link: ' ', why: `because ${telling.condition(node.when)}` };
    }
    case 'orElse': {
      if (telling.figures.number(node.of) !== null) return account(node.of, telling);
      return { figure: tell(node.otherwise), link: ', ', why: `as there is ${noData(node.of, telling)}` };
    }
  }
}

function reachedBand(node: Band, { figures }: Explaining): Band['bands'][number] | undefined {
  return node.bands.findLast((_, band) => figures.holds(edgesOf(node)[band]!));
}

/** Why there is no figure: the measures without data, else the division by zero. */
export function noData(node: NumberExpression, { figures }: Explaining): string {
  const missing = columnsOf(node).filter((column) => figures.number(column) === null);
  if (missing.length > 0) return `no data on ${joined([...new Set(missing.map(({ label }) => label))])}`;
  return 'no figure, because it would divide by zero';
}

function figureOf(node: NumberExpression, { figures, inputs, style }: Explaining): string {
  if (isOwn(node)) return writeOwn(ownFigure(node, inputs), node.shown, style);
  return write(figures.number(node)!, shownOf(node), style);
}

/** What a cap cut off, or a floor added: `25,000, the cap, 4,000 less than 29,000 (…)`. Null when it is neither. */
function limited(kind: 'min' | 'max', parts: readonly NumberExpression[], telling: Explaining): Account | null {
  const own = parts.find(isOwn);
  const other = parts.find((part) => part !== own);
  if (!own || !other || parts.length !== 2) return null;
  const [limit, found] = [own, other].map((part) => parseDecimal(telling.figures.number(part)!)!);
  const [size, words] =
    kind === 'min' ? [subtract(found!, limit!), 'the cap'] : [subtract(limit!, found!), 'the floor'];
  if (size.units <= 0n) return account(other, telling);
  const gap = write(decimalText(size), shownOf(other), telling.style);
  const { figure, why } = account(other, telling);
  const from = `${gap} ${kind === 'min' ? 'less' : 'more'} than ${figure}${why && ` (${why})`}`;
  return { figure: figureOf(own, telling), link: ', ', why: `${words}, ${from}` };
}
