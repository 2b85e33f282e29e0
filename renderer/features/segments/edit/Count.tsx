/** How many partners a segment has in the picture, beside its colour; nothing while the picture does not know it yet. */
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { SegmentMark } from '../SegmentMark.tsx';
import styles from './Edit.module.css';

interface CountProps {
  readonly run: SegmentRun;
  readonly id: string;
}

export function Count({ run, id }: CountProps) {
  const locale = useLocale();
  const segment = run.segments.find((one) => one.id === id);
  if (!segment) return null;
  return (
    <span className={styles.count} title={countWords(segment.partners, 'partner', locale)}>
      <SegmentMark colour={segment.colour}>{segment.partners.toLocaleString(locale)}</SegmentMark>
    </span>
  );
}
