/** Segments by rules: the first whose condition holds. */
import type { SegmentMethod } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { decimalText } from '../../present/decimal.ts';
import { compileKernel, type KernelResult } from '../../rules/kernel.ts';
import { toSentence } from '../../rules/sentence.ts';
import type { SegmentDesk } from '../desk.ts';
import { attributeOf, featuresOf, type Population } from '../features.ts';
import { placedFeatures, plainAxes, tellingFirst } from './axes.ts';
import { compileConditions } from './conditions.ts';
import { placedSegments } from './naming.ts';
import type { Sorted } from './placement.ts';

type Rules = Extract<SegmentMethod, { readonly rules: unknown }>;

/** Of a partner that meets no rule, so many are told. */
const TOLD = 3;

export async function placeByRules(
  desk: SegmentDesk,
  { rules, otherwise }: Rules,
  population: Population,
  options: LabOptions,
): Promise<Sorted> {
  const { network } = desk.context;
  const { conditions, inputs, measures, attributes } = compileConditions(
    rules.map(({ when }) => when),
    network,
  );
  const planned = [...measures.values()];
  const measured = await featuresOf(
    desk,
    population,
    planned.map(({ measure }) => measure),
    options,
  );
  const columns = new Map(measured.map((feature) => [feature.planned.key, feature.units]));
  const flags = new Map<string, Uint8Array>();
  for (const [name, { dim, values }] of attributes) {
    const own = await attributeOf(desk, population, dim, options);
    const wanted = new Set(values);
    flags.set(
      name,
      Uint8Array.from(own, (value) => (wanted.has(value) ? 1 : 0)),
    );
  }
  const kernel = compileKernel(Object.fromEntries(conditions.entries()));
  const result = kernel.run(
    { rows: population.ids.length, number: (name) => columns.get(name)!, flag: (name) => flags.get(name)! },
    inputs,
  );
  const segment = firstThatHolds(result, conditions.length, population.ids.length);
  const features = placedFeatures(measured);
  const sentence = (rule: number, partner: number): string =>
    toSentence(conditions[rule]!, {
      inputs,
      style: { locale: network.policy.locale },
      values: {
        number: (name) => figureOf(columns.get(name)![partner]!),
        flag: (name) => flags.get(name)![partner] === 1,
      },
    });
  const rule = (index: number) => toSentence(conditions[index]!, { inputs, style: { locale: network.policy.locale } });
  return {
    segments: placedSegments([...rules, otherwise], (index) =>
      index < rules.length ? `Partners with ${rule(index)}.` : 'Partners that meet none of the rules.',
    ),
    segment,
    why(index) {
      const met = segment[index]!;
      if (met < rules.length) return sentence(met, index);
      const told = rules.slice(0, TOLD).map(({ id, label }, rule) => `${label ?? id}: ${sentence(rule, index)}`);
      const more = rules.length > TOLD ? `; and ${rules.length - TOLD} more` : '';
      return `meets none of the rules (${told.join('; ')}${more})`;
    },
    features,
    ...(await plainAxes(desk, population, tellingFirst(features), options)),
    clusters: null,
    unplaced: '',
    notes: [],
  };
}

function firstThatHolds(result: KernelResult, rules: number, partners: number): Int16Array {
  const segment = new Int16Array(partners).fill(rules);
  for (let rule = rules - 1; rule >= 0; rule--) {
    const holds = result.flag(String(rule));
    for (let partner = 0; partner < partners; partner++) if (holds[partner] === 1) segment[partner] = rule;
  }
  return segment;
}

function figureOf(units: number): string | null {
  return Number.isNaN(units) ? null : decimalText({ units: BigInt(units), scale: MEASURE_SCALE });
}
