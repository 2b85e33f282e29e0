import { describe, expect, it } from 'vitest';
import {
  boxOf,
  fitted,
  type Label,
  shortened,
  textWidth,
  within,
} from '../../../../analytics/present/charts/labels.ts';

const label = (text: string, x: number, y = 20): Label => ({ text, x, y, anchor: 'start', tone: 'ink' });

describe('the width of a text', () => {
  // Measured in Chromium with IBM Plex Sans at 11 px. Guards labels that fit on paper and lie over each other on screen.
  it.each([
    ['FY25-Q4', 44.8, 45.5],
    ['Central & Eastern Europe', 124.2, 128.4],
    ['28.12\u202fM', 39.6, 40],
    ['\u22121.27\u202fM', 39.6, 40],
    ['Erlstett Netzwerke', 91.7, 95.6],
    ['rows 1–16 of 303', 87.4, 88.7],
    ['Württemberg GmbH', 99.3, 102.8],
    ['WWWWWW', 59.1, 62.8],
    ['(unassigned)', 63.6, 65.6],
    ['illicit', 23.6, 25.2],
  ])('%s', (text, regular, bold) => {
    for (const [estimate, measured] of [
      [textWidth(text), regular],
      [textWidth(text, true), bold],
    ] as const) {
      expect(estimate).toBeGreaterThan(measured * 0.99);
      expect(estimate).toBeLessThan(measured * 1.2);
    }
  });
});

describe('placing labels', () => {
  it('keeps the important one and leaves out what would touch it', () => {
    const placed = fitted([label('28.12 M', 0), label('26.84 M', 30), label('9.33 M', 60)]);
    expect(placed.map(({ text }) => text)).toEqual(['28.12 M', '9.33 M']);
  });

  it('moves one to its next place before it leaves it out', () => {
    const placed = fitted([label('28.12 M', 0), [label('26.84 M', 30), label('26.84 M', 30, 40)]]);
    expect(placed.map(({ y }) => y)).toEqual([20, 40]);
  });

  it('keeps a label off what is taken, and inside the edges', () => {
    expect(fitted([label('one', 0)], [boxOf(label('bar', 0))])).toEqual([]);
    expect(boxOf(within({ ...label('28.12 M', 2), anchor: 'middle' }, 200)).left).toBe(0);
    expect(boxOf(within({ ...label('28.12 M', 199), anchor: 'middle' }, 200)).right).toBeCloseTo(200);
  });

  it('shortens a text to the room there is, and never to nothing', () => {
    expect(shortened('Central & Eastern Europe', 200)).toBe('Central & Eastern Europe');
    const cut = shortened('Central & Eastern Europe', 60);
    expect(cut).toMatch(/^Central.*…$/);
    expect(textWidth(cut)).toBeLessThanOrEqual(60);
    expect(shortened('Nordics', 1)).toBe('N…');
  });
});
