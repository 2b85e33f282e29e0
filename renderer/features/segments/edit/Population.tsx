/** Who is segmented: all partners enrolled on the day, or some of them. */
import type { DimensionId } from '../../../../analytics/api/documents/query.ts';
import type { Segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import { FilterChips } from '../../../parts/FilterChips.tsx';
import { Section } from '../../../parts/Section.tsx';
import { PARTNER_ATTRIBUTES } from './attributes.ts';
import styles from './Edit.module.css';
import type { Edit } from './edit.ts';

const DIMS: readonly DimensionId[] = PARTNER_ATTRIBUTES;

interface PopulationProps {
  readonly document: Segmentation;
  readonly onEdit: Edit;
}

export function Population({ document, onEdit }: PopulationProps) {
  const { where } = document;
  return (
    <Section title="Who" basis={where.length === 0 ? 'all partners enrolled on the day' : 'enrolled partners, only'}>
      <div className={styles.chips}>
        <FilterChips
          name="the partners"
          dims={DIMS}
          filters={where}
          onChange={(next, label) => onEdit({ ...document, where: next }, label)}
        />
      </div>
    </Section>
  );
}
