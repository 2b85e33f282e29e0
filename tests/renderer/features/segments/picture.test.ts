/** The picture of the partners: dots on one spot are counted, and an axis has more than one figure to read it by. */
import { expect, it } from 'vitest';
import { gripAt, gripsOf } from '../../../../renderer/features/segments/picture/grips.ts';
import { roomy } from '../../../../renderer/features/segments/picture/notes.ts';
import { axisOf } from '../../../../renderer/features/segments/picture/scales.ts';
import { EDGE } from '../../../../renderer/features/segments/picture/spots.ts';
import { stacksOf } from '../../../../renderer/features/segments/picture/stacks.ts';

it('counts partners on one spot, the most first, and leaves crowds that can be seen alone', () => {
  const at = (count: number, value: number) => new Array<number>(count).fill(value);
  const x = Float64Array.from([...at(120, 57.2), ...at(12, 300), ...at(9, 400), Number.NaN]);
  const y = Float64Array.from([...at(120, 340.4), ...at(12, 100), ...at(9, 50), Number.NaN]);
  expect(stacksOf(x, y)).toEqual([
    { x: 57, y: 340, partners: 120 },
    { x: 300, y: 100, partners: 12 },
  ]);
});

it.each([
  ['money within one decade', [120_000, 180_000, 640_000], true],
  ['money within a fraction of one', [120_000, 121_000], true],
  ['money over several decades', [0, 50, 9_000_000], true],
  ['points', [41, 44], false],
  ['points from nothing', [0, 100], false],
])('%s have at least two figures along the axis, all in sight', (_, values, log) => {
  const { ticks, at } = axisOf(values, [], log, 0, 400);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  for (const tick of ticks) {
    expect(at(tick)).toBeGreaterThanOrEqual(-1e-6);
    expect(at(tick)).toBeLessThanOrEqual(400 + 1e-6);
  }
  expect([...ticks].sort((a, b) => a - b)).toEqual([...ticks]);
});

it('a single figure is the one tick of its axis', () => {
  expect(axisOf([7, 7, null], [], true, 0, 400).ticks).toEqual([7]);
});

it('small counts have a figure for what lies between their ends', () => {
  expect(axisOf([0, 1, 2, 3, 5, 6], [], true, 0, 400).ticks).toEqual([0, 1, 2, 5]);
});

it('growth from next to nothing is read along decades, and what shrank stays below nothing', () => {
  expect(axisOf([-1, -0.3, 0.1, 13], [], true, 0, 400).ticks).toEqual([-1, 0, 1, 10]);
});

it('words are left out rather than laid upon one another', () => {
  const first = { text: '115 partners here', left: 40, top: 100 };
  const over = { text: '11 partners here', left: 90, top: 104 };
  const below = { text: '12 partners here', left: 90, top: 120 };
  expect(roomy([first, over, below])).toEqual([first, below]);
});

it('takes a cut line by its grip outside of the field, and leaves the field to loops', () => {
  const flat = { ticks: [], at: (value: number) => value, valueAt: (place: number) => place };
  const grips = gripsOf({ x: { cuts: ['200', '210'] }, y: { cuts: ['150'] } }, { width: 600, x: flat, y: flat });
  expect(gripAt(grips, { x: 203, y: EDGE.top - 4 })).toMatchObject({ axis: 'x', index: 0 });
  expect(gripAt(grips, { x: 207, y: EDGE.top - 4 })).toMatchObject({ axis: 'x', index: 1 });
  expect(gripAt(grips, { x: 600 - EDGE.right + 8, y: 156 })).toMatchObject({ axis: 'y', index: 0 });
  for (const inField of [EDGE.top + 8, 150, 300]) expect(gripAt(grips, { x: 200, y: inField })).toBeNull();
  expect(gripAt(grips, { x: 600 - EDGE.right - 8, y: 150 })).toBeNull();
});
