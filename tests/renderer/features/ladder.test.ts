import { describe, expect, it } from 'vitest';
import { ladderOf } from '../../../analytics/present/ladder.ts';

describe('the ladder of levels', () => {
  it('orders the names vendors use, lowest first, and reads them inside longer names', () => {
    expect(ladderOf(['Platinum', 'Gold Partner', 'Registered', 'Silver'])).toEqual({
      levels: ['Registered', 'Silver', 'Gold Partner', 'Platinum'],
      known: true,
    });
  });

  it('claims nothing when one name is unknown or two stand on one rung', () => {
    expect(ladderOf(['Gold', 'Ridge'])).toEqual({ levels: ['Gold', 'Ridge'], known: false });
    expect(ladderOf(['Gold', 'Premier']).known).toBe(false);
    expect(ladderOf([]).known).toBe(false);
  });
});
