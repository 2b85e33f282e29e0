/** Guards which reviews a run holds: one too early looks at half a year and lets everybody fall. */
import { describe, expect, it } from 'vitest';
import { type TierProgramInput, tierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { FiscalCalendar } from '../../../../analytics/network/calendar.ts';
import type { Network } from '../../../../analytics/network/network.ts';
import { compileProgram } from '../../../../analytics/tiers/compile.ts';
import { timeline } from '../../../../analytics/tiers/simulation/timeline.ts';
import { policyOf } from '../../metrics/network.ts';

const policy = policyOf({ calendar: { startMonth: 10 } });
const network = {
  policy,
  calendar: new FiscalCalendar(policy.calendar),
  horizon: { from: '2023-10-03', to: '2026-09-30' },
} as Network;

function held(review: object, run: 'date' | 'review' | 'history', asOf = '2026-09-30') {
  const input: TierProgramInput = {
    id: 'p',
    name: 'P',
    levels: [{ id: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-4-quarters', value: 1 } }],
    review,
  };
  const { reviews, counting, asOfs, notes } = timeline(
    compileProgram(tierProgram.parse(input), network),
    run,
    asOf,
    network,
  );
  const days = (list: typeof reviews) => list.map(({ on }) => on);
  return { reviews: days(reviews), counting: days(counting), asOfs, notes };
}

describe('the reviews of a run', () => {
  it('are none on a day', () => {
    expect(held({}, 'date')).toEqual({ reviews: [], counting: [], asOfs: ['2026-09-30'], notes: [] });
  });

  it('are the one on the day after, and those before it that may have missed the level', () => {
    const found = held({ cadence: 'half-yearly', afterConsecutive: 3 }, 'review');
    expect(found).toEqual({
      reviews: ['2026-10-01'],
      counting: ['2025-10-01', '2026-04-01'],
      asOfs: ['2025-09-30', '2026-03-31', '2026-09-30'],
      notes: [],
    });
  });

  it('are held on a day without one as well, which is said', () => {
    const { reviews, notes } = held({ cadence: 'annual' }, 'review', '2026-06-30');
    expect(reviews).toEqual(['2026-07-01']);
    expect(notes[0]).toMatch(/holds no review on 1 Jul 2026/);
  });

  it('begin in a history with the first that has a whole window, though no deal was closed on its first day', () => {
    const { reviews, asOfs } = held({ cadence: 'half-yearly' }, 'history');
    expect(reviews).toEqual(['2024-10-01', '2025-04-01', '2025-10-01', '2026-04-01', '2026-10-01']);
    expect(asOfs.at(-1)).toBe('2026-09-30');
  });

  it('are one on the day when the data is too short for any', () => {
    const { reviews, notes } = held({ cadence: 'annual' }, 'history', '2024-03-31');
    expect(reviews).toEqual(['2024-04-01']);
    expect(notes[0]).toMatch(/No review has whole windows/);
  });
});
