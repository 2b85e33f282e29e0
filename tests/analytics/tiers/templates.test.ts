import { describe, expect, it } from 'vitest';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { findMetric } from '../../../analytics/metrics/dictionary.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';

const templates = programTemplates();
const programOf = (id: string) => templates.find((template) => template.id === id)!.program;

/** Every value under a key anywhere in a document. */
function valuesOf(document: unknown, key: string): unknown[] {
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...valuesOf(value, key),
  ]);
}

describe('program templates', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is a whole program that says where it comes from',
    (id, { program, source, on }) => {
      expect(program).toMatchObject({ id, example: true, source: { text: source, on } });
      // A default that does not survive being read again would change the program when it is saved.
      expect(tierProgram.parse(JSON.parse(JSON.stringify(program)))).toEqual(program);
    },
  );

  it.each(templates.map(({ id, program }) => [id, program] as const))(
    '%s asks for metrics that exist',
    (_, program) => {
      const metrics = valuesOf(program, 'metric') as string[];
      expect(metrics.length).toBeGreaterThan(0);
      for (const metric of metrics) expect(() => findMetric(metric)).not.toThrow();
    },
  );

  it('gives every template its own id and says how it works', () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    expect(templates.every(({ shape, source }) => shape.length > 40 && source.length > 40)).toBe(true);
  });

  it('caps the capability score at 20, 10, 15, 30 and 25 points, a hundred in all', () => {
    for (const id of ['small', 'large']) {
      const { terms } = programOf('capability-score').scores.find((score) => score.id === id)!;
      expect(terms.map(({ cap }) => cap)).toEqual(['20', '10', '15', '30', '25']);
      expect(terms.map(({ points }) => 'full' in points && points.full)).toEqual(['20', '10', '15', '30', '25']);
    }
  });

  it('gives 100 points for 1,000 of monthly revenue sourced in a growth market', () => {
    const [term] = programOf('points-by-motion').scores[0]!.terms;
    const { points } = term!;
    if (!('each' in points)) throw new Error('The term has no points for each unit.');
    const annual = 1_000 * 12;
    const growthMarket = points.multipliers.find(({ filter }) => filter[0]!.values.includes('India'))!;
    expect((annual / Number(points.per)) * Number(points.each) * Number(growthMarket.factor)).toBe(100);
  });
});
