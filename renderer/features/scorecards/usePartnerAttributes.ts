/** What is known of each partner beside its figures: level at the end of the period, country. */
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { Table } from '../../../analytics/present/table.ts';
import { useQuerySpec } from '../../transport/calls.ts';

/**
 * Asked apart from the figures: with attributes among its dimensions, a comparison would split a partner whose level
 * changed into two rows.
 */
export function usePartnerAttributes(
  attributes: readonly DimensionId[],
  { period, enabled }: { period: string | undefined; enabled: boolean },
): { readonly table: Table | undefined; readonly coming: boolean } {
  const { data, isLoading } = useQuerySpec(
    {
      metrics: ['enrolled_partners'],
      by: ['partner', ...attributes],
      ...(period === undefined ? {} : { period }),
    },
    { enabled: enabled && attributes.length > 0 },
  );
  return { table: data?.table, coming: isLoading };
}
