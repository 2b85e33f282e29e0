/**
 * What takes its time: how far it is in words with a Stop while the first answer is on its way, then the answer. An answer
 * that is there stays while it is renewed.
 * `<Awaited long={useLongQuery(…)} what="The payouts could not be audited" stage="Reading the payouts">{(data) => …}</Awaited>`
 */
import type { ReactNode } from 'react';
import type { MethodName, Result } from '../../analytics/api/methods.ts';
import type { LongQuery } from '../transport/useLongQuery.ts';
import { Button } from './Button.tsx';
import styles from './states.module.css';
import { Empty, Frame, Progress, Settled } from './states.tsx';

interface AwaitedProps<M extends MethodName> {
  readonly long: LongQuery<M>;
  /** What failed when it failed. */
  readonly what: string;
  /** What is being done, until the engine says it more closely. */
  readonly stage: string;
  readonly rows?: number;
  readonly children: (data: Result<M>) => ReactNode;
}

export function Awaited<M extends MethodName>({ long, what, stage, rows = 6, children }: AwaitedProps<M>) {
  const { query, stopped, stop } = long;
  const again = (
    <Button small onClick={() => void query.refetch()}>
      Go on
    </Button>
  );
  if (query.data === undefined && stopped) return <Empty action={again}>Stopped before the first answer.</Empty>;
  if (query.data === undefined && query.error === null) {
    return (
      <>
        <div className={styles.late}>
          <Progress {...stageOf(long, stage)} onStop={stop} />
        </div>
        <Frame rows={rows} />
      </>
    );
  }
  return (
    <>
      {stopped && <Empty action={again}>Stopped; what is shown is of the question before.</Empty>}
      <Settled query={query} what={what} rows={rows}>
        {children}
      </Settled>
    </>
  );
}

function stageOf<M extends MethodName>({ progress }: LongQuery<M>, stage: string) {
  if (!progress) return { stage, done: 0, total: 0, unit: '' };
  const { done, total, unit } = progress;
  return { stage: progress.stage, done, total, unit };
}
