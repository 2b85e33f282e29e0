/** What the partner earned in incentives, by kind. */
import type { Filter, QuerySpecInput } from '../../../analytics/api/documents/query.ts';
import type { Cell } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { NO_VALUE, PAYOUT_KIND_WORDS } from '../../../analytics/present/labels.ts';
import { Delta } from '../../parts/Delta.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { useContextSpec, useLocale, useWorkspace } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import styles from './Partner.module.css';

interface PayoutsProps {
  readonly own: Pick<QuerySpecInput, 'where' | 'period' | 'compare'>;
  readonly at: readonly Filter[];
}

export function PayoutsSection({ own, at }: PayoutsProps) {
  const { ready } = useContextSpec();
  const { rows } = useWorkspace();
  const locale = useLocale();
  const loaded = (rows.payout ?? 0) > 0;
  const query = useQuerySpec(
    { ...own, metrics: ['payout_amount', 'payout_count'], by: ['kind'], sort: { key: 'payout_amount' } },
    { enabled: ready && loaded },
  );
  const exact = (value: Cell): string => formatCell(value, 'money', { locale, style: 'exact' });
  if (!loaded) {
    return (
      <Section title="Payouts" className={styles.third}>
        <Empty>No payouts are loaded.</Empty>
      </Section>
    );
  }
  return (
    <Section
      title="Payouts"
      basis={query.data && `earned in ${query.data.basis.period.label}, ${query.data.basis.currency}`}
      busy={query.isPlaceholderData}
      className={styles.third}
    >
      <Settled query={query} what="The payouts could not be computed" rows={4}>
        {({ table, total, basis }) => {
          const kinds = Array.from({ length: table.rows }, (_, row) => row).filter(
            (row) =>
              Number(table.cell('payout_amount', row) ?? 0) !== 0 ||
              Number(table.cell('payout_amount__prior', row) ?? 0) !== 0,
          );
          if (kinds.length === 0) return <Empty>No payout was earned in this window.</Empty>;
          const against = basis.comparison?.label;
          return (
            <table className="plain">
              <thead>
                <tr>
                  <th>Kind</th>
                  <th className="num">payouts</th>
                  <th className="num">earned</th>
                  {against && <th className="num">{against}</th>}
                  {against && <th className="num">Δ</th>}
                </tr>
              </thead>
              <tbody>
                {kinds.map((row) => {
                  const kind = table.cell('kind', row);
                  const name = kind === null ? NO_VALUE : (PAYOUT_KIND_WORDS[String(kind)] ?? String(kind));
                  const filter: Filter = { dim: 'kind', values: [kind === null ? null : String(kind)] };
                  return (
                    <tr key={name}>
                      <td>{name}</td>
                      <td className="num">{formatCell(table.cell('payout_count', row), 'count', { locale })}</td>
                      <td className="num">
                        <Figure metric="payout_amount" at={[...at, filter]}>
                          {exact(table.cell('payout_amount', row))}
                        </Figure>
                      </td>
                      {against && <td className="num mut">{exact(table.cell('payout_amount__prior', row))}</td>}
                      {against && (
                        <td className="num">
                          <Delta value={table.cell('payout_amount__change', row)} unit="money" good="none" plain />
                        </td>
                      )}
                    </tr>
                  );
                })}
                <tr className="total">
                  <td>Total</td>
                  <td className="num">{formatCell(total.payout_count ?? null, 'count', { locale })}</td>
                  <td className="num">
                    <Figure metric="payout_amount" at={at} headline>
                      {exact(total.payout_amount ?? null)}
                    </Figure>
                  </td>
                  {against && <td className="num">{exact(total.payout_amount__prior ?? null)}</td>}
                  {against && (
                    <td className="num">
                      <Delta value={total.payout_amount__change ?? null} unit="money" good="none" plain />
                    </td>
                  )}
                </tr>
              </tbody>
            </table>
          );
        }}
      </Settled>
    </Section>
  );
}
