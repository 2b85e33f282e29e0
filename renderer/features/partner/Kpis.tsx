/** The figures that head a partner's page, each with what it was or what peers reach. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import type { MetricInfo } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { Delta } from '../../parts/Delta.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Settled } from '../../parts/states.tsx';
import { useCellStyle, useContextSpec, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { saysNothing } from '../scorecards/view.ts';
import styles from './Partner.module.css';
import type { Peers } from './usePartner.ts';

/** In the order shown. */
const SHOWN = [
  'won_amount',
  'attainment',
  'won_count',
  'avg_deal',
  'win_rate',
  'payout_amount',
  'payout_rate',
  'certified_people',
] as const;
export const PAGE_METRICS: readonly string[] = [...SHOWN, 'certificates_expiring_90'];
const NOW = ['open_pipeline', 'open_count'] as const;

interface KpisProps {
  readonly totals: UseQueryResult<QueryAnswer, Error>;
  readonly peers: Peers;
  readonly at: readonly Filter[];
}

export function Kpis({ totals, peers, at }: KpisProps) {
  const known = useMetrics();
  const style = useCellStyle();
  const { ready, where, compare: _, ...spec } = useContextSpec();
  const ratios = SHOWN.filter((id) => known.get(id)?.kind === 'ratio');
  const level = useQuerySpec(
    { ...spec, metrics: ratios, where: [...where, ...peers.where] },
    { enabled: ready && ratios.length > 0 },
  );
  const nowMetrics = NOW.filter((id) => known.has(id));
  const now = useQuerySpec({ metrics: nowMetrics, where: [...where, ...at] }, { enabled: nowMetrics.length > 0 });
  return (
    <Settled query={totals} what="The figures of this partner could not be computed" rows={2}>
      {({ total, basis }) => {
        const shown = SHOWN.flatMap((id): MetricInfo[] => {
          const metric = known.get(id);
          return metric && (!saysNothing(id, total[id]) || id === 'won_amount') ? [metric] : [];
        });
        const pipeline = known.get('open_pipeline');
        const open = now.data?.total.open_pipeline ?? null;
        return (
          <div className={styles.kpis} aria-busy={totals.isPlaceholderData}>
            {shown.map(({ id, label, unit, good, kind }) => {
              const peer = kind === 'ratio' ? (level.data?.total[id] ?? null) : null;
              return (
                <div key={id}>
                  <span>{label}</span>
                  <b>
                    <Figure metric={id} at={at} headline>
                      {formatCell(total[id] ?? null, unit, style)}
                    </Figure>
                  </b>
                  {basis.comparison && (
                    <span>
                      {(total[`${id}__change`] ?? null) === null ? (
                        'none in'
                      ) : (
                        <Delta value={total[`${id}__change`] ?? null} unit={unit} good={good} />
                      )}{' '}
                      {basis.comparison.label}
                    </span>
                  )}
                  {peer !== null && <span>peers {formatCell(peer, unit, style)}</span>}
                </div>
              );
            })}
            {pipeline && open !== null && Number(open) !== 0 && (
              <div>
                <span>{pipeline.label}</span>
                <b>
                  <Figure metric="open_pipeline" at={at} period="all" headline>
                    {formatCell(open, 'money', style)}
                  </Figure>
                </b>
                <span>{formatCell(now.data?.total.open_count ?? null, 'count', style)} deals, now</span>
              </div>
            )}
          </div>
        );
      }}
    </Settled>
  );
}
