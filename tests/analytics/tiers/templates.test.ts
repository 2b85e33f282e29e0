import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { findMetric } from '../../../analytics/metrics/dictionary.ts';
import { MEASURE_SCALE } from '../../../analytics/metrics/measures/measureTable.ts';
import { compileKernel } from '../../../analytics/rules/kernel.ts';
import { scaleOf } from '../../../analytics/rules/scale.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { installationRoot, sampleWorkspace } from '../../../analytics/service/places.ts';
import { checkProgram } from '../../../analytics/tiers/check.ts';
import { compileProgram } from '../../../analytics/tiers/compile.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

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

describe('program templates on a network', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork({ partner: [{ partner_id: 'A', agreement_start: '2020-01-01' }] });
  });
  afterAll(() => net.close());

  it.each(templates.map(({ id, program }) => [id, program] as const))('%s has no faults', async (_, program) => {
    expect(checkProgram(program, await net.open()).faults).toEqual([]);
  });

  /** Points of a score for figures by metric; of certified people by the level of their certificates. */
  async function points(program: string, score: string, figures: Readonly<Record<string, number>>): Promise<number> {
    const compiled = compileProgram(programOf(program), await net.open());
    const { points } = compiled.scores.find(({ id }) => id === score)!;
    const figureOf = (key: string) => {
      const { measure } = compiled.measures.find((planned) => planned.key === key)!;
      const narrow = measure.filter.map(({ values }) => values.join('+')).join();
      return figures[narrow ? `${measure.metric} ${narrow}` : measure.metric] ?? 0;
    };
    const result = compileKernel({ points }).run(
      {
        rows: 1,
        number: (name) => Float64Array.of(figureOf(name) * 10 ** MEASURE_SCALE),
        flag: () => Uint8Array.of(0),
      },
      compiled.inputs,
    );
    return result.number('points')[0]! / 10 ** scaleOf(points);
  }

  it('scores capability as published: 7 of 10 customers and the rest at cap is 94; without deployments or customers it is nothing', async () => {
    const atCap = {
      new_logo_count: 7,
      'certified_people Foundation': 1,
      'certified_people Associate': 4,
      'certified_people Professional': 3,
      growth: 0.3,
      won_count: 10,
    };
    const score = (change: object) => points('capability-score', 'small', { ...atCap, ...change });
    expect(await score({})).toBe(94);
    // Partial credit stops at the cap.
    expect(await score({ growth: 9, won_count: 500 })).toBe(94);
    expect(await score({ won_count: 0 })).toBe(0);
    expect(await score({ new_logo_count: 0 })).toBe(0);
    // The mandatory certificate gates the intermediate ones, so they bring nothing and the score is nothing.
    expect(await score({ 'certified_people Foundation': 0 })).toBe(0);
  });
});

const sample = sampleWorkspace(installationRoot(import.meta.url));
describe.skipIf(sample === undefined)('program templates on the sample network', () => {
  it('have no faults and break no rule of thumb', async () => {
    const copy = temporaryFolder().file('sample.quarterdeck');
    copyFileSync(sample!, copy);
    const workspace = await Workspace.open(copy);
    try {
      const { network } = await queryContext(workspace);
      for (const { id, program } of templates) {
        const { faults, advice } = checkProgram(program, network);
        expect({ id, faults, advice }).toEqual({ id, faults: [], advice: [] });
      }
    } finally {
      await workspace.close();
    }
  }, 60_000);
});
