/** Names, colours and advice of the segments, where the document has a place for them. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  ADVICE,
  SEGMENT_COLOURS,
  type Segmentation,
  type SegmentName,
} from '../../../../analytics/api/documents/segmentation.ts';
import type { SegmentProfile, SegmentRun } from '../../../../analytics/api/segments.ts';
import { valueAt, withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import { SegmentMark } from '../SegmentMark.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import type { Edit } from './edit.ts';

interface NamesProps {
  readonly run: SegmentRun;
  readonly onEdit: Edit;
}

export function Names({ run, onEdit }: NamesProps) {
  const { draft } = useSegmentWork();
  const [open, setOpen] = useState<string | null>(null);
  const { document } = draft;
  return (
    <Section title="Names" basis="what each segment is and what to do">
      <ul>
        {run.segments.map((segment, index) => (
          <li key={segment.id}>
            <button
              type="button"
              className={styles.pick}
              aria-expanded={open === segment.id}
              onClick={() => setOpen(open === segment.id ? null : segment.id)}
            >
              <SegmentMark colour={segment.colour}>{segment.label}</SegmentMark>
            </button>
            {open === segment.id && (
              <NameFields
                segment={segment}
                onChange={(part, label, gesture) => onEdit(renamed(document, segment, index, part), label, gesture)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface NameFieldsProps {
  readonly segment: SegmentProfile;
  readonly onChange: (part: Partial<SegmentName>, label: string, gesture?: string) => void;
}

function NameFields({ segment, onChange }: NameFieldsProps) {
  const { id, label, colour, advice, meaning } = segment;
  return (
    <div className={styles.form}>
      <TextInput
        label="Name"
        size="xs"
        maxLength={60}
        key={label}
        defaultValue={label}
        onBlur={({ currentTarget: { value } }) =>
          value.trim() !== '' && value !== label && onChange({ label: value.trim() }, `${label} is called ${value}`)
        }
      />
      <Select
        label="Colour"
        size="xs"
        w={100}
        data={[...SEGMENT_COLOURS]}
        value={colour}
        onChange={(next) => {
          const chosen = SEGMENT_COLOURS.find((one) => one === next);
          if (chosen) onChange({ colour: chosen }, `${label} in ${chosen}`);
        }}
      />
      <Select
        label="What to do"
        size="xs"
        w={100}
        data={[...ADVICE]}
        value={advice}
        onChange={(next) => {
          const chosen = ADVICE.find((one) => one === next);
          if (chosen) onChange({ advice: chosen }, `${label}: ${chosen}`);
        }}
      />
      <Textarea
        label="In a sentence"
        size="xs"
        w="100%"
        autosize
        minRows={2}
        maxLength={400}
        key={`${id} ${meaning}`}
        defaultValue={meaning}
        onBlur={({ currentTarget: { value } }) =>
          value.trim() !== '' && value !== meaning && onChange({ meaning: value.trim() }, `${label} described`)
        }
      />
    </div>
  );
}

/** The document with a segment named otherwise; cells and clusters that had no name yet get their place. */
function renamed(
  document: Segmentation,
  { id, cell }: SegmentProfile,
  index: number,
  part: Partial<SegmentName>,
): Segmentation {
  const { by } = document;
  if ('matrix' in by && cell) {
    const key = `${cell[0]},${cell[1]}`;
    return { ...document, by: { ...by, cells: { ...by.cells, [key]: { id, ...by.cells[key], ...part } } } };
  }
  if ('kmeans' in by) {
    const names = Array.from(
      { length: Math.max(by.names.length, index + 1) },
      (_, at) => by.names[at] ?? { id: `Cluster ${at + 1}` },
    );
    return { ...document, by: { ...by, names: names.map((name, at) => (at === index ? { ...name, ...part } : name)) } };
  }
  const list = 'rules' in by ? 'rules' : 'patterns';
  const segments = valueAt(document, `by.${list}`) as readonly SegmentName[] | undefined;
  const at = segments?.findIndex((one) => one.id === id) ?? -1;
  const place = at >= 0 ? `by.${list}.${at}` : 'by.otherwise';
  return withValueAt(document, place, { ...(valueAt(document, place) as object), ...part });
}
