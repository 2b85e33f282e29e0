import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, condition, segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import {
  type AttributeTest,
  conditionWords,
  type Group,
  readAttribute,
  readGroup,
  readRule,
  writeAttribute,
  writeGroup,
  writeRule,
} from '../../../../renderer/features/segments/edit/conditions.ts';
import {
  bandsOf,
  evenCut,
  type Matrix,
  withAxis,
  withBands,
} from '../../../../renderer/features/segments/edit/cuts.ts';
import { freeId, moved } from '../../../../renderer/features/segments/edit/lists.ts';
import { newProfile } from '../../../../renderer/features/segments/edit/profiles.ts';
import { firstBreaks, SPAN_CHOICES, spanKey, withSpan } from '../../../../renderer/features/segments/edit/scores.ts';
import { OWN_RULES } from '../../../../renderer/features/segments/ownRules.ts';
import { runs } from '../../../fixtures/properties.ts';

const TWELVE = { kind: 'trailing', count: 12, unit: 'month' } as const;
const bookings: Condition = { metric: 'won_amount', filter: [], window: TWELVE, op: '>=', value: '100000' };
const growth: Condition = { metric: 'growth', filter: [], window: TWELVE, op: '<', value: '-0.1' };
const msp: Condition = { is: 'type', values: ['MSP'] };

/** What a condition comes to for a partner of whom these leaves hold: the plain reading of the grammar. */
function holds(asked: Condition, leaves: ReadonlySet<string>): boolean {
  if ('all' in asked) return asked.all.every((part) => holds(part, leaves));
  if ('any' in asked) return asked.any.some((part) => holds(part, leaves));
  if ('not' in asked) return !holds(asked.not, leaves);
  return leaves.has(JSON.stringify(asked));
}

const LEAVES = [bookings, growth, msp, { is: 'region', values: [null] } as const satisfies Condition];
const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Condition>(
      ...LEAVES.map(
        (leaf): Condition => ({ ...leaf, ...('values' in leaf ? { values: [...leaf.values] } : {}) }) as Condition,
      ),
    ),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
    tie('node').map((not): Condition => ({ not })),
  ),
})).node;

describe('conditions of a rule', () => {
  // A form that reads a rule one way and writes it another would move partners without anybody having asked.
  it('mean the same when they were read and written', () => {
    fc.assert(
      fc.property(anyCondition, fc.subarray(LEAVES.map((leaf) => JSON.stringify(leaf))), (asked, met) => {
        const leaves = new Set(met);
        const written = writeRule(readRule(asked));
        expect(holds(written, leaves)).toBe(holds(asked, leaves));
        expect(condition.safeParse(written).success).toBe(true);
        const group = readGroup(asked);
        if (group) expect(holds(writeGroup(group), leaves)).toBe(holds(asked, leaves));
        const attribute = readAttribute(asked);
        if (attribute) expect(writeAttribute(attribute)).toEqual(asked);
      }),
      runs(300),
    );
  });

  it('are a group of one where there is one, and a group once there are two', () => {
    const one = readRule(bookings);
    expect(one).toEqual({ word: 'all', parts: [bookings] });
    expect(writeRule({ ...one, parts: [bookings, msp] })).toEqual({ all: [bookings, msp] });
    expect(writeRule({ word: 'any', parts: [bookings] })).toEqual({ any: [bookings] });
    expect(writeRule(readRule({ all: [bookings] }))).toEqual(bookings);
  });

  it('say none of what is not any of', () => {
    const none: Group = { word: 'none', parts: [growth, msp] };
    expect(writeGroup(none)).toEqual({ not: { any: [growth, msp] } });
    expect(readGroup({ not: { any: [growth, msp] } })).toEqual(none);
    // “Not all of” is none of the three words; it stays with the text.
    expect(readGroup({ not: { all: [growth, msp] } })).toBeNull();
  });

  it('tell known from unknown, and one of from none of', () => {
    const tests: AttributeTest[] = [
      { dim: 'type', comparison: 'is', values: ['MSP', null] },
      { dim: 'type', comparison: 'isNot', values: ['MSP'] },
      { dim: 'region', comparison: 'known', values: [] },
      { dim: 'region', comparison: 'unknown', values: [] },
    ];
    for (const test of tests) expect(readAttribute(writeAttribute(test))).toEqual(test);
    expect(writeAttribute(tests[2]!)).toEqual({ not: { is: 'region', values: [null] } });
    expect(readAttribute(bookings)).toBeNull();
  });

  it('of any depth are a sentence', () => {
    const names = { metric: (id: string) => id, dimension: (id: string) => id };
    expect(conditionWords({ all: [msp, { not: { all: [growth, bookings] } }] }, names)).toBe(
      'all of (type is one of MSP; not all of (growth, trailing 12 months, under -0.1; won_amount, trailing 12 months, at least 100000))',
    );
  });
});

