/** Before a program is open: four ways to begin one, and where partners stand today beside their level. */
import { Activity, useState } from 'react';
import { Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useCall } from '../../../transport/calls.ts';
import type { Begin } from './begin.ts';
import { Infer } from './Infer.tsx';
import { JsonText } from './JsonText.tsx';
import { PasteGrid } from './PasteGrid.tsx';
import { Placement } from './Placement.tsx';
import styles from './Start.module.css';
import { Templates } from './Templates.tsx';

const WAYS = [
  {
    value: 'infer',
    label: 'From levels in force',
    Way: Infer,
    basis: 'thresholds that explain who has which level today',
  },
  { value: 'paste', label: 'Paste a grid', Way: PasteGrid, basis: 'criteria × levels, as your program guide has them' },
  { value: 'template', label: 'Template', Way: Templates, basis: 'shapes of published programs, to be changed' },
  { value: 'json', label: 'JSON', Way: JsonText, basis: 'a program document as the terminal reads it' },
] as const;
type WayId = (typeof WAYS)[number]['value'];

interface StartViewProps {
  /** Makes the program a draft of the workspace and opens it. */
  readonly onBegin: Begin;
}

export function StartView({ onBegin }: StartViewProps) {
  const placement = useCall('tier.placement', {});
  const [picked, choose] = useState<WayId | null>(null);
  // Without levels in force there is nothing to infer from.
  const chosen = picked ?? (placement.error ? 'template' : 'infer');
  const { basis } = WAYS.find(({ value }) => value === chosen) ?? WAYS[0];
  return (
    <div className={styles.columns}>
      <Section title="Begin a program" basis={basis}>
        <div className={styles.ways}>
          <Segmented label="Begin from" value={chosen} options={WAYS} onChange={choose} />
        </div>
        {WAYS.map(({ value, Way }) => (
          // What was typed stays while another way is looked at.
          <Activity key={value} mode={value === chosen ? 'visible' : 'hidden'}>
            <Way onBegin={onBegin} />
          </Activity>
        ))}
      </Section>
      <Placement />
    </div>
  );
}
