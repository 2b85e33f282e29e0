/** Guards that the small and the new never stand behind everything that is slow and was there before. */
import { expect, it } from 'vitest';
import { Turns } from '../../../analytics/engine/turns.ts';

/** Work that is told when to end, and notes that it has begun. */
function stage() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.set(name, resolve));
  };
  const end = async (name: string) => {
    ends.get(name)!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

const call = () => new AbortController();

it('goes round among calls, and leaves a place that no single call can have', async () => {
  const turns = new Turns(3);
  const { begun, work, end } = stage();
  const [long, second, third] = [call(), call(), call()];
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void turns.take(long.signal, work(name));
  expect(begun).toEqual(['a1', 'a2']);
  void turns.take(second.signal, work('b1'));
  void turns.take(third.signal, work('c1'));
  void turns.take(undefined, work('d1'));
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await end('a1');
  expect(begun.slice(3)).toEqual(['a3']);
  await end('a2');
  expect(begun.slice(4)).toEqual(['c1']);
  await end('a3');
  expect(begun.slice(5)).toEqual(['d1']);
  for (const name of ['c1', 'd1', 'a4', 'a5', 'b1']) await end(name);
  expect(begun.slice(6)).toEqual(['a4', 'a5']);
});

it('lets go of what is stopped while it waits, and of what fails', async () => {
  const turns = new Turns(1);
  const { begun, work, end } = stage();
  const stop = call();
  void turns.take(undefined, work('first'));
  const stopped = turns.take(stop.signal, work('stopped'));
  const failed = expect(turns.take(undefined, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  const last = turns.take(undefined, work('last'));
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  await expect(turns.take(stop.signal, work('late'))).rejects.toMatchObject({ code: 'cancelled' });
  await end('first');
  await failed;
  await end('last');
  await last;
  expect(begun).toEqual(['first', 'last']);
});
