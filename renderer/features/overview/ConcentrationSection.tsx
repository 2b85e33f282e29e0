/** How much of the bookings comes from how few partners. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ColumnInfo } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../analytics/present/numbers.ts';
import { LorenzCurve } from '../../charts/LorenzCurve.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { useCellStyle, useContextSpec, useLocale, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { concentrationOf, TOPS } from './concentration.ts';
import styles from './Overview.module.css';
import { isRoster } from './roster.ts';

interface ConcentrationProps {
  /** By partner, with the prior. */
  readonly partners: UseQueryResult<QueryAnswer, Error>;
}

const METRIC = 'won_amount';
const MEASURES = ['top10_share', 'pareto_share', 'gini', 'hhi'] as const;
/** Has the engine's own figure, which can be traced. */
const TRACED_TOP = 10;

export function ConcentrationSection({ partners }: ConcentrationProps) {
  const { ready, ...spec } = useContextSpec();
  const known = useMetrics();
  const metrics = MEASURES.filter((id) => known.has(id));
  const measures = useQuerySpec({ ...spec, metrics }, { enabled: ready && partners.isFetched && metrics.length > 0 });
  const style = useCellStyle();
  const { percent, integer } = numbers(useLocale());
  const { table, basis } = partners.data ?? {};
  const now = useMemo(() => table && concentrationOf(amountsOf(table, METRIC)), [table]);
  const then = useMemo(() => table && concentrationOf(amountsOf(table, `${METRIC}__prior`)), [table]);
  const against = basis?.comparison?.label;
  const total = measures.data?.total ?? {};
  const share = (value: number | null | undefined): string =>
    value === null || value === undefined ? NONE : percent(value);
  const write = (key: string, unit: ColumnInfo['unit']): string => formatCell(total[key] ?? null, unit, style);
  return (
    <Section
      title="Concentration"
      basis={basis && `${known.get(METRIC)?.label ?? METRIC} of partners with won deals, ${basis.period.label}`}
      busy={partners.isPlaceholderData}
      className={styles.wide}
    >
      <Settled query={partners} what="Concentration could not be computed">
        {() =>
          now ? (
            <div className={styles.concentration}>
              <LorenzCurve
                curve={now.curve}
                named={{
                  partners: (now.partners - now.eighty) / now.partners,
                  share: 1 - now.eightyShare,
                  text: `${integer(now.partners - now.eighty)} make ${percent(1 - now.eightyShare, 0)}`,
                }}
                roster={countWords(now.partners, 'partner')}
                label={`${integer(now.eighty)} of ${countWords(now.partners, 'partner')} make 80 % of the bookings`}
              />
              <table className="plain">
                <thead>
                  <tr>
                    <th>Share of bookings</th>
                    <th className="num">{basis?.period.label}</th>
                    {against && <th className="num">{against}</th>}
                  </tr>
                </thead>
                <tbody>
                  {TOPS.filter((count) => count === 1 || now.top.get(count) !== null).map((count) => (
                    <tr key={count}>
                      <td>{count === 1 ? 'Largest' : `Top ${count}`}</td>
                      <td className="num">
                        {count === TRACED_TOP && known.has('top10_share') ? (
                          <Figure metric="top10_share" headline>
                            <b>{write('top10_share', 'ratio')}</b>
                          </Figure>
                        ) : (
                          <b>{share(now.top.get(count))}</b>
                        )}
                      </td>
                      {against && <td className="num mut">{share(then?.top.get(count))}</td>}
                    </tr>
                  ))}
                  <tr>
                    <td>Partners making 80&#8239;%</td>
                    <td className="num">
                      <Figure metric="pareto_share" headline>
                        <b>{integer(now.eighty)}</b>
                      </Figure>{' '}
                      <span className="mut">{write('pareto_share', 'ratio')}</span>
                    </td>
                    {against && <td className="num mut">{then ? integer(then.eighty) : NONE}</td>}
                  </tr>
                  {(['gini', 'hhi'] as const)
                    .filter((id) => known.has(id))
                    .map((id) => (
                      <tr key={id}>
                        <td title={known.get(id)?.meaning}>{known.get(id)?.label}</td>
                        <td className="num">
                          <Figure metric={id} headline>
                            <b>{write(id, 'index')}</b>
                          </Figure>
                        </td>
                        {against && <td className="num mut">{write(`${id}__prior`, 'index')}</td>}
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          ) : (
            <Empty>No partner has bookings in this window.</Empty>
          )
        }
      </Settled>
    </Section>
  );
}

function amountsOf(table: QueryAnswer['table'], key: string): number[] {
  const column = table.column(key);
  const amounts: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const partner = table.cell('partner', row);
    if (isRoster(partner === null ? null : String(partner))) amounts.push(column?.number(row) ?? 0);
  }
  return amounts;
}
