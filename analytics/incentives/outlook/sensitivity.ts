/** The tornado and the two-way grid of a forecast: every figure is a forecast of its own, with fewer draws. */
import { setImmediate } from 'node:timers/promises';
import type { OutlookTerms } from '../../api/documents/incentiveCase.ts';
import type { IncentiveOutlook } from '../../api/incentiveOutlook.ts';
import type { DrawPool } from '../chance/pool.ts';
import { type Evaluate, grid, tornado } from '../chance/sensitivity.ts';
import { AS_ASSUMED, type Knobs } from './knobs.ts';
import { outlookModel, sideDraws } from './model.ts';
import { cents } from './money.ts';
import { moversOf } from './movers.ts';
import type { OutlookSource } from './source.ts';

/** Partners × draws of one evaluation. */
const FIGURES = 150_000;
const [FEWEST, MOST] = [100, 300];
/** Models that are made at a time: each is copied to a thread. */
const AT_ONCE = 4;

interface SensitivityTerms extends Pick<OutlookTerms, 'seed' | 'quarters' | 'pair'> {
  readonly locale: string;
  readonly signal: AbortSignal | undefined;
  readonly tell: (done: number) => void;
}

type Sensitivity = Pick<IncentiveOutlook, 'tornado' | 'grid'>;

export async function sensitivity(
  source: OutlookSource,
  terms: SensitivityTerms,
  pool: DrawPool,
): Promise<Sensitivity> {
  const movers = moversOf(source, terms.locale);
  const draws = Math.round(Math.min(Math.max(FIGURES / Math.max(source.partners.length, 1), FEWEST), MOST));
  const known = new Map<string, Promise<number>>();
  let done = 0;
  const run = inTurns(AT_ONCE);
  const evaluate: Evaluate = (values) => {
    const knobs = movers.reduce<Knobs>((all, { id, knob }) => merged(all, knob(values[id]!)), AS_ASSUMED);
    // The middle is asked for by every bar and by the grid.
    const key = JSON.stringify(knobs);
    const cost =
      known.get(key) ??
      run(async () => {
        // Making a model takes tens of milliseconds, and others wait meanwhile.
        await setImmediate();
        const built = outlookModel(source, {
          past: source.past,
          quarters: terms.quarters,
          open: true,
          knobs,
          draws,
          seed: terms.seed,
          sides: 'after',
        });
        const { total } = sideDraws('after', built, await pool.run(built.model, { signal: terms.signal }));
        terms.tell(++done);
        return total.p50;
      });
    known.set(key, cost);
    return cost;
  };
  const { bars } = await tornado(movers, evaluate);
  const named = new Map(movers.map((mover) => [mover.id, mover]));
  const moving = bars.filter(({ swing }) => swing > 0);
  const end = (id: string, { input, output }: (typeof bars)[number]['low']) => ({
    input: named.get(id)!.write(input),
    cost: cents(output),
  });
  const [row, column] = moving;
  return {
    tornado: moving.map(({ id, low, high, monotonic }) => ({
      id,
      label: named.get(id)!.label,
      low: end(id, low),
      high: end(id, high),
      nonMonotonic: !monotonic,
    })),
    grid: terms.pair && row && column ? await twoWay(row.id, column.id) : null,
  };

  async function twoWay(first: string, second: string): Promise<NonNullable<Sensitivity['grid']>> {
    const found = await grid(movers, { row: first, column: second }, evaluate);
    const side = (id: string, values: readonly number[]) => {
      const { label, write } = named.get(id)!;
      return { label, values: values.map(write) };
    };
    return {
      rows: side(first, found.rows),
      columns: side(second, found.columns),
      costs: found.outputs.map((line) => line.map(cents)),
    };
  }
}

function merged(all: Knobs, one: Partial<Knobs>): Knobs {
  return { ...all, ...one, inputs: { ...all.inputs, ...one.inputs } };
}

/** Lets so many run at a time, in the order in which they were asked for. */
function inTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
