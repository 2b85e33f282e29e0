/** Partners that somebody moved by hand, with the reason; each can be taken back. */
import { useRef } from 'react';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall, useCommand } from '../../../transport/calls.ts';
import styles from '../Segments.module.css';
import edit from './Edit.module.css';

interface ManualMovesProps {
  readonly segmentation: number;
  readonly run: SegmentRun;
}

export function ManualMoves({ segmentation, run }: ManualMovesProps) {
  const { data = [] } = useCall('segment.moves', { id: segmentation });
  const unmove = useCommand('segment.unmove');
  const locale = useLocale();
  const here = useRef<HTMLDivElement>(null);
  /** The button goes with the move: the keyboard goes on where it stood. */
  const takeBack = (id: number): void =>
    unmove.mutate({ id }, { onSuccess: () => here.current?.focus({ preventScroll: true }) });
  return (
    <div ref={here} tabIndex={-1} className={edit.moves}>
      {data.length > 0 && (
        <Section title={`${data.length} moved by hand`} basis="stay where they were put">
          {unmove.error && <Failed what="The move was not taken back" error={unmove.error} />}
          <ul className={styles.say}>
            {data.map(({ id, name, partner, segment, reason, from, until }) => (
              <li key={id}>
                <b>{name ?? partner}</b> to {run.segments.find((one) => one.id === segment)?.label ?? segment} from{' '}
                {formatDate(from, locale)}
                {until !== null && ` until ${formatDate(until, locale)}`}: {reason}{' '}
                <button type="button" className="link" onClick={() => takeBack(id)}>
                  Take back
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
