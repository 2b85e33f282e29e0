/** Targets and program costs: figures of periods rather than of events. */
import { conversion } from '../currency.ts';
import type { FactRequest } from './request.ts';
import { own, select } from './select.ts';

/** Plan figures; `chosen` are those of one scope, so that a network target and its partners' parts are never added. */
export function targetRelation({ network, credited }: FactRequest): string {
  const scopes = network.profile.targetScopes;
  const widest =
    (['network', 'region', 'level', 'partner'] as const).find((name) => scopes.includes(name)) ?? 'network';
  const money = conversion(network, 'd', 'd.period_start');
  return select(
    [
      ...['scope', 'scope_value', 'period_start', 'period_end', 'metric', 'load_id', 'source_row'].map(own),
      "CASE WHEN d.scope = 'partner' THEN d.scope_value END AS partner_id",
      'FALSE AS direct',
      `${money.amount('d.value')} AS amount`,
      `${money.unrated} AS unrated`,
      `(d.scope = '${credited ? 'partner' : widest}') AS chosen`,
    ],
    `${network.table('target')} d`,
    [money.join],
    [],
  );
}

export function costRelation({ network }: FactRequest): string {
  const money = conversion(network, 'd', 'd.period_start');
  return select(
    [
      ...['period_start', 'period_end', 'category', 'scope', 'load_id', 'source_row'].map(own),
      `${money.amount('d.amount')} AS amount`,
      `${money.unrated} AS unrated`,
    ],
    `${network.table('program_cost')} d`,
    [money.join],
    [],
  );
}
