import { describe, expect, it } from 'vitest';
import { tierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import {
  withLevelMoved,
  withLevelName,
  withNewLevel,
  withoutLevel,
} from '../../../../renderer/features/tiers/requirements/levels.ts';
import {
  byRegion,
  forAll,
  withGroupName,
  withoutGroup,
} from '../../../../renderer/features/tiers/requirements/regions.ts';
import { newGroup } from '../../../../renderer/parts/regionGroups.ts';

const program = tierProgram.parse({
  id: 'main',
  name: 'Main',
  regionGroups: { Nordics: { values: ['DK', 'SE'] } },
  levels: [
    { id: 'Bronze' },
    {
      id: 'Silver',
      requirement: {
        all: [
          {
            metric: 'won_amount',
            window: 'trailing-12-months',
            valueByRegion: { Nordics: '100000.5', else: '150000' },
          },
          { metric: 'certified_people', value: 2, exitValue: 1 },
        ],
      },
      benefits: [{ id: 'fund', amountByRegion: { Nordics: 1_000, else: 2_000 } }],
    },
  ],
  tracks: [{ id: 'services', requirements: { Silver: { metric: 'certified_people', value: 10 } } }],
  grandfather: [{ id: 'old', keepLevel: 'Silver', levels: ['Silver'], until: '2027-01-01' }],
  review: { floors: [{ level: 'Silver', floorUntil: '2027-01-01' }] },
});

/** Whatever a hand does, the schema must take it: what it refuses can be mended only in the document. */
const stands = (edited: unknown): boolean => tierProgram.safeParse(edited).success;

describe('levels by hand', () => {
  it('begins a new one with twice of what the highest asks for', () => {
    const edited = withNewLevel(program);
    expect(stands(edited)).toBe(true);
    expect(edited.levels.at(-1)).toMatchObject({
      id: 'Level 3',
      requirement: {
        all: [{ valueByRegion: { Nordics: '200001.0', else: '300000' } }, { metric: 'certified_people', value: '4' }],
      },
    });
    expect(JSON.stringify(edited.levels.at(-1))).not.toContain('exitValue');
  });

  it('names a level without touching what refers to it', () => {
    const edited = withLevelName(program, 1, 'Argent');
    expect(edited.levels[1]).toMatchObject({ id: 'Silver', label: 'Argent' });
    expect(withLevelName(edited, 1, 'Silver').levels[1]).not.toHaveProperty('label');
  });

  it('takes a level away with all that names it', () => {
    const edited = withoutLevel(program, 1);
    expect(stands(edited)).toBe(true);
    expect(edited.tracks[0]?.requirements).toEqual({});
    expect(edited.grandfather[0]).toMatchObject({ keepLevel: 'held', levels: [] });
    expect(edited.review?.floors).toEqual([]);
    expect(withoutLevel(edited, 0)).toBe(edited);
  });

  it('moves a level on the ladder and not beyond its ends', () => {
    expect(withLevelMoved(program, 0, 1).levels.map(({ id }) => id)).toEqual(['Silver', 'Bronze']);
    expect(withLevelMoved(program, 1, 1)).toBe(program);
  });
});

describe('thresholds by region', () => {
  const test = { metric: 'won_amount', filter: [], op: '>=', value: '500', exitValue: '400' } as const;

  it('begin with the one value, and go back to that of everybody else', () => {
    const split = byRegion(test as never, ['Nordics', 'Iberia']) as object;
    expect(split).toMatchObject({
      valueByRegion: { Nordics: '500', Iberia: '500', else: '500' },
      exitValueByRegion: { Nordics: '400', Iberia: '400', else: '400' },
    });
    expect(split).not.toHaveProperty('value');
    expect(forAll(split as never)).toEqual(test);
  });

  it('follow a group that is renamed, and lose one that goes', () => {
    const renamed = withGroupName(program, 'Nordics', 'North');
    expect(stands(renamed)).toBe(true);
    expect(JSON.stringify(renamed)).not.toContain('Nordics');
    expect(renamed.levels[1]?.benefits[0]?.amountByRegion).toEqual({ North: '1000', else: '2000' });
    const without = withoutGroup(program, 'Nordics');
    expect(stands(without)).toBe(true);
    expect(JSON.stringify(without)).not.toContain('Nordics');
  });

  it('get a new group under a free name', () => {
    const { name, group } = newGroup({ 'Group 2': { dim: 'country', values: ['SE'] } }, ['SE', 'DK']);
    expect([name, group.values]).toEqual(['Group 3', ['DK']]);
  });
});
