/** Numbers of a rule in words: what they are called, and how one came about on a row. */
import type { CellStyle } from '../present/cell.ts';
import { decimalText, parseDecimal, subtract } from '../present/decimal.ts';
import type {
  Band,
  Compared,
  Condition,
  Expression,
  Inputs,
  Marginal,
  NumberExpression,
  Product,
} from './expression.ts';
import { ownFigure } from './scale.ts';
import { type RowFigures, shownOf, write, writeOwn } from './sentenceFigures.ts';
import { columnsOf, isSame, nodesOf } from './walk.ts';

/** What a sentence is made with. */
export interface Telling {
  readonly inputs: Inputs;
  readonly style: CellStyle;
  /** Of the row that is explained; none when the rule itself is told. */
  readonly figures: RowFigures | undefined;
  condition(node: Condition): string;
}

interface Explaining extends Telling {
  readonly figures: RowFigures;
}

type Own = Extract<NumberExpression, { kind: 'constant' | 'input' }>;

/** A figure of the rule and not of the row. */
export function isOwn(node: NumberExpression): node is Own {
  return node.kind === 'constant' || node.kind === 'input';
}

/** What the number is called; figures of the rule are their value: `annual purchases`, `650 k`, `3 % of annual purchases`. */
export function nameOf(node: NumberExpression, telling: Telling): string {
  const name = (part: NumberExpression): string => nameOf(part, telling);
  const list = (parts: readonly NumberExpression[]): string => joined(parts.map(name));
  switch (node.kind) {
    case 'constant':
    case 'input':
      return writeOwn(ownFigure(node, telling.inputs), node.shown, telling.style);
    case 'column':
      return node.label;
    case 'add':
      return node.of.map(name).join(' plus ');
    case 'subtract':
      return node.of.map(name).join(' less ');
    case 'min':
      return node.of.length === 1 ? name(node.of[0]!) : `the least of ${list(node.of)}`;
    case 'max':
      return node.of.length === 1 ? name(node.of[0]!) : `the greatest of ${list(node.of)}`;
    case 'multiply': {
      const { rate, base } = rateAndBase(node);
      return rate.kind === 'band'
        ? `${name(rate)}, ${reach(rate, base, telling)}`
        : `${name(rate)} ${times(rate)} ${name(base)}`;
    }
    case 'divide':
      return `${name(node.left)} ÷ ${name(node.right)}`;
    case 'round':
      return name(node.of);
    case 'band': {
      const bands = node.bands.map(({ from, value }) => `${name(value)} from ${name(from)}`);
      return `by ${name(node.of)}: ${[...bands, `else ${name(node.below)}`].join(', ')}`;
    }
    case 'marginal': {
      const bands = node.bands.map(({ from, rate }) => `${name(rate)} on the part from ${name(from)}`);
      return `by ${name(node.of)}, band by band: ${bands.join(', ')}`;
    }
    case 'choose':
      return `${name(node.value)} if ${telling.condition(node.when)}, else ${name(node.otherwise)}`;
    case 'orElse':
      return `${name(node.of)}, or ${name(node.otherwise)} without data`;
  }
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

/** Of a product the part that reads as a rate or factor, and what it is taken of. */
function rateAndBase({ left, right }: Product): { rate: NumberExpression; base: NumberExpression } {
  const isRate = (node: NumberExpression) => ['ratio', 'factor'].includes(shownOf(node) ?? '');
  return isRate(right) && !isRate(left) ? { rate: right, base: left } : { rate: left, base: right };
}

function times(rate: NumberExpression): string {
  return shownOf(rate) === 'ratio' ? 'of' : '×';
}

/** A rate that the whole figure picks for the whole figure pays from the first dollar. */
function reach(rate: Band, base: NumberExpression, telling: Telling): string {
  return isSame(rate.of, base) ? 'first-dollar' : `on ${nameOf(base, telling)}`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const workings = new WeakMap<Expression, readonly Expression[]>();

/** What a sentence needs to know beyond the nodes of the tree: which edges are reached, how much lies in each band. */
export function workingsOf(root: Expression): Expression[] {
  return nodesOf(root).flatMap((node): readonly Expression[] => {
    if (node.kind === 'band') return edgesOf(node);
    return node.kind === 'marginal' ? widthsOf(node) : [];
  });
}

function edgesOf(node: Band): readonly Compared[] {
  return kept(node, () => node.bands.map(({ from }) => ({ kind: 'compare', sign: '>=', left: node.of, right: from })));
}

function widthsOf(node: Marginal): readonly NumberExpression[] {
  return kept(node, () =>
    node.bands.map(({ from }, band) => {
      const upper = node.bands[band + 1]?.from;
      const top: NumberExpression = upper ? { kind: 'min', of: [node.of, upper] } : node.of;
      return {
        kind: 'max',
        of: [
          { kind: 'subtract', of: [top, from] },
          { kind: 'constant', value: '0', scale: 0 },
        ],
      };
    }),
  );
}

/** The same objects at every asking, because figures are found by them. */
function kept<Node extends Expression>(node: Expression, make: () => readonly Node[]): readonly Node[] {
  const known = workings.get(node) as readonly Node[] | undefined;
  if (known) return known;
  const made = make();
  workings.set(node, made);
  return made;
}
