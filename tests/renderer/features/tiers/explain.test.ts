import { describe, expect, it } from 'vitest';
import type { TierExplanation } from '../../../../analytics/api/tiers.ts';
import { decisiveLevels } from '../../../../renderer/features/tiers/explain/decisive.ts';

const level = (label: string) => ({ id: label, label, reached: false, kept: false, requirement: null, keep: null });

describe('the levels that decide', () => {
  // The test that was missed lies in the level lost; the next step lies one above the level got.
  it('are the one before, the one after and the next one up', () => {
    const explanation = {
      levels: ['Registered', 'Bronze', 'Silver', 'Gold', 'Platinum'].map(level),
      before: 'Platinum',
      after: 'Bronze',
    } as unknown as TierExplanation;
    const open = decisiveLevels(explanation).flatMap(({ label, decisive }) => (decisive ? [label] : []));
    expect(open).toEqual(['Platinum', 'Silver', 'Bronze']);
  });

  it('are the lowest for a partner without any', () => {
    const explanation = { levels: ['Silver', 'Gold'].map(level), before: '(no level)', after: '(no level)' };
    const open = decisiveLevels(explanation as unknown as TierExplanation).filter(({ decisive }) => decisive);
    expect(open.map(({ label }) => label)).toEqual(['Silver']);
  });
});
