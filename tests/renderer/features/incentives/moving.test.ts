/** Who moves together, as the address has it: an address that somebody wrote must never be what a forecast fails by. */
import { expect, it } from 'vitest';
import { movingOf, written } from '../../../../renderer/features/incentives/answers/moving.ts';

it.each<[string | undefined, object]>([
  [undefined, { by: 'region' }],
  ['country', { by: 'country' }],
  ['distributor:0.3', { by: 'distributor', rank: '0.3' }],
  ['region:0', { by: 'region', rank: '0' }],
])('%s is read', (moving, expected) => {
  const read = movingOf(moving === undefined ? {} : { moving });
  expect(read).toEqual(expected);
  expect(written(read)).toEqual({ text: moving ?? '' });
});

it('that no forecast can be drawn with is refused in a sentence', () => {
  const objection = 'A rank correlation of partners who move together lies between 0 and 0.95.';
  expect(written({ by: 'region', rank: '0.96' })).toEqual({ objection });
});

it.each(['planet', 'country:', 'country:much', 'country:0.96', 'country:-0.1', ':0.3', ''])(
  '“%s” is as if it were not there',
  (moving) => {
    expect(movingOf({ moving })).toEqual({ by: 'region' });
  },
);
