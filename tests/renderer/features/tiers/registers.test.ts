import { describe, expect, it } from 'vitest';
import { tierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { effectWords } from '../../../../renderer/features/tiers/registers/effect.ts';
import { flagsOf } from '../../../../renderer/features/tiers/registers/flags.ts';

describe('what people confirm', () => {
  // A flag that is only found at the top of a level could never be confirmed on the page.
  it('is found wherever the program asks for it, once', () => {
    const program = tierProgram.parse({
      id: 'main',
      name: 'Main',
      definitions: { reviewed: { attested: 'security review' } },
      levels: [
        { id: 'Silver', requirement: { any: [{ attested: 'audit' }, { not: { attested: 'dispute' } }] } },
        { id: 'Gold', invitation: 'council', requirement: { all: [{ use: 'reviewed' }, { attested: 'audit' }] } },
      ],
    });
    expect(flagsOf(program)).toEqual(['security review', 'audit', 'dispute', 'council']);
  });

  it('reads as what it does', () => {
    expect(effectWords({ effect: 'hold', level: 'Gold' })).toBe('does not fall under Gold');
    expect(effectWords({ effect: 'place', level: 'Silver' })).toBe('has Silver');
    expect(effectWords({ effect: 'waive', requirement: 'Certified people' })).toBe('Certified people counts as met');
  });
});
