/**
 * Which assumption matters: a tornado (one at a time) and a grid (two at a time). Every figure is a full evaluation, nothing
 * is interpolated. A tornado ranks impact, not likelihood, and its bars do not add up: their joint effect is the simulation's.
 */
import { QuarterdeckError } from '../../api/errors.ts';
import { type Distribution, quantileOf } from './distribution.ts';

export interface UncertainInput {
  readonly id: string;
  readonly distribution: Distribution;
}

export type Values = Readonly<Record<string, number>>;
export type Evaluate = (values: Values) => number | Promise<number>;

export interface TornadoBar {
  readonly id: string;
  /** The input at its P10 and at its P90 (0 and 1 for one that fails or succeeds), and what comes of it. */
  readonly low: { readonly input: number; readonly output: number };
  readonly high: { readonly input: number; readonly output: number };
  /** Distance of the two outputs. */
  readonly swing: number;
  /** Does the output rise or fall throughout? If not, the ends hide what lies between them. */
  readonly monotonic: boolean;
}

export interface Tornado {
  /** Everything at its P50. */
  readonly base: number;
  /** Widest first; equal ones by id. */
  readonly bars: readonly TornadoBar[];
}

/** Places of the distribution that are looked at for turns. */
const BETWEEN = [0.1, 0.3, 0.5, 0.7, 0.9];

export async function tornado(inputs: readonly UncertainInput[], evaluate: Evaluate): Promise<Tornado> {
  const middle = middles(inputs);
  const base = evaluate(middle);
  const bars = await Promise.all(
    inputs.map(async ({ id, distribution }): Promise<TornadoBar> => {
      const quantile = quantileOf(distribution);
      const tried = distribution.kind === 'bernoulli' ? [0, 1] : BETWEEN.map(quantile);
      const outputs = await Promise.all(tried.map((value) => evaluate({ ...middle, [id]: value })));
      const low = { input: tried[0]!, output: outputs[0]! };
      const high = { input: tried.at(-1)!, output: outputs.at(-1)! };
      return { id, low, high, swing: Math.abs(high.output - low.output), monotonic: isMonotonic(outputs) };
    }),
  );
  bars.sort((a, b) => b.swing - a.swing || (a.id < b.id ? -1 : 1));
  return { base: await base, bars };
}

export interface Grid {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Row by row. The cell in the middle is the base. */
  readonly outputs: readonly (readonly number[])[];
}

const GRID_SIZES = [3, 5, 7, 9, 11];

/**
 * Two inputs from P10 to P90 with P50 in the middle, all others at P50.
 * @param size odd, so that the base has a cell: 3, 5, 7, 9 or 11
 */
export async function grid(
  inputs: readonly UncertainInput[],
  { row, column, size = 5 }: { readonly row: string; readonly column: string; readonly size?: number },
  evaluate: Evaluate,
): Promise<Grid> {
  if (!GRID_SIZES.includes(size)) {
    throw new QuarterdeckError(
      'bad-request',
      `A grid has 3, 5, 7, 9 or 11 steps, so that its middle is the base, not ${size}.`,
    );
  }
  if (row === column)
    throw new QuarterdeckError('bad-request', `Choose two different assumptions: “${row}” is named twice.`);
  const middle = middles(inputs);
  const [rows, columns] = [row, column].map((id) => {
    const input = inputs.find((one) => one.id === id);
    if (!input) throw new QuarterdeckError('bad-request', `There is no assumption “${id}” to move.`);
    const quantile = quantileOf(input.distribution);
    return Array.from({ length: size }, (_, step) => quantile(0.1 + (0.8 * step) / (size - 1)));
  }) as [number[], number[]];
  const outputs = await Promise.all(
    rows.map((down) => Promise.all(columns.map((across) => evaluate({ ...middle, [row]: down, [column]: across })))),
  );
  return { rows, columns, outputs };
}

function middles(inputs: readonly UncertainInput[]): Values {
  return Object.fromEntries(inputs.map(({ id, distribution }) => [id, quantileOf(distribution)(0.5)]));
}

function isMonotonic(outputs: readonly number[]): boolean {
  const steps = outputs.slice(1).map((output, index) => output - outputs[index]!);
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
}
