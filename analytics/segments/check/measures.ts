/** Whether everything that a segmentation looks at has an answer on this network. */
import type { Segmentation } from '../../api/documents/segmentation.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { assertPartnerFilters } from '../../network/roster.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { criteriaOf } from '../profile/criteria.ts';
import { conditionsOf, measuresOf } from './walk.ts';

export function measureFaults(segmentation: Segmentation, network: Network): Finding[] {
  return [
    ...measuresOf(segmentation).flatMap(({ node, path }) => refusals(path, () => planMeasure(node, network), fieldOf)),
    ...partnerFaults(segmentation),
    ...profileFaults(segmentation, network),
    ...sameFeatures(segmentation, network),
  ];
}

/** Attributes that choose partners must be theirs, and not made by a segmentation in its turn. */
function partnerFaults(segmentation: Segmentation): Finding[] {
  const asked = [
    ...segmentation.where.map(({ dim }, index) => ({ dim, path: ['where', index, 'dim'] })),
    ...conditionsOf(segmentation).flatMap(({ node, path }) =>
      'is' in node ? [{ dim: node.is, path: [...path, 'is'] }] : [],
    ),
  ];
  return asked.flatMap(({ dim, path }) => {
    if (dim === 'segment') {
      const sentence =
        'Segments cannot be made of the segments in force, which they would replace. Take another attribute.';
      return [{ path, sentence }];
    }
    return refusals(path, () => assertPartnerFilters([{ dim, values: [null] }]));
  });
}

function profileFaults({ by }: Segmentation, network: Network): Finding[] {
  if (!('matrix' in by)) return [];
  return (['x', 'y'] as const).flatMap((axis) => {
    const { profile } = by.matrix[axis];
    return profile ? refusals(['by', 'matrix', axis, 'profile'], () => criteriaOf(profile, network)) : [];
  });
}

/** A feature that comes twice would weigh twice. */
function sameFeatures(segmentation: Segmentation, network: Network): Finding[] {
  if (!('kmeans' in segmentation.by)) return [];
  const seen = new Set<string>();
  return measuresOf(segmentation).flatMap(({ node, path }): Finding[] => {
    const key = keyOf(() => planMeasure(node, network).key);
    if (key === null || !seen.has(key)) {
      if (key !== null) seen.add(key);
      return [];
    }
    return [{ path, sentence: 'This feature is there already, so it would weigh twice. Remove one of the two.' }];
  });
}

function keyOf(read: () => string): string | null {
  try {
    return read();
  } catch {
    // Said at its own place already.
    return null;
  }
}

function refusals(
  path: Path,
  attempt: () => unknown,
  field: (refusal: QuarterdeckError) => string | null = () => null,
): Finding[] {
  try {
    attempt();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof QuarterdeckError)) throw thrown;
    const at = field(thrown);
    return [{ path: at === null ? path : [...path, at], sentence: thrown.message }];
  }
}

/** The field that a refusal is about, as far as it tells. */
function fieldOf({ code, message }: QuarterdeckError): string {
  if (code === 'dimension-unknown') return 'filter';
  if (code === 'bad-request' && /“agg”/.test(message)) return 'agg';
  return code === 'bad-request' && /window/.test(message) ? 'window' : 'metric';
}
