/** The partner among those of its level: where it stands in each figure. */
import { useMemo } from 'react';
import { formatCell } from '../../../analytics/present/cell.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { percentileOf } from '../../../analytics/present/quantiles.ts';
import { PeerStrip } from '../../charts/PeerStrip.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { useCellStyle, useContextSpec, useLocale, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { isRoster } from '../overview/roster.ts';
import { canCut } from '../scorecards/view.ts';
import styles from './Partner.module.css';
import type { Peers } from './usePartner.ts';

const COMPARED = [
  'won_amount',
  'growth',
  'won_count',
  'avg_deal',
  'win_rate',
  'cycle_days',
  'margin_rate',
  'payout_rate',
  'certified_people',
  // Of a partner an index is for ranking only: most of its measures stand on few rows.
  'enablement_depth',
  'incentive_alignment',
  'pipeline_governance',
  'operational_reliability',
] as const;
/** Fewer than this are no distribution. */
const FEWEST = 4;
/** Below the first and above the second the place is worth a colour. */
const LOW = 20;
const HIGH = 80;

interface PeersProps {
  readonly id: string;
  readonly peers: Peers;
}

export function PeersSection({ id, peers }: PeersProps) {
  const { ready, compare: _, where, ...spec } = useContextSpec();
  const known = useMetrics();
  const metrics = useMemo(() => COMPARED.filter((metric) => canCut(known.get(metric), ['partner'])), [known]);
  const query = useQuerySpec(
    { ...spec, metrics, by: ['partner'], where: [...where, ...peers.where] },
    { enabled: ready && metrics.length > 0 },
  );
  const strips = useMemo(
    () => (query.data ? metrics.flatMap((metric) => stripOf(query.data.table, metric, id) ?? []) : []),
    [query.data, metrics, id],
  );
  return (
    <Section
      title="Against peers"
      basis={`${peers.words}, middle half shaded, line = median`}
      aside="percentile"
      busy={query.isPlaceholderData}
      className={styles.right}
    >
      <Settled query={query} what="The peers could not be read">
        {() =>
          strips.length === 0 ? (
            <Empty>Fewer than {FEWEST} peers have figures in this window, too few to compare with.</Empty>
          ) : (
            <PeerStrips strips={strips} id={id} />
          )
        }
      </Settled>
    </Section>
  );
}

function PeerStrips({ strips, id }: { readonly strips: readonly Strip[]; readonly id: string }) {
  const known = useMetrics();
  const style = useCellStyle();
  const locale = useLocale();
  return (
    <div className={styles.peers}>
      {strips.map(({ metric: metricId, values, own }) => {
        const metric = known.get(metricId);
        if (!metric) return null;
        const place = percentileOf(values, own);
        const fair = metric.good === 'down' ? 100 - place : place;
        const tone = metric.good === 'none' ? '' : fair <= LOW ? 'bad' : fair >= HIGH ? 'good' : '';
        return (
          <div key={metricId} title={`${countWords(values.length, 'partner', locale)} with a figure`}>
            <span className="ellipsis">{metric.label}</span>
            <PeerStrip values={values} own={own} label={`${metric.label}: percentile ${place} of ${values.length}`} />
            <b className="num">
              <Figure metric={metricId} at={[{ dim: 'partner', values: [id] }]}>
                {formatCell(own, metric.unit, style)}
              </Figure>
            </b>
            <span className={`num ${tone}`}>P{place}</span>
          </div>
        );
      })}
    </div>
  );
}

interface Strip {
  readonly metric: string;
  readonly values: readonly number[];
  readonly own: number;
}

/** Null when the partner or too few others have the figure, or when all are alike. */
function stripOf(table: QueryAnswer['table'], metric: string, id: string): Strip | null {
  const column = table.column(metric);
  const values: number[] = [];
  let own: number | null = null;
  for (let row = 0; row < table.rows; row += 1) {
    const partner = String(table.cell('partner', row));
    const value = column?.number(row) ?? null;
    if (value === null || !isRoster(partner)) continue;
    values.push(value);
    if (partner === id) own = value;
  }
  if (own === null || values.length < FEWEST || new Set(values).size < 2) return null;
  return { metric, values, own };
}
