import { describe, expect, it } from 'vitest';
import { quarterParts, quartersUntil, windowOfQuarters } from '../../../analytics/present/quarters.ts';
import { trendPoints } from '../../../renderer/features/trend/points.ts';

describe('quarters by name', () => {
  it('steps back over the turn of a year and of a century', () => {
    expect(quartersUntil('FY26-Q2', 4)).toEqual(['FY25-Q3', 'FY25-Q4', 'FY26-Q1', 'FY26-Q2']);
    expect(quartersUntil('2013-Q1', 2)).toEqual(['2012-Q4', '2013-Q1']);
    expect(quartersUntil('FY00-Q1', 2)).toEqual(['FY99-Q4', 'FY00-Q1']);
  });

  it('claims nothing about periods that are not quarters', () => {
    expect(quartersUntil('FY26', 4)).toEqual([]);
    expect(quartersUntil('all time', 4)).toEqual([]);
  });

  it('writes quarter and year apart', () => {
    expect(quarterParts('FY26-Q3')).toEqual({ quarter: 'Q3', year: 'FY26' });
  });

  it('opens a window that holds all of the quarters', () => {
    expect(windowOfQuarters('2026-09-30', 8)).toBe('2024-09-01..2026-09-30');
    expect(windowOfQuarters('2026-01-31', 4)).toBe('2025-01-01..2026-01-31');
  });
});

describe('columns of a trend', () => {
  it('sets each quarter before the same one of the year before', () => {
    const names = quartersUntil('FY26-Q2', 6);
    expect(trendPoints(names, [10, 20, 30, 40, 50, null], undefined)).toEqual([
      { label: 'FY26-Q1', actual: 50, prior: 10, current: false },
      { label: 'FY26-Q2', actual: null, prior: 20, current: false },
    ]);
  });
});
