import { describe, expect, it } from 'vitest';
import { type Measure, measure, WINDOW_KINDS, window } from '../../../analytics/api/documents/measure.ts';
import type { MetricInfo } from '../../../analytics/api/results.ts';
import { newMeasure, rowDimensions, unitOf, withMetric } from '../../../renderer/measures/measure.ts';
import { aggregatesOf, partsToAdd, withoutPart, withPart } from '../../../renderer/measures/parts.ts';
import { WINDOW_CHOICES, windowLabel, windowOf } from '../../../renderer/measures/windowText.ts';

const metric = (id: string, unit: MetricInfo['unit'], dateBasis: string): MetricInfo => ({
  id,
  label: id,
  meaning: '',
  formula: '',
  unit,
  good: 'up',
  dateBasis,
  kind: 'additive',
  group: 'Revenue',
  dimensions: ['partner', 'family', 'motion'],
});
const bookings = metric('won_amount', 'money', 'close date');
const people = metric('certified_people', 'count', 'state at the end of the period');

describe('windows', () => {
  // A kind of the document that the list left out could be written in the text only.
  it('of every kind are offered, and begin as the document takes them', () => {
    expect(WINDOW_CHOICES.map(({ value }) => value).sort()).toEqual([...WINDOW_KINDS].sort());
    for (const { value } of WINDOW_CHOICES) {
      const begun = windowOf(value, '2026-05-14');
      expect(window.parse(begun)).toEqual(begun);
    }
    expect(windowOf('between', '2026-05-14')).toEqual({ kind: 'between', from: '2026-01-01', to: '2026-12-31' });
  });

  it('read as words', () => {
    expect(windowLabel({ kind: 'trailing', count: 1, unit: 'quarter' })).toBe('trailing 1 quarter');
    expect(windowLabel({ kind: 'last-fiscal-year' })).toBe('last fiscal year');
  });
});

describe('measures', () => {
  it('begin as the document takes them', () => {
    for (const begun of [newMeasure(bookings), newMeasure(people)]) expect(measure.parse(begun)).toEqual(begun);
  });

  // A dated metric without a window is refused, and a state would ignore the one that it kept.
  it('keep their window when another metric is taken, as far as it has one', () => {
    const lastYear: Measure = { metric: 'won_count', filter: [], window: { kind: 'last-fiscal-year' }, agg: 'avg' };
    expect(withMetric(lastYear, bookings)).toEqual({
      metric: 'won_amount',
      filter: [],
      window: { kind: 'last-fiscal-year' },
    });
    expect(withMetric(lastYear, people).window).toEqual({ kind: 'on-the-day' });
    expect(withMetric(newMeasure(people), bookings).window).toEqual({ kind: 'trailing', count: 12, unit: 'month' });
    const plain: Measure = { metric: 'certified_people', filter: [] };
    expect(withMetric(plain, bookings).window?.kind).toBe('trailing');
  });

  it('keep what stands beside them', () => {
    const tested = { ...newMeasure(people), op: '>=', value: '3' };
    expect(withMetric(tested, bookings)).toMatchObject({ metric: 'won_amount', op: '>=', value: '3' });
  });

  it('are written in the unit of their metric, plainly where they are a quotient', () => {
    const metrics = new Map([bookings, people].map((one) => [one.id, one]));
    expect(unitOf(newMeasure(bookings), metrics)).toBe('money');
    expect(unitOf({ ...newMeasure(bookings), agg: 'count' }, metrics)).toBe('count');
    const per = { metric: 'won_count', filter: [], times: 1 };
    expect(unitOf({ ...newMeasure(bookings), per }, metrics)).toBe('quantity');
  });

  it('are narrowed by what their rows have', () => {
    expect(rowDimensions(bookings)).toContain('family');
    expect(rowDimensions(bookings)).not.toContain('product');
  });

  // A part that its metric cannot be asked would be refused by the engine as soon as it is added.
  it('are offered the parts that their metric can be asked, once each', () => {
    expect(partsToAdd(newMeasure(bookings), bookings)).toEqual(['agg', 'dealFrom', 'dealBelow', 'proRateJoiners']);
    expect(partsToAdd({ ...newMeasure(bookings), agg: 'avg', dealFrom: 1 }, bookings)).toEqual([
      'dealBelow',
      'proRateJoiners',
    ]);
    expect(partsToAdd({ ...newMeasure(bookings), window: { kind: 'ever' } }, bookings)).not.toContain('proRateJoiners');
    expect(partsToAdd(newMeasure(people), { ...people, dimensions: ['partner'] })).toEqual(['agg']);
    expect(aggregatesOf({ ...bookings, kind: 'ratio' })).toEqual([]);
    expect(aggregatesOf(people)).toEqual(['distinct']);
  });

  it('begin each part as the document takes it, and are as before without it', () => {
    const plain = newMeasure(bookings);
    for (const part of partsToAdd(plain, bookings)) {
      const added = withPart(plain, part, bookings);
      expect(added[part]).toBeDefined();
      expect(measure.parse(added)).toEqual(added);
      expect(withoutPart(added, part)).toEqual(plain);
    }
    const from = withPart({ ...plain, dealBelow: 500 }, 'dealFrom', bookings);
    expect(from.dealFrom).toBeLessThan(500);
  });

  it('keep deal sizes and joiners only for a metric that has them', () => {
    const asked: Measure = { ...newMeasure(bookings), dealFrom: 10_000, proRateJoiners: { fromDays: 90 } };
    expect(withMetric(asked, { ...bookings, id: 'won_count' })).toMatchObject({
      dealFrom: 10_000,
      proRateJoiners: { fromDays: 90 },
    });
    const state = withMetric(asked, { ...people, dimensions: ['partner'] });
    expect(state).not.toHaveProperty('dealFrom');
    expect(state).not.toHaveProperty('proRateJoiners');
  });
});
