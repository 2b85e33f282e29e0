import { describe, expect, it } from 'vitest';
import { quantileOf } from '../../../analytics/incentives/chance/distribution.ts';
import { grid, tornado, type UncertainInput } from '../../../analytics/incentives/chance/sensitivity.ts';

const range = (id: string, low: number, likely: number, high: number): UncertainInput => ({
  id,
  distribution: { kind: 'triangular', low, likely, high },
});
const inputs = [range('volume', 90, 100, 110), range('rate', 0, 5, 10), range('wobble', -1, 0, 1)];
const cost = ({ volume = 0, rate = 0, wobble = 0 }) => volume * rate - 40 * wobble * wobble;

describe('a tornado', () => {
  it('moves each input alone to its P10 and P90, widest first', async () => {
    const { base, bars } = await tornado(inputs, cost);
    expect(base).toBeCloseTo(500, 9);
    expect(bars.map(({ id }) => id)).toEqual(['rate', 'volume', 'wobble']);
    const rate = quantileOf(inputs[1]!.distribution);
    expect(bars[0]!.low).toEqual({ input: rate(0.1), output: 100 * rate(0.1) });
    expect(bars[0]!.swing).toBeCloseTo(100 * (rate(0.9) - rate(0.1)), 9);
  });

  // Its ends are alike although the middle is not: a short bar that must not pass for harmless.
  it('says which input turns between its ends', async () => {
    const { bars } = await tornado(inputs, cost);
    expect(bars.map(({ monotonic }) => monotonic)).toEqual([true, true, false]);
    expect(bars[2]!.swing).toBeCloseTo(0, 9);
  });

  it('takes a success or a failure as its two ends', async () => {
    const deal: UncertainInput = { id: 'deal', distribution: { kind: 'bernoulli', chance: 0.95 } };
    const {
      bars: [bar],
    } = await tornado([deal], ({ deal = 0 }) => deal * 70);
    expect(bar).toMatchObject({ low: { input: 0, output: 0 }, high: { input: 1, output: 70 }, swing: 70 });
  });

  it('lists equal bars by name', async () => {
    const { bars } = await tornado([range('b', 0, 1, 2), range('a', 0, 1, 2)], ({ a = 0, b = 0 }) => a + b);
    expect(bars.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('a two-way grid', () => {
  it('has the base in its middle and evaluates each cell in full', async () => {
    const { rows, columns, outputs } = await grid(inputs, { row: 'volume', column: 'rate', size: 5 }, cost);
    expect(outputs[2]![2]).toBeCloseTo(500, 9);
    expect(outputs[0]![4]).toBeCloseTo(rows[0]! * columns[4]!, 9);
    expect([outputs.length, outputs[0]!.length]).toEqual([5, 5]);
  });

  it('refuses a grid without a middle, and one of a single input', async () => {
    await expect(grid(inputs, { row: 'volume', column: 'rate', size: 4 }, cost)).rejects.toThrow('middle');
    await expect(grid(inputs, { row: 'rate', column: 'rate' }, cost)).rejects.toThrow('two different');
    await expect(grid(inputs, { row: 'rate', column: 'rain' }, cost)).rejects.toThrow('“rain”');
  });
});
