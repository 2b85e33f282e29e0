/** A thread that draws: it is given a model, and then slice after slice of its partners. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { toEnvelope } from '../../api/errors.ts';
import type { DrawReply, DrawRequest } from './drawThread.ts';
import { type ChanceSlice, slicer } from './run.ts';

// Questions and commands go before forecasts. Elsewhere the call would be about the whole process: Linux alone takes it for the
// thread that makes it.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

let draw: ((from: number, to: number) => ChanceSlice) | undefined;

parentPort!.on('message', ({ model, from, to }: DrawRequest) => {
  try {
    if (model) draw = slicer(model);
    const slice = draw!(from, to);
    const columns = [slice.sums, slice.own, slice.spread, slice.counts].flatMap((named) => Object.values(named));
    const reply: DrawReply = { slice };
    parentPort!.postMessage(
      reply,
      columns.map((column) => column.buffer as ArrayBuffer),
    );
  } catch (thrown) {
    const reply: DrawReply = { error: toEnvelope(thrown) };
    parentPort!.postMessage(reply);
  }
});
