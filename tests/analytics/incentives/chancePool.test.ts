/** Draws on threads: the same bytes whatever their number, and nothing lost when there are none. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { startDrawThread } from '../../../analytics/incentives/chance/drawThread.ts';
import { mergeSlices } from '../../../analytics/incentives/chance/merge.ts';
import type { ChanceModel } from '../../../analytics/incentives/chance/model.ts';
import { DrawPool } from '../../../analytics/incentives/chance/pool.ts';
import { runSlice } from '../../../analytics/incentives/chance/run.ts';
import type { NumberExpression } from '../../../analytics/rules/expression.ts';
import { DRAW_BUILDS, NODE_BUILD, ROOT } from '../../../scripts/targets.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const base: NumberExpression = { kind: 'column', name: 'base', scale: 4, label: 'bookings' };
const constant = (value: string, scale: 0 | 2 | 4): NumberExpression => ({ kind: 'constant', value, scale });
const stepped: NumberExpression = {
  kind: 'marginal',
  of: base,
  bands: [
    { from: constant('0', 0), rate: constant('0.05', 2) },
    { from: constant('10000', 0), rate: constant('0.10', 2) },
  ],
  scale: 2,
};

function model(partners: number, draws: number, rules: ChanceModel['rules'] = { pay: stepped }): ChanceModel {
  const quarters = 12;
  return {
    seed: 2_026,
    draws,
    partners: Array.from({ length: partners }, (_, index) => `P-${index}`),
    columns: [
      {
        name: 'base',
        parts: [
          {
            kind: 'history',
            stream: 'quarter',
            periods: 4,
            offsets: Uint32Array.from({ length: partners + 1 }, (_, index) => index * quarters),
            values: Float64Array.from(
              { length: partners * quarters },
              (_, index) => ((index * 7_919) % 30_011) * 10_000,
            ),
          },
        ],
        factors: [{ kind: 'common', stream: 'market', distribution: { kind: 'pert', low: 0.8, likely: 1, high: 1.3 } }],
      },
    ],
    rules,
    inputs: {},
    sums: ['pay'],
    spread: 'pay',
    counts: [],
  };
}

const folder = temporaryFolder();
const pools: DrawPool[] = [];
function pool(options: ConstructorParameters<typeof DrawPool>[0]): DrawPool {
  const made = new DrawPool(options);
  pools.push(made);
  return made;
}
afterAll(() => Promise.all(pools.map((made) => made.close())));

describe('a pool of threads', () => {
  const given = model(900, 10_000);
  const alone = mergeSlices(given, [runSlice(given)]);

  // The promise of the design: the same bytes from the same seed whatever the worker count.
  it.each([0, 1, 2, 3])('gives the same bytes on %d threads as in one piece', async (threads) => {
    const told: number[] = [];
    const drawn = await pool({ threads, always: true }).run(given, { progress: (done) => told.push(done) });
    expect(drawn).toEqual(alone);
    expect(told.at(-1)).toBe(900);
    expect(told.length).toBeGreaterThan(1);
  });

  // Guards a pool that quietly draws everything in place, from source and from the file that is built.
  it.each([
    ['from source', async () => startDrawThread()!],
    [
      'from a chunk of a bundle, beside the file that is built',
      async () => {
        const chunk = folder.file('chunks/drawThread.mjs');
        const entryPoints = [join(ROOT, 'analytics/incentives/chance/drawThread.ts')];
        const { outdir: _, ...options } = NODE_BUILD;
        await build({ ...options, entryPoints, splitting: false, outfile: chunk });
        await build({ ...DRAW_BUILDS[0]!, outfile: folder.file('draw-worker.cjs') });
        const built = (await import(pathToFileURL(chunk).href)) as { startDrawThread: typeof startDrawThread };
        return built.startDrawThread()!;
      },
    ],
  ])('has its threads draw, %s', async (_, start) => {
    const thread = await start();
    let answers = 0;
    thread.on('message', () => answers++);
    expect(await pool({ threads: 1, always: true, start: () => thread }).run(given)).toEqual(alone);
    expect(answers).toBeGreaterThan(1);
  });

  // Guards an engine that stood still for seconds while a forecast tried its inputs: each was small, and none let go.
  it('lets others in after each small model that is drawn in place', async () => {
    const here = pool({ threads: 0 });
    let [others, drawing] = [0, true];
    const other = () => {
      others++;
      if (drawing) setImmediate(other);
    };
    setImmediate(other);
    for (let round = 0; round < 10; round++) await here.run(model(5, 10));
    drawing = false;
    expect(others).toBeGreaterThanOrEqual(9);
  });

  it('takes a thread for small models when there are many of them', async () => {
    let answers = 0;
    const start = () => {
      const thread = startDrawThread()!;
      thread.on('message', () => answers++);
      return thread;
    };
    const one = pool({ threads: 1, start });
    expect(await one.run(given)).toEqual(alone);
    expect(answers).toBe(0);
    expect(await one.run(given)).toEqual(alone);
    expect(answers).toBeGreaterThan(0);
  });

  it('serves several models at once', async () => {
    const two = pool({ threads: 2, always: true });
    const others = [50, 60, 70].map((partners) => model(partners, 500));
    const drawn = await Promise.all(others.map((one) => two.run(one)));
    expect(drawn).toEqual(others.map((one) => mergeSlices(one, [runSlice(one)])));
  });

  // Guards a system that forbids threads, and a bundle without the thread's code.
  it.each([
    ['there is no code for a thread', () => null],
    [
      'threads are forbidden',
      () => {
        throw new Error('EPERM');
      },
    ],
  ])('draws in place where %s', async (_, start) => {
    expect(await pool({ threads: 2, always: true, start }).run(given)).toEqual(alone);
  });

  it('draws in place what a thread that ends leaves behind', async () => {
    const start = () => new Worker('process.exit(1)', { eval: true });
    expect(await pool({ threads: 2, always: true, start }).run(given)).toEqual(alone);
  });

  it.each([0, 2])('stops when it is told to, on %d threads, and serves the next one', async (threads) => {
    const stopped = pool({ threads, always: true });
    const stop = new AbortController();
    const running = stopped.run(given, { signal: stop.signal, progress: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const small = model(20, 100);
    expect(await stopped.run(small)).toEqual(mergeSlices(small, [runSlice(small)]));
  });

  it('hands on what a rule complains of', async () => {
    const unknown = model(20, 100, {
      pay: { kind: 'divide', left: base, right: constant('0', 0), scale: 2 },
    });
    const two = pool({ threads: 2, always: true });
    await expect(two.run(unknown)).rejects.toThrow('no figure');
    expect((await two.run(model(20, 100))).draws).toBe(100);
  });
});
