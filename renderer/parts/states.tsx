/**
 * The states a part of a screen can be in besides "here it is": nothing yet, failed, too much, still coming.
 * `<Settled query={useCall(…)}>{(data) => …}</Settled>` handles coming and failed in place and keeps the last good
 * picture on screen.
 */

import { IconAlertTriangle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { explain } from '../transport/calls.ts';
import { Button } from './Button.tsx';
import styles from './states.module.css';

/** One sentence on what will be here, and at most one thing to do about it. */
export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

interface FailedProps {
  /** What was being attempted: `The scorecard could not be computed`. */
  readonly what: string;
  readonly error: unknown;
  /** What is still true. */
  readonly still?: string;
  readonly onRetry?: () => void;
}

/** What failed, what is still true, what to do, the code; in its place. */
export function Failed({ what, error, still, onRetry }: FailedProps) {
  const { sentence, code } = explain(error);
  return (
    <div className={styles.failed} role="alert">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden="true" />
      <div>
        <p>
          <b>{what}.</b> {sentence} {still}
        </p>
        <p className="small">
          {code !== null && <>Code {code}. </>}
          {onRetry && (
            <button type="button" className="link" onClick={onRetry}>
              Try again
            </button>
          )}
        </p>
      </div>
    </div>
  );
}

/** The row frame of a table that is on its way; shown only after 400 ms. */
export function Frame({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className={styles.frame} role="status" aria-label="Coming">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty rows are their place
        <i key={index} />
      ))}
    </div>
  );
}

/** Said beside a picture that shows only the most useful part. */
export function TooMuch({ shown, of, noun, onAll }: { shown: number; of: number; noun: string; onAll?: () => void }) {
  return (
    <p className="small">
      {shown.toLocaleString('en')} of {of.toLocaleString('en')} {noun} are drawn.{' '}
      {onAll && (
        <button type="button" className="link" onClick={onAll}>
          Open all in the grid
        </button>
      )}
    </p>
  );
}

interface SettledProps<T> {
  readonly query: UseQueryResult<T, Error>;
  /** What failed when it failed: `The findings could not be computed`. */
  readonly what: string;
  /** Rows of the frame shown while the first answer is on its way. */
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

export function Settled<T>({ query, what, rows = 6, children }: SettledProps<T>) {
  const { data, error, refetch } = query;
  if (data === undefined && error) return <Failed what={what} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Frame rows={rows} />;
  return (
    <>
      {error && (
        <Failed what={what} error={error} still="The last good picture stays below." onRetry={() => void refetch()} />
      )}
      {children(data)}
    </>
  );
}

interface ProgressProps {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  /** Time left in words, when it can be known. */
  readonly left?: string | undefined;
  readonly onStop?: (() => void) | undefined;
}

/** Long work: what, how far, how long, and Stop. A total of 0 means that nobody knows. */
export function Progress({ stage, done, total, unit, left, onStop }: ProgressProps) {
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={stage}
        aria-valuemin={0}
        aria-valuemax={total || undefined}
        aria-valuenow={total ? done : undefined}
      >
        <i style={{ width: total ? `${Math.min(100, (done / total) * 100)}%` : '30%' }} />
      </div>
      <div className={styles.progressLine}>
        <span>
          <b>{stage}</b>
          {done > 0 && (
            <>
              , {done.toLocaleString('en')}
              {total > 0 && ` of ${total.toLocaleString('en')}`} {unit}
            </>
          )}
          {left && `, ${left} left`}
        </span>
        {onStop && (
          <Button small onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
    </div>
  );
}
