/** Guards what a lab keeps: figures of an older version, readings lost to somebody else's Stop, memory without an end. */
import { describe, expect, it } from 'vitest';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';

const version = (dataVersion: number, policyVersion = 1) => ({ dataVersion, policyVersion });
const sized = <T extends object>(value: T, bytes = 10) => ({ value, bytes });

describe('a lab', () => {
  it('reads once for all who ask at the same time, and again after a change of the data or the policy', async () => {
    const lab = new Lab();
    let reads = 0;
    const ask = (at: ReturnType<typeof version>) => lab.keep(at, 'roster', undefined, async () => sized([++reads]));
    expect(await Promise.all([ask(version(1)), ask(version(1))])).toEqual([[1], [1]]);
    expect(await ask(version(1))).toEqual([1]);
    expect(await ask(version(2))).toEqual([2]);
    expect(await ask(version(2, 2))).toEqual([3]);
    expect(lab.bytes).toBe(10);
  });

  it('does not keep what was read under a version that has passed meanwhile', async () => {
    const lab = new Lab();
    let finish = () => {};
    const slow = lab.keep(version(1), 'roster', undefined, async () => {
      await new Promise<void>((done) => {
        finish = done;
      });
      return sized(['old']);
    });
    expect(await lab.keep(version(2), 'roster', undefined, async () => sized(['new']))).toEqual(['new']);
    finish();
    expect(await slow).toEqual(['old']);
    expect(await lab.keep(version(2), 'roster', undefined, async () => sized(['again']))).toEqual(['new']);
  });

  it('reads anew for those who wait for somebody who stops, and fails for all when reading fails', async () => {
    const lab = new Lab();
    const stop = new AbortController();
    const stopped = lab.keep(version(1), 'roster', stop.signal, async () => {
      throw new QuarterdeckError('cancelled', 'Stopped.');
    });
    const waiting = lab.keep(version(1), 'roster', undefined, async () => sized(['read']));
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(await waiting).toEqual(['read']);

    const failing = () =>
      lab.keep(version(1), 'year', undefined, async () => {
        throw new QuarterdeckError('out-of-memory', 'Too large.');
      });
    const both = await Promise.allSettled([failing(), failing()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('lets go of what was longest unused when it is full', () => {
    const lab = new Lab(100);
    const make = (key: string) => lab.make(version(1), key, () => sized([key], 40));
    const first = make('a');
    make('b');
    expect(make('a')).toBe(first);
    make('c');
    expect(lab.bytes).toBeLessThanOrEqual(100);
    expect(make('a')).toBe(first);
    expect(lab.find(version(1), 'b')).toBeUndefined();
  });

  it('lends to one at a time', () => {
    const lab = new Lab();
    let made = 0;
    const borrow = () => lab.borrow(version(1), 'kernel', () => sized({ number: ++made }));
    const [one, two] = [borrow(), borrow()];
    expect([one.value.number, two.value.number]).toEqual([1, 2]);
    two.giveBack();
    expect(borrow().value.number).toBe(2);
    one.giveBack();
    expect(lab.borrow(version(2), 'kernel', () => sized({ number: 9 })).value.number).toBe(9);
  });
});
