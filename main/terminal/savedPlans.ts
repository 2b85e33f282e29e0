import type { SavedPlan } from '../../analytics/api/incentives.ts';
import { type Columns, type Format, render } from './output.ts';

const COLUMNS: Columns = [
  { key: 'id', label: 'No.', unit: 'count' },
  { key: 'name', label: 'Saved as', unit: 'text' },
  { key: 'plan', label: 'Plan', unit: 'text' },
  { key: 'version', label: 'Version', unit: 'count' },
  { key: 'state', label: 'State', unit: 'text' },
  { key: 'kinds', label: 'Pays', unit: 'text' },
  { key: 'effective_from', label: 'From', unit: 'date' },
  { key: 'approver', label: 'Approved by', unit: 'text' },
  { key: 'reason', label: 'Reason', unit: 'text' },
  { key: 'saved_at', label: 'Saved', unit: 'text' },
];

/** The plans of a workspace, the one saved last first. */
export function savedPlansText(format: Format, plans: readonly SavedPlan[]): string {
  const rows = plans.map(({ id, name, planId, version, state, kinds, promoted, savedAt }) => ({
    ...{ id, name, version, state },
    plan: planId,
    kinds: kinds.join(', '),
    effective_from: promoted?.effectiveFrom ?? null,
    approver: promoted?.approver ?? null,
    reason: promoted?.reason ?? null,
    saved_at: savedAt,
  }));
  return rows.length === 0 && format === 'table'
    ? 'The workspace keeps no incentive plans yet. Save one on the Incentives screen.'
    : render(format, COLUMNS, rows, null);
}
