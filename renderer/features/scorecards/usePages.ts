/** The rows behind a figure, page by page: the engine hands out the next page when it is asked for. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FigureSpec } from '../../../analytics/api/documents/query.ts';
import type { ColumnInfo } from '../../../analytics/api/results.ts';
import { decodeTable, type Table } from '../../../analytics/present/table.ts';
import { call } from '../../transport/connection.ts';

/** Pages kept for going back; the engine only goes forward. */
const KEPT = 12;

interface Loaded {
  readonly columns: readonly ColumnInfo[];
  readonly pages: readonly Table[];
  /** Rows before the first page kept. */
  readonly dropped: number;
  readonly cursor: string | null;
  readonly totalRows: number;
}

export interface Pages {
  readonly page: Table | undefined;
  /** Place of the page's first row among all, from 0. */
  readonly from: number;
  readonly totalRows: number;
  readonly busy: boolean;
  readonly error: unknown;
  readonly next: (() => void) | null;
  readonly back: (() => void) | null;
}

export function usePages(figure: FigureSpec, part: 'numerator' | 'denominator' | undefined, enabled: boolean): Pages {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const asked = JSON.stringify([figure, part]);
  const newest = useRef(asked);
  newest.current = asked;

  useEffect(() => {
    if (!enabled) return;
    const [of, side] = JSON.parse(asked) as [FigureSpec, typeof part];
    const stop = new AbortController();
    let cursor: string | null = null;
    setBusy(true);
    setError(null);
    call('query.rows', { figure: of, ...(side ? { part: side } : {}) }, { signal: stop.signal }).then(
      (reply) => {
        cursor = reply.cursor;
        setAt(0);
        setLoaded({
          columns: reply.columns,
          pages: [decodeTable(reply.columns, [reply.batch])],
          dropped: 0,
          cursor,
          totalRows: reply.totalRows,
        });
        setBusy(false);
      },
      (thrown: unknown) => {
        if (stop.signal.aborted) return;
        setError(thrown);
        setBusy(false);
      },
    );
    return () => {
      stop.abort();
      if (cursor !== null) call('cursor.close', { cursor }).catch(() => undefined);
    };
  }, [asked, enabled]);

  const fetchNext = useCallback(async (): Promise<void> => {
    if (loaded?.cursor == null) return;
    setBusy(true);
    try {
      const { batch, cursor } = await call('cursor.next', { cursor: loaded.cursor });
      // The next page of another figure than the one on the screen by now is nobody's.
      if (newest.current !== asked) return;
      const pages = [...loaded.pages, decodeTable(loaded.columns, [batch])];
      const over = pages.length > KEPT ? pages[0] : undefined;
      setLoaded({
        ...loaded,
        cursor,
        pages: over ? pages.slice(1) : pages,
        dropped: loaded.dropped + (over?.rows ?? 0),
      });
      setAt(over ? at : at + 1);
    } catch (thrown) {
      if (newest.current === asked) setError(thrown);
    } finally {
      if (newest.current === asked) setBusy(false);
    }
  }, [asked, loaded, at]);

  const pages = loaded?.pages ?? [];
  const from = (loaded?.dropped ?? 0) + pages.slice(0, at).reduce((rows, page) => rows + page.rows, 0);
  const further = at < pages.length - 1;
  return {
    page: pages[at],
    from,
    totalRows: loaded?.totalRows ?? 0,
    busy,
    error,
    next: further ? () => setAt(at + 1) : loaded?.cursor != null ? () => void fetchNext() : null,
    back: at > 0 ? () => setAt(at - 1) : null,
  };
}
