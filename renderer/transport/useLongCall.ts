/** A call that somebody starts and waits for: it tells how far it is, can be stopped, and the newest one counts. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Events, MethodName, Params, Result } from '../../analytics/api/methods.ts';
import { call } from './connection.ts';

export type LongCall<M extends MethodName, Q extends Params<M> = Params<M>> =
  | { readonly phase: 'ready' }
  | { readonly phase: 'running'; readonly progress: Events['progress'] | null }
  /** `asked` is what was asked, whatever has been edited since. */
  | { readonly phase: 'done'; readonly result: Result<M>; readonly asked: Q }
  | { readonly phase: 'failed'; readonly error: unknown };

export function useLongCall<M extends MethodName, Q extends Params<M> = Params<M>>(
  method: M,
): {
  readonly state: LongCall<M, Q>;
  readonly start: (asked: Q) => void;
  readonly stop: () => void;
} {
  const [state, setState] = useState<LongCall<M, Q>>({ phase: 'ready' });
  const running = useRef<AbortController | null>(null);
  const stop = useCallback((): void => {
    running.current?.abort();
    running.current = null;
    setState({ phase: 'ready' });
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(
    (asked: Q): void => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      const tell = (next: LongCall<M, Q>): void => {
        if (running.current === control) setState(next);
      };
      tell({ phase: 'running', progress: null });
      call(method, asked, {
        signal: control.signal,
        onProgress: (progress) => tell({ phase: 'running', progress }),
      }).then(
        (result) => tell({ phase: 'done', result, asked }),
        (error: unknown) => tell({ phase: 'failed', error }),
      );
    },
    [method],
  );
  return { state, start, stop };
}
