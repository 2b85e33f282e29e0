/** What the partner sells, beside what its peers sell. */
import type { DimensionId, Filter, QuerySpecInput } from '../../../analytics/api/documents/query.ts';
import { NO_VALUE } from '../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../analytics/present/numbers.ts';
import { type PairBar, PairBars } from '../../charts/PairBars.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { useContextSpec, useDimensions, useLocale } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { useFirstCut } from '../trend/known.ts';
import styles from './Partner.module.css';
import type { Peers } from './usePartner.ts';

const METRIC = 'won_amount';
const MOST = 6;
/** The coarsest that tells products apart. */
const CUTS: readonly DimensionId[] = ['family', 'category', 'product'];

interface ProductsProps {
  readonly own: Pick<QuerySpecInput, 'where' | 'period' | 'compare'>;
  readonly at: readonly Filter[];
  readonly peers: Peers;
}

export function ProductsSection({ own, at, peers }: ProductsProps) {
  const { ready, where, compare: _, ...spec } = useContextSpec();
  const dimensions = useDimensions();
  const { compact, percent } = numbers(useLocale());
  const { dim, decided } = useFirstCut(CUTS);
  const cut = dim ?? 'product';
  const query = useQuerySpec(
    { ...own, metrics: [METRIC], by: [cut], sort: { key: METRIC } },
    { enabled: ready && dim !== null },
  );
  const others = useQuerySpec(
    { ...spec, metrics: [METRIC], by: [cut], where: [...where, ...peers.where] },
    { enabled: ready && dim !== null },
  );
  const label = dimensions.get(cut)?.label.toLowerCase() ?? cut;
  if (decided && dim === null) {
    return (
      <Section title="Products" className={styles.third}>
        <Empty>No products are loaded: deals carry none.</Empty>
      </Section>
    );
  }
  return (
    <Section title="Products" basis={`bookings by ${label}`} busy={query.isPlaceholderData} className={styles.third}>
      <Settled query={query} what="Sales by product could not be computed">
        {({ table, total, basis }) => {
          const whole = Number(total[METRIC] ?? 0);
          const peerWhole = Number(others.data?.total[METRIC] ?? 0);
          const peerOf = new Map<string, number>();
          for (let row = 0; row < (others.data?.table.rows ?? 0); row += 1) {
            peerOf.set(String(others.data?.table.cell(cut, row)), others.data?.table.column(METRIC)?.number(row) ?? 0);
          }
          const all = Array.from({ length: table.rows }, (_, row) => row)
            .filter(
              (row) =>
                (table.column(METRIC)?.number(row) ?? 0) !== 0 ||
                (table.column(`${METRIC}__prior`)?.number(row) ?? 0) !== 0,
            )
            .sort((a, b) => (table.column(METRIC)?.number(b) ?? 0) - (table.column(METRIC)?.number(a) ?? 0));
          if (all.length === 0) return <Empty>No bookings in this window.</Empty>;
          const bars = all.slice(0, MOST).map((row): PairBar => {
            const value = table.cell(cut, row);
            const actual = table.column(METRIC)?.number(row) ?? null;
            const peer = peerOf.get(String(value));
            const name = String(table.cell(`${cut}_name`, row) ?? value ?? NO_VALUE);
            return {
              id: String(value),
              name: <span title={name}>{name}</span>,
              actual,
              prior: table.column(`${METRIC}__prior`)?.number(row) ?? null,
              value: (
                <Figure metric={METRIC} at={[...at, { dim: cut, values: [value === null ? null : String(value)] }]}>
                  {compact(String(table.cell(METRIC, row) ?? 0))}
                </Figure>
              ),
              extra: [
                whole > 0 ? percent((actual ?? 0) / whole, 0) : NONE,
                peer !== undefined && peerWhole > 0 ? percent(peer / peerWhole, 0) : NONE,
              ],
            };
          });
          return (
            <>
              <PairBars
                rows={bars}
                columns={['share', 'peers']}
                nameWidth={120}
                scale={basis.comparison ? `${basis.currency}, faint = ${basis.comparison.label}` : basis.currency}
              />
              {all.length > MOST && (
                <p className="small">
                  The largest {MOST} of {all.length}.
                </p>
              )}
            </>
          );
        }}
      </Settled>
    </Section>
  );
}
