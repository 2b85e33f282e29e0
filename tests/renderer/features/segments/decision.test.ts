/** Segments come in the order of what is to be done with them, wherever they are listed. */
import { expect, it } from 'vitest';
import type { SegmentProfile } from '../../../../analytics/api/segments.ts';
import { decisionGroups, inDecisionOrder } from '../../../../renderer/features/segments/decision.ts';
import { flowOf, flowText } from '../../../../renderer/features/segments/movement/places.ts';
import { tellingMixes } from '../../../../renderer/features/segments/picture/mixes.ts';

function profile(id: string, advice: SegmentProfile['advice'], amount: string, partners = 1): SegmentProfile {
  return {
    id,
    label: id,
    colour: 'ink',
    advice,
    meaning: '',
    partners,
    amount,
    payouts: '0',
    means: [],
    medians: [],
    cell: null,
  };
}

const SEGMENTS = [
  profile('Tail', 'watch', '10'),
  profile('Rising', 'invest', '40'),
  profile('Mixed', null, '900'),
  profile('Stars', 'invest', '600'),
];

it('whom to invest in comes first, the most bookings before the others, who is not decided about last', () => {
  const groups = decisionGroups(SEGMENTS).map(({ advice, segments }) => [advice, segments.map(({ id }) => id)]);
  expect(groups).toEqual([
    ['invest', ['Stars', 'Rising']],
    ['watch', ['Tail']],
    [null, ['Mixed']],
  ]);
});

it('segments without any advice keep the order in which they were made', () => {
  const clusters = [profile('Cluster 1', null, '1'), profile('Cluster 2', null, '9')];
  expect(decisionGroups(clusters)).toEqual([{ advice: null, segments: clusters }]);
});

it('rows follow the segments; those of a segment that is gone come last', () => {
  const rows = [{ key: 'Gone' }, { key: 'Tail' }, { key: 'Stars' }];
  expect(inDecisionOrder(rows, ({ key }) => key, SEGMENTS).map(({ key }) => key)).toEqual(['Stars', 'Tail', 'Gone']);
});

it('a flow comes back from the address, with nowhere at either end', () => {
  for (const flow of [
    { from: 'Stars', to: 'Core' },
    { from: null, to: 'Tail' },
    { from: 'Tail', to: null },
  ]) {
    expect(flowOf(flowText(flow))).toEqual(flow);
  }
  expect(flowOf(undefined)).toBeNull();
  expect(flowOf('Stars')).toBeNull();
});

it('of each dimension the shares that differ most are told, by share and not by count', () => {
  const mix = (value: string, a: number, b: number) => ({ dim: 'type', value, a, b });
  const told = tellingMixes({
    a: profile('A', null, '0', 10),
    b: profile('B', null, '0', 1000),
    mixes: [mix('same', 5, 500), mix('mine', 5, 0), mix('theirs', 0, 400), mix('rare', 0, 100)],
  });
  expect(told.map(({ value }) => value)).toEqual(['mine', 'theirs', 'rare']);
});
