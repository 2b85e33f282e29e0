/** Guards the matrix: a partner lost or counted twice, a foreign level dropped, a move called by the wrong name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migration } from '../../../../analytics/tiers/simulation/matrix.ts';
import { regionIndex, regionMoves } from '../../../../analytics/tiers/simulation/regions.ts';
import { formerByName, formerByProgram, moveOf } from '../../../../analytics/tiers/simulation/standing.ts';

const level = (id: string, label = id) => ({ id, label });
const LEVELS = [level('registered', 'Registered'), level('silver', 'Silver'), level('gold', 'Gold')];
const none = (size: number) => new Float64Array(size);

describe('levels before and after', () => {
  it('match names in force by id or label, in any case', () => {
    const former = formerByName(LEVELS, ['SILVER', 'Gold', 'registered', null]);
    expect(former.names.map(({ label }) => label)).toEqual(['(no level)', 'Registered', 'Silver', 'Gold']);
    expect([...former.of].map((index) => former.names[index]!.level)).toEqual([1, 2, 0, -1]);
    expect(former.notes).toEqual([]);
  });

  it('keep a name that the program does not know in its own row, in its place when words tell it', () => {
    const former = formerByName(LEVELS, ['Platinum', 'Silver']);
    expect(former.names.map(({ label }) => label)).toEqual(['Registered', 'Silver', 'Gold', 'Platinum']);
    expect(moveOf(former.names[3]!, 2)).toBe(-1);
    expect(former.notes[0]).toMatch(/“Platinum” is no level of the program; their place/);
  });

  it('call no move up or down from a name whose place nobody knows', () => {
    const former = formerByName(LEVELS, ['Friends of the house', 'Silver']);
    const found = migration(LEVELS, former, Int8Array.of(2, 2), none(2));
    expect(found).toMatchObject({ up: 1, down: 0, stay: 0, unranked: 1 });
    expect(former.notes[0]).toMatch(/neither as up nor as down/);
  });

  it('place the levels of another program between those they share', () => {
    const baseline = { levels: [level('registered'), level('bronze'), level('silver'), level('gold'), level('elite')] };
    const former = formerByProgram(LEVELS, { ...baseline, of: Int8Array.of(1, 4, 2) });
    expect(former.names.map(({ rank }) => rank)).toEqual([0, 0.5, 1, 2, 2.5]);
    // Bronze to Silver is up, Elite to Gold is down, Silver stays.
    expect(migration(LEVELS, former, Int8Array.of(1, 2, 1), none(3))).toMatchObject({ up: 1, down: 1, stay: 1 });
  });

  it('compare programs without a common level by place, and say so', () => {
    const former = formerByProgram(LEVELS, { levels: [level('one'), level('two')], of: Int8Array.of(1, -1) });
    expect(former.names.map(({ rank }) => rank)).toEqual([-1, 0, 1]);
    expect(former.notes[0]).toMatch(/share no level/);
  });

  it('sum to the population, cell by cell to what a slow count says', () => {
    const partner = fc.record({
      held: fc.constantFrom('Registered', 'silver', 'Gold', 'Platinum', 'Legacy', null),
      after: fc.integer({ min: -1, max: 2 }),
      amount: fc.oneof(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.constant(Number.NaN)),
    });
    fc.assert(
      fc.property(fc.array(partner, { maxLength: 80 }), (roster) => {
        const former = formerByName(
          LEVELS,
          roster.map(({ held }) => held),
        );
        const after = Int8Array.from(roster, (row) => row.after);
        const found = migration(
          LEVELS,
          former,
          after,
          Float64Array.from(roster, ({ amount }) => amount),
        );
        expect(found.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(roster.length);
        expect(found.up + found.down + found.stay + found.unranked).toBe(roster.length);
        for (const [row, from] of found.fromLevels.entries()) {
          for (const [column, to] of found.toLevels.entries()) {
            const inCell = roster.filter(
              ({ held, after }) =>
                (held ?? '(no level)').toLowerCase() === from.toLowerCase() &&
                (after < 0 ? '(no level)' : LEVELS[after]!.label) === to,
            );
            expect(found.counts[row]![column]).toBe(inCell.length);
            const amount = inCell.reduce((sum, row) => sum + BigInt(row.amount || 0), 0n);
            expect(BigInt(found.amounts[row]![column]!.replace('.', ''))).toBe(amount);
          }
        }
      }),
    );
  });
});

describe('moves by region', () => {
  it('count every partner once, the region with most who fall first', () => {
    const found = regionMoves(
      regionIndex(['North', 'South', null, 'South', 'South']),
      Int8Array.of(1, -1, 0, -1, 1),
      Float64Array.of(1, 20_000, 3, 5_000, 4),
    );
    expect(found).toEqual([
      { region: 'South', partners: 3, up: 1, down: 2, amountDown: '2.5000' },
      { region: 'North', partners: 1, up: 1, down: 0, amountDown: '0.0000' },
      { region: '(none)', partners: 1, up: 0, down: 0, amountDown: '0.0000' },
    ]);
  });
});
