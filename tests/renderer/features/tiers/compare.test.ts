import { describe, expect, it } from 'vitest';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { comparedRows } from '../../../../renderer/features/tiers/compare/rows.ts';

const level = (index: number, label: string, after: number) => ({ index, id: label, label, before: 0, after });

function simulated(
  levels: TierSimulation['levels'],
  moves: Pick<TierSimulation, 'up' | 'down' | 'stay'>,
  after: string,
): TierSimulation {
  const rest = { nearMissesTotal: 0, atRiskTotal: 0, protectTotal: 0 };
  return {
    levels,
    ...moves,
    ...rest,
    costs: { after, fallingAmount: '0' },
    exceptions: { cost: '0' },
  } as unknown as TierSimulation;
}

const compared = (id: number, simulation: TierSimulation | undefined) => ({
  id,
  name: String(id),
  program: undefined,
  simulation,
  changes: undefined,
  busy: false,
  error: null,
});

describe('programs side by side', () => {
  const first = simulated([level(0, 'Silver', 80), level(1, 'Gold', 20)], { up: 1, down: 4, stay: 95 }, '1805000.00');
  const second = simulated(
    [level(0, 'Silver', 70), level(1, 'Gold', 25), level(2, 'Platinum', 5)],
    { up: 5, down: 2, stay: 93 },
    '1624000.00',
  );

  it('gives every level of any program a row, the highest first', () => {
    const [levels] = comparedRows([compared(1, first), compared(2, second)], 'en');
    expect(levels?.rows.map(({ label }) => label)).toEqual(['Platinum', 'Gold', 'Silver']);
    expect(levels?.rows[0]?.cells.map(({ text }) => text)).toEqual(['–', '5']);
    expect(levels?.rows[2]?.cells[1]).toMatchObject({ text: '70', difference: '−10', tone: 'mut' });
  });

  // Fewer falls and a smaller bill are good news though the figures shrink.
  it('says of a difference whether it is good news', () => {
    const [, moves, money] = comparedRows([compared(1, first), compared(2, second)], 'en');
    expect(moves?.rows.find(({ label }) => label === 'Fall')?.cells[1]).toMatchObject({
      difference: '−2',
      tone: 'good',
    });
    expect(money?.rows[0]?.cells[1]).toMatchObject({ text: '1.62\u202fM', difference: '−181\u202fk', tone: 'good' });
  });

  it('shows no figure for a program that is still on its way', () => {
    const [levels] = comparedRows([compared(1, first), compared(2, undefined)], 'en');
    expect(levels?.rows.map(({ cells }) => cells[1]?.text)).toEqual(['–', '–']);
  });
});
