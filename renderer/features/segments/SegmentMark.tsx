/** A segment by its colour and name: the colour never stands alone. `<SegmentMark colour="blue">Stars</SegmentMark>` */
import type { ReactNode } from 'react';
import type { SegmentColour } from '../../../analytics/api/documents/segmentation.ts';
import { colourOf } from './colours.ts';
import styles from './Segments.module.css';

export function SegmentMark({ colour, children }: { readonly colour: SegmentColour; readonly children: ReactNode }) {
  return (
    <span className={styles.mark}>
      <i style={{ background: colourOf(colour) }} aria-hidden="true" />
      <span className="ellipsis">{children}</span>
    </span>
  );
}
