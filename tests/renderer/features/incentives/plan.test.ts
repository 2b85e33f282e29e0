import { describe, expect, it } from 'vitest';
import { type IncentivePlan, incentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { lookedUp } from '../../../../renderer/features/incentives/plan/bands.ts';
import { formerPlace, formerValue } from '../../../../renderer/features/incentives/plan/baseline.ts';
import { readFigure, writeFigure } from '../../../../renderer/features/incentives/plan/figures.ts';
import {
  withBand,
  withBandParted,
  withLineCopied,
  withLineMoved,
  withoutBand,
  withoutLine,
} from '../../../../renderer/features/incentives/plan/lines.ts';
import { SHAPES, withNewLine } from '../../../../renderer/features/incentives/plan/shapes.ts';

const plan: IncentivePlan = incentivePlan.parse({
  id: 'main',
  name: 'Main',
  lines: [
    { id: 'base', label: 'Base', kind: 'rebate', rate: { flat: '0.03' } },
    {
      id: 'growth',
      label: 'Growth',
      kind: 'rebate',
      on: { less: ['base'] },
      rate: {
        growth: 'year-ago',
        bands: [
          { from: '0.05', rate: '0.08' },
          { from: '0.25', rate: '0.14' },
        ],
        payOnlyGrowth: true,
      },
    },
  ],
  pool: { cap: '1000000', lines: ['base', 'growth'] },
});

describe('what a value of the plan was', () => {
  const draft = withLineMoved(
    { ...plan, lines: plan.lines.map((line) => (line.id === 'base' ? { ...line, rate: { flat: '0.04' } } : line)) },
    0,
    1,
  );

  // A line that moved is no changed line: its values are compared with its own, not with those of the line above.
  it('is found by the id of the line, wherever it stands', () => {
    expect(draft.lines.map(({ id }) => id)).toEqual(['growth', 'base']);
    expect(formerPlace(draft, plan, 'lines.1.rate.flat')).toBe('lines.0.rate.flat');
    expect(formerValue(draft, plan, 'lines.1.rate.flat')).toBe('0.03');
    expect(formerValue(draft, plan, 'lines.0.rate.bands.1.from')).toBeUndefined();
  });

  it('is unknown for a new line, and found for what belongs to the whole plan', () => {
    const more = withNewLine(plan, SHAPES[0]!, []);
    expect(formerPlace(more, plan, 'lines.2.rate.flat')).toBeNull();
    expect(formerValue({ ...plan, pool: { ...plan.pool!, cap: '2' } }, plan, 'pool.cap')).toBe('1000000');
  });
});

describe('lines of a plan', () => {
  // A reference to a line that is gone would make the whole plan invalid.
  it('are forgotten by the others and by the pool when they are removed', () => {
    const left = withoutLine(plan, 0);
    expect(left.lines.map(({ id, on }) => [id, on.less])).toEqual([['growth', []]]);
    expect(left.pool?.lines).toEqual(['growth']);
    expect(incentivePlan.safeParse(left).success).toBe(true);
  });

  // A cap that is a share of what a line counts means nothing without the line.
  it('take with them the cap that is a share of what they count', () => {
    const held = { share: { of: 'base', share: '0.1' }, period: 'year', lines: ['base'], how: 'in-order' } as const;
    expect(withoutLine({ ...plan, partnerCap: { ...held, lines: ['base'] } }, 0)).not.toHaveProperty('partnerCap');
    const summed = withoutLine({ ...plan, partnerCap: { ...held, lines: ['base'], cap: '500' } }, 0);
    expect(summed.partnerCap).toEqual({ cap: '500', period: 'year', lines: [], how: 'in-order' });
  });

  it('get ids of their own when they are copied', () => {
    const twice = withLineCopied(withLineCopied(plan, 0), 0);
    expect(twice.lines.map(({ id }) => id)).toEqual(['base', 'base 3', 'base 2', 'growth']);
  });

  it('gain a band a step further, and lose it again', () => {
    const growth = plan.lines[1]!;
    const more = withBand(growth);
    expect(more.rate).toMatchObject({ bands: [{}, {}, { from: '0.45', rate: '0.2' }] });
    expect(withoutBand(more, 2)).toEqual(growth);
    expect(withBandParted(growth, 0).rate).toMatchObject({ bands: [{}, { from: '0.15', rate: '0.11' }, {}] });
  });

  it('say what is looked up, in few words', () => {
    expect(lookedUp(plan.lines[1]!)).toBe('growth on the same period a year ago');
    expect(lookedUp({ ...plan.lines[0]!, period: 'year' })).toBe('bookings a year');
  });
});

describe('a figure in a sentence', () => {
  it('is read back as the kind of value that stood there', () => {
    expect(readFigure('5', '0.03', 'ratio', 'en-GB')).toBe('0.05');
    expect(readFigure('1.5 M', '400000', 'money', 'en-GB')).toBe('1500000');
    expect(readFigure('90 d', 60, 'days', 'en-GB')).toBe(90);
    expect(readFigure('1.5', 60, 'days', 'en-GB')).toBeNull();
    expect(readFigure('2026-09-31x', '2026-09-30', 'text', 'en-GB')).toBeNull();
    expect(readFigure('  ', 'a', 'text', 'en-GB')).toBeNull();
  });

  it('is written with every digit that it has', () => {
    expect(writeFigure('0.0375', 'ratio', 'en-GB')).toBe('3.75\u202f%');
    expect(writeFigure('2026-09-30', 'text', 'en-GB')).toBe('2026-09-30');
    expect(writeFigure('year-ago', 'money', 'en-GB')).toBe('year-ago');
  });
});
