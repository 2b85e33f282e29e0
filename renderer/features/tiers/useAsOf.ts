import { useAddress } from '../../shell/location.ts';
import { useContextSpec } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';

/** A range of days as the period field takes it. */
const RANGE = /^\d{4}-\d{2}-\d{2}\.\.(\d{4}-\d{2}-\d{2})$/;

/**
 * The day that measures look back from: the last day of the period chosen, or of its elapsed part. Undefined leaves it
 * to the engine (the last complete quarter); `ready` is false until it is known.
 */
export function useAsOf(): { readonly asOf: string | undefined; readonly ready: boolean } {
  const { period } = useAddress();
  const { ready, period: spec } = useContextSpec();
  const chosen = period !== null && period !== 'all';
  const range = chosen ? RANGE.exec(period)?.[1] : undefined;
  const resolve = chosen && range === undefined;
  const query = useQuerySpec(
    { metrics: ['enrolled_partners'], ...(spec === undefined ? {} : { period: spec }) },
    { enabled: resolve && ready },
  );
  if (!resolve) return { asOf: range, ready: true };
  const resolved = query.isPlaceholderData ? undefined : query.data?.basis.period;
  return { asOf: resolved?.elapsedTo ?? resolved?.to, ready: resolved !== undefined || query.isError };
}
