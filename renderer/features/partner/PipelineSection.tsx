/** Open deals of the partner by stage, as they stand now. */
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../analytics/present/numbers.ts';
import { PairBars } from '../../charts/PairBars.tsx';
import { Figure } from '../../parts/Figure.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { useContextSpec, useLocale } from '../../shell/workspace.ts';
import { useTable } from '../../transport/calls.ts';
import styles from './Partner.module.css';
import { stagesOf } from './pipeline.ts';

interface PipelineProps {
  readonly at: readonly Filter[];
  /** The day that ages are counted to. */
  readonly today: string | undefined;
}

/** A partner with more open deals than this is drawn by part of them, and the section says so. */
const MOST_DEALS = 5_000;

export function PipelineSection({ at, today }: PipelineProps) {
  const { where } = useContextSpec();
  const { compact, integer } = numbers(useLocale());
  const query = useTable(
    'query.rows',
    { figure: { metric: 'open_pipeline', where: [...where, ...at] } },
    { limit: MOST_DEALS },
  );
  return (
    <Section title="Pipeline" basis="open deals by stage, now" className={styles.third}>
      <Settled query={query} what="The open deals could not be read">
        {({ table, reply }) => {
          if (table.rows === 0) return <Empty>No open deal.</Empty>;
          const stages = stagesOf(table, today ?? new Date().toISOString().slice(0, 10));
          const sum = stages.reduce((total, { amount }) => total + amount, 0);
          return (
            <>
              <PairBars
                nameWidth={110}
                columns={['deals', 'age']}
                rows={stages.map(({ name, amount, weighted, deals, age }) => ({
                  id: name,
                  name,
                  actual: weighted ?? amount,
                  prior: weighted === null ? null : amount,
                  value: compact(amount.toFixed(2)),
                  extra: [integer(deals), age === null ? NONE : `${integer(age)} d`],
                }))}
                total={{
                  id: 'total',
                  name: 'Total',
                  actual: sum,
                  value: (
                    <Figure metric="open_pipeline" at={at} period="all" headline>
                      {compact(sum.toFixed(2))}
                    </Figure>
                  ),
                  extra: [integer(reply.totalRows), ''],
                }}
              />
              {table.rows < reply.totalRows && (
                <p className="small">
                  The newest {integer(table.rows)} of {countWords(reply.totalRows, 'open deal')}.
                </p>
              )}
            </>
          );
        }}
      </Settled>
    </Section>
  );
}
