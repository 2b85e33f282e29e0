/** A search runs until it has found something, is stopped, or another one begins. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { Events, Params } from '../../../../analytics/api/methods.ts';
import type { SearchResult } from '../../../../analytics/api/tiers.ts';
import { call } from '../../../transport/connection.ts';

export type Search =
  | { readonly phase: 'ready' }
  | { readonly phase: 'searching'; readonly progress: Events['progress'] | null }
  /** `program` is the one that was searched, whatever has been edited since. */
  | { readonly phase: 'found'; readonly result: SearchResult; readonly program: TierProgram }
  | { readonly phase: 'failed'; readonly error: unknown };

type Question = Omit<Params<'tier.search'>, 'program'> & { readonly program: TierProgram };

export function useSearch(): {
  readonly search: Search;
  readonly start: (question: Question) => void;
  readonly stop: () => void;
} {
  const [search, setSearch] = useState<Search>({ phase: 'ready' });
  const running = useRef<AbortController | null>(null);
  const stop = useCallback((): void => {
    running.current?.abort();
    running.current = null;
    setSearch({ phase: 'ready' });
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback((question: Question): void => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const tell = (next: Search): void => {
      if (running.current === control) setSearch(next);
    };
    tell({ phase: 'searching', progress: null });
    call('tier.search', question, {
      signal: control.signal,
      onProgress: (progress) => tell({ phase: 'searching', progress }),
    }).then(
      (result) => tell({ phase: 'found', result, program: question.program }),
      (error: unknown) => tell({ phase: 'failed', error }),
    );
  }, []);
  return { search, start, stop };
}
