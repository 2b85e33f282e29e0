/** A wish comes back from the address as it was put there; what is no wish there is none. */
import { expect, it } from 'vitest';
import { changeOf, FIRST_WISH, wishOf, wishText } from '../../../../renderer/features/segments/returns/wish.ts';

it.each([
  [
    { ...FIRST_WISH, amount: 250_000.5, from: 'Tail', to: 'x1 y2', lost: 0.5, gained: 3 },
    'shift:250000.5:Tail:x1 y2:0.5:3',
  ],
  [{ ...FIRST_WISH, kind: 'prune', partners: 12, from: 'Tail', kept: 20 }, 'prune:12:Tail:20'],
  [{ ...FIRST_WISH, kind: 'prune', partners: 3 }, 'prune:3::0'],
  [{ ...FIRST_WISH, kind: 'grow', partners: 7, from: 'Stars' }, 'grow:7:Stars'],
] as const)('%j is %s and back', (wish, text) => {
  expect(wishText(wish)).toBe(text);
  expect(wishOf(text)).toEqual(wish);
  expect(changeOf(wish)).toMatchObject({ kind: wish.kind });
});

it.each([undefined, '', 'burn:1', 'prune::Tail:0', 'prune:-3:Tail:0', 'shift:many:A:B:1:2', 'shift:5:A:B'])(
  '%s is no wish',
  (text) => {
    expect(wishOf(text)).toBeNull();
  },
);

it('nothing is asked before the segments are chosen, or of nobody', () => {
  expect(changeOf(FIRST_WISH)).toBeNull();
  expect(changeOf({ ...FIRST_WISH, from: 'A', to: 'A' })).toBeNull();
  expect(changeOf({ ...FIRST_WISH, kind: 'grow', partners: 0 })).toBeNull();
});
