import { describe, expect, it } from 'vitest';
import { assumptions } from '../../../../analytics/api/documents/assumptions.ts';
import { valueAt, withValueAt } from '../../../../renderer/drafts/place.ts';
import {
  assumptionRows,
  newResponse,
  RESPONSES,
  responseKind,
} from '../../../../renderer/features/incentives/assumptions/rows.ts';

describe('what is assumed', () => {
  const none = assumptions.parse({});

  it('starts at no response, and shows what is assumed all the same', () => {
    expect(responseKind(none)).toBe('none');
    expect(assumptionRows(none).map(({ place }) => place)).toEqual([
      'pullForward.share',
      'cannibalisation.share',
      'stockpiling.share',
      'margin.share',
      'market.growth',
      'rampPeriods',
      'fixedCost',
    ]);
  });

  it.each(RESPONSES.map(({ value }) => value))('stands when the response is made “%s”', (kind) => {
    const changed = { ...none, response: newResponse(kind) };
    expect(assumptions.safeParse(changed).success).toBe(true);
    expect(responseKind(changed)).toBe(kind);
  });

  // A row whose place is wrong would be edited into nothing, in silence.
  it('has every figure and every ground at the place that its row names', () => {
    const all = assumptions.parse({
      response: { hill: { most: '0.2', halfAt: '0.05', steepness: '1' } },
      pull: { gain: '0.05', within: '0.1' },
      carryOver: { share: '0.3', periods: 4 },
      margin: { share: '0.3', byFamily: { Cloud: '0.5', 'Sec. Ops': '0.4' } },
    });
    expect(assumptionRows(all).map(({ label }) => label)).toContain('Margin of Sec. Ops');
    for (const { place, figure, grounds } of assumptionRows(all)) {
      expect(valueAt(all, place)).toEqual(figure);
      if (grounds) expect(valueAt(all, grounds.place)).toBe(grounds.evidence);
    }
    const ranged = withValueAt(all, 'pull.gain', { low: '0.01', likely: '0.05', high: '0.1' });
    expect(assumptions.safeParse(ranged).success).toBe(true);
    expect(assumptions.safeParse(withValueAt(all, 'pullForward.share', '1.2')).success).toBe(false);
  });
});
