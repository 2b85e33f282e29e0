import { resolve } from 'node:path';
import { nearest } from '../../analytics/api/documents/nearest.ts';
import { DIMENSIONS, type DimensionId, type Filter } from '../../analytics/api/documents/query.ts';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import { tell } from './output.ts';

/** `region=DACH`, `level=Gold|Silver`, `type!=distributor`; an empty value stands for rows without one. */
export function parseFilter(text: string): Filter {
  const match = /^\s*([a-z_]+)\s*(!?=)\s*(.*?)\s*$/.exec(text);
  const dim = match?.[1] === 'tier' ? 'level' : match?.[1];
  if (!match || !DIMENSIONS.includes(dim as DimensionId)) {
    throw new QuarterdeckError(
      'bad-request',
      `“${text}” is not a filter. Write DIM=VALUE, where DIM is one of ${DIMENSIONS.join(', ')}.`,
    );
  }
  const values = match[3]!.split('|').map((value) => (value === '' ? null : value));
  return { dim: dim as DimensionId, values, ...(match[2] === '!=' && { not: true }) };
}

/**
 * Opens a workspace that is asked about under filters, and tells of values that nothing in it has: the answer would be
 * empty, which reads as a finding.
 */
export async function openFiltered(
  api: AnalyticsApi,
  workspace: string,
  where: readonly Filter[],
  signal: AbortSignal,
): Promise<void> {
  await api.call('workspace.open', { path: resolve(workspace) }, { signal });
  for (const { dim, values } of where) {
    for (const value of values) {
      if (value !== null) await tellUnknown(api, dim, value, signal);
    }
  }
}

async function tellUnknown(api: AnalyticsApi, dim: DimensionId, value: string, signal: AbortSignal): Promise<void> {
  const alike = await api.call('dimension.values', { dim, search: value.slice(0, 200), limit: 500 }, { signal });
  if (alike.some((known) => known.value === value)) return;
  const names = (await api.call('dimension.values', { dim, search: '', limit: 500 }, { signal })).flatMap(
    (known) => known.value ?? [],
  );
  const near = nearest(value, names);
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  tell(`Nothing has the ${dim} “${value}”.${hint}`);
}
