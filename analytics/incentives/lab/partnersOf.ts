/** Filters of a case as filters that every rating knows. */
import type { Filter } from '../../api/documents/query.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { lastDay } from '../../network/period.ts';
import { partnerAttributes } from '../../network/roster.ts';
import type { IncentiveDesk } from '../desk.ts';

/**
 * A level is that of the end of the period and does not follow a partner through it, so it is read as the partners who had it
 * then; all else is an attribute and stays as it is.
 */
export async function partnersOf(
  { context, lab }: IncentiveDesk,
  where: readonly Filter[],
  period: ResolvedPeriod,
  options: LabOptions,
): Promise<readonly Filter[]> {
  const levels = where.filter(({ dim }) => dim === 'level');
  if (levels.length === 0) return where;
  const day = lastDay(period);
  const found = await lab.keep(context, `levels ${day}`, options.signal, async () => {
    const value = await context.reader.rows<{ id: string; level: string | null }>(
      `SELECT partner_id AS id, level FROM ${partnerAttributes(context.network, day)} AS p ORDER BY partner_id`,
      {},
      { signal: options.signal },
    );
    return { value, bytes: value.length * 64 };
  });
  const chosen = found.filter(({ level }) =>
    levels.every(({ values, not }) => values.includes(level) !== (not === true)),
  );
  const others = where.filter(({ dim }) => dim !== 'level');
  return [...others, { dim: 'partner', values: chosen.map(({ id }) => id), not: false }];
}
