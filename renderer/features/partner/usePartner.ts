/** What the roster says about one partner, and who its peers are. */
import { useMemo } from 'react';
import type { DimensionId, Filter } from '../../../analytics/api/documents/query.ts';
import type { Cell } from '../../../analytics/api/results.ts';
import { useContextSpec } from '../../shell/workspace.ts';
import { useQuerySpec, useTable } from '../../transport/calls.ts';
import { useFirstCut } from '../trend/known.ts';

export interface PartnerFacts {
  readonly name: string;
  readonly level: string | null;
  readonly type: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly owner: string | null;
  readonly agreementStart: string | null;
  readonly agreementEnd: string | null;
}

export interface Peers {
  /** `Gold partners`, `reseller partners`, `partners of the network`. */
  readonly words: string;
  readonly where: readonly Filter[];
}

const WHO: readonly DimensionId[] = ['partner', 'level', 'type', 'country'];
const WHERE: readonly DimensionId[] = ['partner', 'owner', 'city', 'region'];

const PEER_CUTS: readonly DimensionId[] = ['level', 'type'];

/** Undefined until read; `known` is false for an id that neither the roster nor a deal has. */
export function usePartner(id: string): { facts: PartnerFacts; known: boolean; peers: Peers } | undefined {
  const { period, ready } = useContextSpec();
  const where: Filter[] = [{ dim: 'partner', values: [id] }];
  const window = period === undefined ? {} : { period };
  const who = useQuerySpec({ metrics: ['enrolled_partners'], by: [...WHO], where, ...window }, { enabled: ready });
  const place = useQuerySpec({ metrics: ['enrolled_partners'], by: [...WHERE], where, ...window }, { enabled: ready });
  // The rows of the roster carry what is no dimension: dates of the agreement.
  const roster = useTable('query.rows', { figure: { metric: 'enrolled_partners', where } }, { limit: 1 });
  const { dim: peerCut } = useFirstCut(PEER_CUTS);
  return useMemo(() => {
    if (!who.data || !place.data || (roster.isPending && !roster.error)) return undefined;
    const rows = roster.data?.table;
    const read = (key: string): string | null =>
      text(who.data.table.cell(key, 0)) ?? text(place.data.table.cell(key, 0)) ?? text(rows?.cell(key, 0) ?? null);
    const facts: PartnerFacts = {
      name: read('partner_name') ?? id,
      level: read('level'),
      type: read('type'),
      country: read('country'),
      city: read('city'),
      owner: read('owner'),
      agreementStart: text(rows?.cell('started_on', 0) ?? null),
      agreementEnd: text(rows?.cell('agreement_end', 0) ?? null),
    };
    const known = who.data.table.rows > 0 || (rows?.rows ?? 0) > 0;
    return { facts, known, peers: peersOf(facts, peerCut) };
  }, [who.data, place.data, roster.data, roster.isPending, roster.error, peerCut, id]);
}

/** Those of the same level, since a small partner is no measure for a large one; else of the same type; else all. */
function peersOf({ level, type }: PartnerFacts, cut: DimensionId | null): Peers {
  if (cut === 'level' && level !== null)
    return { words: `${level} partners`, where: [{ dim: 'level', values: [level] }] };
  if (cut !== null && type !== null)
    return { words: `partners of type ${type}`, where: [{ dim: 'type', values: [type] }] };
  return { words: 'all partners', where: [] };
}

const text = (cell: Cell): string | null => (cell === null || cell === '' ? null : String(cell));
