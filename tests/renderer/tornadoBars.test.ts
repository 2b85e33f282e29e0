/** Guards the figures of a tornado against standing on each other where both ends of an input go the same way. */
import { describe, expect, it } from 'vitest';
import { textSide } from '../../renderer/charts/TornadoBars.tsx';

const end = (value: number) => ({ value, text: `${value}` });

describe('the figures beside a bar of the tornado', () => {
  it('stand at the ends where these go apart', () => {
    expect([textSide(end(-5), end(7), 'left'), textSide(end(7), end(-5), 'right')]).toEqual(['left', 'right']);
  });

  it.each([
    [-12, -1],
    [-1, -12],
    [3, 9],
    [9, 3],
    [-4, -4],
    [0, 0],
    [0, 5],
  ])('never stand at one side: %s and %s', (low, high) => {
    const sides = [textSide(end(low), end(high), 'left'), textSide(end(high), end(low), 'right')];
    expect(new Set(sides).size).toBe(2);
  });
});
