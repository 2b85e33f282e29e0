/** Guards the forms of a plan: what they offer must make a plan at once, be seen in its sentence, and go away again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IncentivePlan, incentivePlan, type PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { checkPlan } from '../../../../analytics/incentives/check.ts';
import { lineSentence } from '../../../../analytics/incentives/sentence/lineSentence.ts';
import type { Network } from '../../../../analytics/network/network.ts';
import { sentenceText } from '../../../../analytics/present/planSentence.ts';
import { valueAt } from '../../../../renderer/drafts/place.ts';
import { additions } from '../../../../renderer/features/incentives/plan/additions.ts';
import { withoutPart } from '../../../../renderer/features/incentives/plan/removal.ts';
import {
  SHAPES,
  shapeOf,
  withBase,
  withNewLine,
  withShape,
} from '../../../../renderer/features/incentives/plan/shapes.ts';
import { type TestNetwork, testNetwork } from '../../../analytics/metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = await net.open();
});
afterAll(() => net.close());

const LEVELS = ['Silver', 'Gold'];
const around = (before: readonly string[] = ['base']) => ({
  before,
  from: '2026-01-01',
  to: '2026-12-31',
  levels: [...LEVELS, 'Platinum'],
  groups: ['DACH'],
  edge: (index: number) => `edge ${index}`,
});
const base: IncentivePlan = incentivePlan.parse({
  id: 'main',
  name: 'Main',
  regionGroups: { DACH: { values: ['DE', 'AT'] } },
  lines: [{ id: 'base', label: 'Base', kind: 'rebate', rate: { flat: '0.03' } }],
});
/** The plan with a line of this shape after its first one. */
const planOf = (shape: (typeof SHAPES)[number], more: Partial<PlanLine> = {}): IncentivePlan => {
  const plan = withNewLine(base, shape, LEVELS);
  return { ...plan, lines: plan.lines.with(1, { ...plan.lines[1]!, ...more }) };
};
const faultsOf = (plan: IncentivePlan) =>
  checkPlan(plan, network).faults.map(({ where, sentence }) => `${where}: ${sentence}`);
const said = (plan: IncentivePlan) => sentenceText(lineSentence(plan, 1, network));

describe('ways to pay', () => {
  it.each(SHAPES)('begin as a line that makes a plan: $label', (shape) => {
    const plan = planOf(shape);
    expect(faultsOf(plan)).toEqual([]);
    expect(shapeOf(plan.lines[1]!)).toBe(shape);
  });

  it.each(SHAPES)('can be changed into any other, whatever limits stand beside them: $label', (shape) => {
    for (const next of SHAPES) {
      const { lines } = planOf(shape, { multipliers: [{ id: 'm', filter: [], where: [], factor: '1.5' }] });
      const changed = withShape(lines[1]!, next, LEVELS);
      expect([next.id, ...faultsOf({ ...base, lines: [lines[0]!, changed] })]).toEqual([next.id]);
      expect(shapeOf(changed)).toBe(next);
    }
  });

  it('keep the edges of bands where they are edges of the same thing', () => {
    const bands = SHAPES.find(({ id }) => id === 'bands')!;
    const sums = withShape(planOf(bands).lines[1]!, SHAPES.find(({ id }) => id === 'lump-bands')!, LEVELS);
    expect(sums.rate).toMatchObject({ bands: [{ from: '0' }, { from: '500000' }, { from: '1000000' }], pays: 'lump' });
  });

  // A share of a number of units is no money: the base alone could never be changed.
  it.each(['flat', 'bands'])('follow the base from money to units and back: %s', (id) => {
    const plan = planOf(SHAPES.find((shape) => shape.id === id)!);
    const counted = withBase(plan.lines[1]!, 'quantity', LEVELS);
    expect(faultsOf({ ...plan, lines: [plan.lines[0]!, counted] })).toEqual([]);
    const back = withBase(counted, 'margin', LEVELS);
    expect(faultsOf({ ...plan, lines: [plan.lines[0]!, back] })).toEqual([]);
    expect(shapeOf(back).id).toBe(id);
    expect(back.on.base).toBe('margin');
  });
});

/** Lines that have something already: what is offered must be right beside it. */
const SETTINGS: readonly (readonly [name: string, more: Partial<PlanLine>])[] = [
  ['a quarter', {}],
  ['by deal', { scope: 'deal' }],
  ['to the parent group', { scope: 'group', payee: 'group' }],
  ['of a co-op fund', { kind: 'co-op', period: 'year' }],
  ['a discount', { kind: 'discount', scope: 'deal' }],
  ['with a narrow base', { limits: { floor: '2000000' } }],
];

describe('what can be added to a line', () => {
  it.each(SHAPES.flatMap((shape) => SETTINGS.map(([name, more]) => [shape.label, name, shape, more] as const)))(
    'makes a plan, is said, and goes away again: %s, %s',
    (_, __, shape, more) => {
      const plan = planOf(shape, more);
      // Some settings make no plan with some ways to pay, growth of a single deal for instance.
      if (faultsOf(plan).length > 0) return;
      const line = plan.lines[1]!;
      for (const offer of additions(line, around())) {
        const added: IncentivePlan = { ...plan, lines: [plan.lines[0]!, offer.line] };
        expect([offer.label, ...faultsOf(added)]).toEqual([offer.label]);
        expect(valueAt(added, `lines.1.${offer.place}`), offer.label).not.toBeUndefined();
        expect([offer.label, said(added)]).not.toEqual([offer.label, said(plan)]);
        // What is a clause of its own is taken away as a whole; what belongs to the rate goes by its figures.
        const clause = lineSentence(added, 1, network).clauses.find(({ place }) => place === `lines.1.${offer.place}`);
        if (clause) expect(said(withoutPart(added, clause.place)), offer.label).toBe(said(plan));
        // What a line has is not offered twice, but for lists that grow.
        const again = additions(offer.line, around()).map(({ label }) => label);
        if (!/some sales|A band|Lapses|instead/.test(offer.label)) expect(again).not.toContain(offer.label);
      }
    },
  );

  it('reaches every field of a line that is not part of its head or its rate', () => {
    const offered = new Set(
      SHAPES.flatMap((shape) =>
        SETTINGS.flatMap(([, more]) => additions(planOf(shape, more).lines[1]!, around()).map(({ place }) => place)),
      ),
    );
    const { shape } = incentivePlan.shape.lines.element;
    const within = (key: 'on' | 'limits' | 'terms') =>
      Object.keys(shape[key].unwrap().shape).map((field) => `${key}.${field}`);
    const fields = [
      ...Object.keys(shape).filter((key) => !(key in { on: 0, limits: 0, terms: 0 })),
      ...within('on'),
      ...within('limits'),
      ...within('terms'),
    ];
    const missing = fields.filter(
      (field) => ![...offered].some((place) => place === field || place.startsWith(`${field}.`)),
    );
    expect(missing).toEqual([
      // In the head: the name, its kind, the way in which it pays. The id is for other lines only.
      'id',
      'label',
      'kind',
      // Chosen in the sentence.
      'period',
      // Narrowed by chips.
      'where',
      // Comes with the second multiplier.
      'combine',
      // Chosen in the sentence, and by chips.
      'on.base',
      'on.filter',
    ]);
  });
});