describe('lists', () => {
  it('change places with a neighbour and stop at either end', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });

  it('name what is new by a number that is free', () => {
    expect(freeId('Segment', ['Segment 1', 'Others'])).toBe('Segment 2');
    expect(freeId('Segment', ['Segment 2', 'Others'])).toBe('Segment 3');
  });
});

describe('beginnings', () => {
  // A beginning that the schema fills in or refuses would be no draft of itself.
  it('are documents as they stand', () => {
    expect(segmentation.parse(OWN_RULES.segmentation)).toEqual(OWN_RULES.segmentation);
    const matrix: Matrix = {
      matrix: {
        x: { measure: { metric: 'won_amount', filter: [], window: TWELVE }, cut: { median: true } },
        y: { profile: newProfile('p'), cut: evenCut(3) },
      },
      cells: {},
    };
    const document = { ...OWN_RULES.segmentation, by: matrix };
    expect(segmentation.parse(document)).toEqual(document);
  });
});

describe('cuts', () => {
  const by: Matrix = {
    matrix: {
      x: { measure: { metric: 'won_amount', filter: [], window: TWELVE }, cut: evenCut(3) },
      y: { measure: { metric: 'won_count', filter: [], window: TWELVE }, cut: { fixed: ['1', '5'] } },
    },
    cells: { '0,0': { id: 'Low' }, '2,0': { id: 'Big' }, '1,2': { id: 'Many' }, '2,2': { id: 'Stars' } },
  };

  it('in equal shares are as many as asked for', () => {
    expect(evenCut(4)).toEqual({ quantiles: [0.25, 0.5, 0.75] });
    expect([bandsOf({ median: true }), bandsOf(evenCut(5)), bandsOf({ fixed: ['1'] })]).toEqual([2, 5, 2]);
  });

  it('keep their fixed figures when there are more bands or fewer', () => {
    expect(withBands({ fixed: ['10', '50'] }, 2)).toEqual({ fixed: ['10'] });
    expect(withBands({ fixed: ['10', '50'] }, 4)).toEqual({ fixed: ['10', '50', '100'] });
    expect(withBands({ fixed: ['-3'] }, 3)).toEqual({ fixed: ['-3', '-2'] });
    expect(withBands({ median: true }, 3)).toEqual(evenCut(3));
  });

  // Names of cells that are gone make the whole document a fault, so that an axis could never be cut more simply.
  it('take the cells with them that they no longer make', () => {
    const { x } = by.matrix;
    expect(withAxis(by, 'x', { ...x, cut: { median: true } }).cells).toEqual({
      '0,0': { id: 'Low' },
      '1,2': { id: 'Many' },
    });
    expect(withAxis(by, 'x', { ...x, label: 'Size' }).cells).toEqual(by.cells);
  });
});

describe('scores', () => {
  it('have every span once, and come back as they were chosen', () => {
    const keys = SPAN_CHOICES.map(({ value }) => value);
    expect(new Set(keys).size).toBe(16);
    for (const key of keys) expect(spanKey(withSpan({ id: 'A' }, 'money', key).money)).toBe(key);
    expect(withSpan({ id: 'A', money: [1, 2], recency: [4, 5] }, 'money', 'any')).toEqual({ id: 'A', recency: [4, 5] });
  });

  it('begin their fixed breaks where ranks cut now, if that is in four places upwards', () => {
    const axis = (cuts: readonly string[]) =>
      ({
        feature: { key: '', label: '', unit: 'days', typical: 'median' },
        cuts,
        cutBy: '',
        grounds: null,
        log: false,
      }) as const;
    const { recency, money } = firstBreaks({ x: axis(['2', '13', '62.4471', '156']), y: axis(['5', '5', '7', '9']) });
    expect(recency).toEqual(['2', '13', '62.4', '156']);
    expect(money.map(Number)).toEqual([...money].map(Number).sort((a, b) => a - b));
    expect(new Set(money).size).toBe(4);
  });
});
