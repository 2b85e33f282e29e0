/** Partners that somebody moved by hand, with the reason; each can be taken back. */
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall, useCommand } from '../../../transport/calls.ts';
import styles from '../Segments.module.css';

interface ManualMovesProps {
  readonly segmentation: number;
  readonly run: SegmentRun;
}

export function ManualMoves({ segmentation, run }: ManualMovesProps) {
  const { data = [] } = useCall('segment.moves', { id: segmentation });
  const unmove = useCommand('segment.unmove');
  const locale = useLocale();
  if (data.length === 0) return null;
  return (
    <Section title={`${data.length} moved by hand`} basis="stay where they were put">
      {unmove.error && <Failed what="The move was not taken back" error={unmove.error} />}
      <ul className={styles.say}>
        {data.map(({ id, name, partner, segment, reason, from, until }) => (
          <li key={id}>
            <b>{name ?? partner}</b> to {run.segments.find((one) => one.id === segment)?.label ?? segment} from{' '}
            {formatDate(from, locale)}
            {until !== null && ` until ${formatDate(until, locale)}`}: {reason}{' '}
            <button type="button" className="link" onClick={() => unmove.mutate({ id })}>
              Take back
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
