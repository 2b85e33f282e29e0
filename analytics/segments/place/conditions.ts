/** Conditions of rules as expressions: measures are columns, attributes are flags, thresholds are inputs by their place. */

import type { Measure } from '../../api/documents/measure.ts';
import type { DimensionId } from '../../api/documents/query.ts';
import type { Condition as Written } from '../../api/documents/segmentation.ts';
import { MEASURE_SCALE, type PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { dimension } from '../../network/dimensions.ts';
import type { Network } from '../../network/network.ts';
import type { Condition, Scale } from '../../rules/expression.ts';

/** What a partner’s attribute must be. */
export interface AttributeTest {
  readonly dim: DimensionId;
  readonly values: readonly (string | null)[];
}

export interface CompiledConditions {
  readonly conditions: readonly Condition[];
  readonly inputs: Readonly<Record<string, string>>;
  /** By the name of the column. */
  readonly measures: ReadonlyMap<string, PlannedMeasure>;
  /** By the name of the flag. */
  readonly attributes: ReadonlyMap<string, AttributeTest>;
}

/** @throws QuarterdeckError as `planMeasure` does */
export function compileConditions(written: readonly Written[], network: Network): CompiledConditions {
  const inputs: Record<string, string> = {};
  const measures = new Map<string, PlannedMeasure>();
  const attributes = new Map<string, AttributeTest>();
  const compile = (node: Written, place: string): Condition => {
    const parts = (of: readonly Written[]) => of.map((part, index) => compile(part, `${place}.${index}`));
    if ('all' in node) return { kind: 'all', of: parts(node.all) };
    if ('any' in node) return { kind: 'any', of: parts(node.any) };
    if ('not' in node) return { kind: 'not', of: compile(node.not, `${place}.not`) };
    if ('is' in node) {
      const name = JSON.stringify([node.is, ...node.values]);
      attributes.set(name, { dim: node.is, values: node.values });
      const listed = node.values.map((value) => value ?? 'none').join(' or ');
      return { kind: 'flag', name, label: `${dimension(node.is).label.toLowerCase()} ${listed}` };
    }
    const planned = planMeasure(measureOf(node), network);
    measures.set(planned.key, planned);
    inputs[place] = node.value;
    const shown = planned.unit;
    return {
      kind: 'compare',
      sign: node.op,
      left: { kind: 'column', name: planned.key, scale: MEASURE_SCALE, label: planned.words, shown },
      right: { kind: 'input', name: place, scale: scaleOf(node.value), label: planned.words, shown },
    };
  };
  const conditions = written.map((node, index) => compile(node, String(index)));
  return { conditions, inputs, measures, attributes };
}

/** What a condition or a feature measures, without what else stands beside it. */
export function measureOf({ metric, agg, filter, dealFrom, dealBelow, window, per, proRateJoiners }: Measure): Measure {
  return { metric, agg, filter, dealFrom, dealBelow, window, per, proRateJoiners };
}

function scaleOf(value: string): Scale {
  return (value.split('.')[1]?.length ?? 0) as Scale;
}
