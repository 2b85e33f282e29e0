import { describe, expect, it } from 'vitest';
import { wishOf, wishProblem } from '../../../../renderer/features/tiers/search/wish.ts';

const open = { tolerance: 2, maxDemoted: null, maxCost: null };

describe('a wish for a shape', () => {
  // 0.07 × 100 and its like are no exact binary fractions; the engine must get 0.07.
  it('goes to the engine as exact shares, without what was left open', () => {
    const wish = { ...open, shares: { Gold: 7, Silver: null, Bronze: 28.5 }, maxDemoted: 3, maxCost: 250_000 };
    expect(wishOf(wish)).toEqual({
      shares: { Gold: 0.07, Bronze: 0.285 },
      tolerance: 0.02,
      maxDemoted: 0.03,
      maxCost: '250000',
    });
  });

  it('says what is missing before it can be asked', () => {
    expect(wishProblem({ ...open, shares: { Gold: null } })).toMatch(/once a level has its share/);
    expect(wishProblem({ ...open, shares: {}, maxDemoted: 3 })).toBeNull();
    expect(wishProblem({ ...open, shares: { Gold: 60, Silver: 41 } })).toMatch(/now 101 %/);
    expect(wishProblem({ ...open, shares: { Gold: 33.3, Silver: 33.3, Bronze: 33.4 } })).toBeNull();
  });
});
