/** Recency, frequency, money: over which window, and how figures become scores. */
import { Select } from '@mantine/core';
import type { Segmentation, SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import type { Edit } from './edit.ts';

const MONTHS = [6, 12, 24, 36];

interface RfmEditorProps {
  readonly by: Extract<SegmentMethod, { rfm: unknown }>;
  readonly onEdit: Edit;
}

export function RfmEditor({ by, onEdit }: RfmEditorProps) {
  const { draft } = useSegmentWork();
  const { window, scores } = by.rfm;
  const months = window.kind === 'trailing' && window.unit === 'month' ? window.count : null;
  return (
    <Section title="Scores" basis="1 to 5 an axis, 5 the best">
      <Select
        label="Window"
        size="xs"
        data={[...new Set([...MONTHS, ...(months === null ? [] : [months])])].map((count) => ({
          value: String(count),
          label: `trailing ${count} months`,
        }))}
        value={months === null ? null : String(months)}
        placeholder="as the document says"
        onChange={(count) =>
          count !== null &&
          onEdit(
            withValueAt(draft.document, 'by.rfm.window', {
              kind: 'trailing',
              count: Number(count),
              unit: 'month',
            }) as Segmentation,
            `Window of ${count} months`,
          )
        }
      />
      <p className={styles.say}>
        {scores === 'rank'
          ? 'By rank among all partners: equal figures share a score.'
          : 'By fixed breaks, as the document has them.'}
      </p>
    </Section>
  );
}
