/** Guards the list of those to protect: who counts as loyal, growing or small, at the edges of each. */
import { describe, expect, it } from 'vitest';
import { standings } from '../../../../analytics/tiers/simulation/protect.ts';

describe('what speaks for a partner', () => {
  const standing = (now: number, then: number, since: string | null, others: number[] = []) =>
    standings('2026-09-30', Float64Array.of(now, ...others), Float64Array.of(then, ...others), [
      since,
      ...others.map(() => null),
    ]).of(0);

  it('is loyal from five whole years on', () => {
    expect(standing(0, 0, '2021-10-01')).toMatchObject({ years: 5, why: ['loyal'] });
    expect(standing(0, 0, '2021-10-03')).toMatchObject({ years: 4, why: [] });
    expect(standing(0, 0, null)).toMatchObject({ years: null, why: [] });
  });

  it('is growing from ten percent on, with something to grow from', () => {
    expect(standing(110, 100, null)).toMatchObject({ growth: 0.1, why: ['growing'] });
    expect(standing(109, 100, null).why).toEqual([]);
    expect(standing(50, 0, null)).toMatchObject({ growth: null, why: [] });
    expect(standing(Number.NaN, 100, null).growth).toBe(-1);
  });

  it('is small in the lower half of those who book anything', () => {
    expect(standing(10, 0, null, [20, 30, 40]).why).toEqual(['small']);
    expect(standing(30, 0, null, [10, 20, 40]).why).toEqual([]);
    expect(standing(0, 0, null, [20, 30, 40]).why).toEqual([]);
  });
});
