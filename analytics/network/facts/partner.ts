/** Partners as they stand on a day, and their certificates. */
import type { Policy } from '../../api/documents/policy.ts';
import { quoteText } from '../../engine/sql.ts';
import { addMonths } from '../dates.ts';
import { dateLiteral, type Network } from '../network.ts';
import type { FactRequest } from './request.ts';
import { own, select } from './select.ts';

/** The roster as it stands at the end of a window or on each of several days, with what each partner had done by then. */
export function partnerRelation({ network, needs, window, certificates = [], days }: FactRequest): string {
  const asOf = days ? 'days.day' : dateLiteral(window.asOf);
  const before = days ? '(days.day - 1)' : dateLiteral(window.before);
  const started = 'coalesce(d.agreement_start, d.onboarded_on)';
  const left = network.policy.leftStatuses.map((status) => quoteText(status.toLowerCase()));
  // A status says only how it is today: a partner who has left counts up to the end of the agreement, if that is known.
  const stays =
    left.length === 0
      ? 'TRUE'
      : `(lower(coalesce(d.status, '')) NOT IN (${left.join(', ')}) OR d.agreement_end < ${dateLiteral(network.horizon.to)})`;
  const enrolled = (day: string) =>
    `(coalesce(${started} <= ${day}, TRUE) AND coalesce(d.agreement_end >= ${day}, TRUE) AND ${stays})`;
  const columns = [
    'd.partner_id',
    'FALSE AS direct',
    'FALSE AS unrated',
    `${started} AS started_on`,
    'd.agreement_end',
    'd.load_id',
    'd.source_row',
    `${enrolled(asOf)} AS enrolled`,
    `${enrolled(before)} AS was_enrolled`,
    ...(days ? ['days.d', 'days.day'] : []),
  ];
  const joins: string[] = [];
  if (needs.has('activity')) {
    const within = (day: string) =>
      `bool_or(on_date > ${dateLiteral(addMonths(day, -network.policy.active.months))} AND on_date <= ${dateLiteral(day)})`;
    columns.push(
      `(${enrolled(asOf)} AND coalesce(event.active, FALSE)) AS active`,
      `(${enrolled(before)} AND coalesce(event.was_active, FALSE)) AS was_active`,
    );
    joins.push(`LEFT JOIN (SELECT partner_id, ${within(window.asOf)} AS active, ${within(window.before)} AS was_active
      FROM ${eventRelation(network)} AS events GROUP BY partner_id) event ON event.partner_id = d.partner_id`);
  }
  if (needs.has('firstDeal')) {
    columns.push('won.first_on AS first_won_on');
    joins.push(`LEFT JOIN (SELECT partner_id, min(on_date) AS first_on FROM ${dealDates(network, 'closed_on', "outcome = 'won'")} AS wins
      GROUP BY partner_id) won ON won.partner_id = d.partner_id`);
  }
  if (needs.has('certified')) {
    columns.push('(valid.partner_id IS NOT NULL) AS certified', 'coalesce(valid.people, 0) AS certified_people');
    const valid = [`earned_on <= ${asOf}`, `(expires_on IS NULL OR expires_on >= ${asOf})`, ...certificates];
    const daily = days ? ', days.d' : '';
    joins.push(`LEFT JOIN (SELECT partner_id, count(DISTINCT person) AS people${daily}
      FROM ${network.table('certification')} AS certificates ${days ? `CROSS JOIN ${days} AS days` : ''}
      WHERE ${valid.join(' AND ')} GROUP BY partner_id${daily}) valid
      ON valid.partner_id = d.partner_id${days ? ' AND valid.d = days.d' : ''}`);
  }
  return select(columns, `${network.table('partner')} d${days ? ` CROSS JOIN ${days} AS days` : ''}`, joins, []);
}

/** What counts as activity under the policy: partner_id, on_date. */
function eventRelation(network: Network): string {
  const events: Record<Policy['active']['events'][number], string> = {
    registered: dealDates(network, 'registered_on', 'TRUE'),
    won: dealDates(network, 'closed_on', "outcome = 'won'"),
    certified: `(SELECT partner_id, earned_on AS on_date FROM ${network.table('certification')} AS certificates)`,
    activity: `(SELECT partner_id, on_date FROM ${network.table('activity')} AS activities)`,
  };
  return `(${network.policy.active.events.map((event) => `SELECT partner_id, on_date FROM ${events[event]} AS ${event}`).join(' UNION ALL ')})`;
}

/** A date of the deals that a partner was party to: partner_id, on_date. */
function dealDates(network: Network, date: string, condition: string): string {
  const inline = `SELECT partner_id, ${date} AS on_date FROM ${network.table('deal')} AS deals WHERE partner_id IS NOT NULL AND ${condition}`;
  if (!network.profile.parties) return `(${inline})`;
  return `(${inline} UNION ALL SELECT parties.partner_id, deals.${date} FROM ${network.table('deal_party')} AS parties
    JOIN ${network.table('deal')} AS deals ON deals.deal_id = parties.deal_id WHERE ${condition})`;
}

export function certificationRelation({ network }: FactRequest): string {
  return select(
    ['partner_id', 'person', 'certification', 'level', 'earned_on', 'expires_on', 'load_id', 'source_row']
      .map(own)
      .concat('FALSE AS direct', 'FALSE AS unrated'),
    `${network.table('certification')} d`,
    [],
    [],
  );
}
