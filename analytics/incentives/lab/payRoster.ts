/** Who payees are at the end of a period. */
import type { Filter } from '../../api/documents/query.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { rosterOn } from '../../network/facts.ts';
import { dateLiteral } from '../../network/network.ts';
import { partnerAttributes } from '../../network/roster.ts';
import type { IncentiveDesk } from '../desk.ts';
import { levelsDigest } from './digest.ts';

export interface PayPartner {
  readonly id: string;
  readonly name: string;
  readonly level: string | null;
  readonly segment: string | null;
  readonly type: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly owner: string | null;
  readonly parent: string | null;
  readonly enrolled: boolean;
}

export interface PayRoster {
  readonly partners: readonly PayPartner[];
  readonly byId: ReadonlyMap<string, PayPartner>;
}

const PARTNER_BYTES = 320;

/** Whether a partner has the attributes; filters that are not about partners are not asked. */
export function matches(partner: PayPartner, where: readonly Filter[]): boolean {
  return where.every(({ dim, values, not }) => {
    const value = dim === 'partner' ? partner.id : attributeOf(partner, dim);
    return value === undefined || values.includes(value) !== (not === true);
  });
}

const ATTRIBUTES = ['level', 'segment', 'type', 'region', 'country', 'city', 'owner', 'parent'] as const;

function attributeOf(partner: PayPartner, dim: string): string | null | undefined {
  const attribute = ATTRIBUTES.find((one) => one === dim);
  return attribute === undefined ? undefined : partner[attribute];
}

/**
 * Every partner on a day.
 * @param levels as `SideRequest.levels`: the levels that are told instead of those in force
 */
export function payRoster(
  { context, lab }: IncentiveDesk,
  day: string,
  levels: string | undefined,
  options: LabOptions,
): Promise<PayRoster> {
  const { network, reader } = context;
  return lab.keep(context, `pay roster ${day} ${levelsDigest(levels)}`, options.signal, async () => {
    const given =
      levels === undefined
        ? ''
        : `LEFT JOIN ${levels} given ON given.partner_id = p.partner_id
      AND given.from_on <= ${dateLiteral(day)} AND given.to_on >= ${dateLiteral(day)}`;
    const rows = await reader.rows<PayPartner & Record<string, string | boolean | null>>(
      `SELECT p.partner_id AS id, p.partner_name AS name, ${levels === undefined ? 'p.level' : 'given.level'} AS level,
         p.segment, p.type, p.region, p.country, p.city, p.owner, p.parent, coalesce(f.enrolled, FALSE) AS enrolled
       FROM ${partnerAttributes(network, day)} p ${given}
       LEFT JOIN ${rosterOn(network, day)} f ON f.partner_id = p.partner_id ORDER BY p.partner_id`,
      {},
      { signal: options.signal },
    );
    const value = { partners: rows, byId: new Map(rows.map((row) => [row.id, row])) };
    return { value, bytes: 1_024 + rows.length * PARTNER_BYTES };
  });
}
