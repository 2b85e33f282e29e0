import { describe, expect, it } from 'vitest';
import { columnMap } from '../../analytics/api/documents/columnMap.ts';
import { answer, answerOf } from '../../renderer/features/data/answers.ts';
import { fieldOf, missingFields, setConstant, takeColumnFor } from '../../renderer/features/data/mapping.ts';

const map = columnMap.parse({
  as: 'deals',
  columns: { deal_id: 'Order', amount: 'Total' },
  constants: { outcome: 'won' },
});

describe('editing a column map', () => {
  it('keeps one header per field and one field per header', () => {
    const moved = takeColumnFor(map, 'Total', 'deal_id');
    expect(moved.columns).toEqual({ deal_id: 'Total' });
    expect(fieldOf(moved, 'Order')).toBeNull();
  });

  it('drops the constant that a column now fills', () => {
    const taken = takeColumnFor(map, 'Status', 'outcome');
    expect(taken.columns.outcome).toBe('Status');
    expect(taken.constants).toEqual({});
  });

  it('leaves the given map alone', () => {
    setConstant(map, 'currency', 'EUR');
    takeColumnFor(map, 'Order', null);
    expect(map.columns).toEqual({ deal_id: 'Order', amount: 'Total' });
    expect(map.constants).toEqual({ outcome: 'won' });
  });

  it('misses what neither a column nor a constant fills', () => {
    const field = (name: string, required: boolean) => ({ field: name, required });
    expect(
      missingFields(map, [
        field('deal_id', true),
        field('outcome', true),
        field('closed_on', true),
        field('city', false),
      ]),
    ).toEqual([field('closed_on', true)]);
  });
});

describe('answering a question', () => {
  it.each([
    ['dates', 'day-first'],
    ['constants.currency', 'EUR'],
    ['columns.closed_on', 'Close Date'],
  ])('about %s is read back from the map', (id, value) => {
    expect(answerOf(map, id)).toBeNull();
    const answered = answer(map, id, value);
    expect(answerOf(answered, id)).toBe(value);
    expect(columnMap.safeParse(answered).success).toBe(true);
  });
});
