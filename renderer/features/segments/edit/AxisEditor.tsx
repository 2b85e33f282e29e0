/** One axis of a matrix: what it measures, and where it is cut. */
import { NumberInput, Select } from '@mantine/core';
import type { Cut, Segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useLocale, useMetrics } from '../../../shell/workspace.ts';
import { writeFigure } from '../figure.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import type { Edit } from './edit.ts';

interface AxisEditorProps {
  readonly name: string;
  readonly axis: 'x' | 'y';
  readonly run: SegmentRun;
  readonly onEdit: Edit;
}

const CUTS = [
  { value: 'median', label: 'Median' },
  { value: 'quantiles', label: 'Thirds' },
  { value: 'fixed', label: 'Fixed' },
] as const;
type CutKind = (typeof CUTS)[number]['value'];

const kindOf = (cut: Cut): CutKind => ('median' in cut ? 'median' : 'quantiles' in cut ? 'quantiles' : 'fixed');

export function AxisEditor({ name, axis, run, onEdit }: AxisEditorProps) {
  const { draft } = useSegmentWork();
  const locale = useLocale();
  const metrics = useMetrics();
  const { document } = draft;
  if (!('matrix' in document.by)) return null;
  const { measure, profile, cut } = document.by.matrix[axis];
  const shown = run[axis];
  const place = `by.matrix.${axis}`;
  const cutTo = (next: Cut, label: string, gesture?: string): void =>
    onEdit(withValueAt(document, `${place}.cut`, next) as Segmentation, label, gesture);
  const cutAs = (kind: CutKind): void => {
    if (kind === 'median') cutTo({ median: true }, `${name}: cut at the median`);
    else if (kind === 'quantiles') cutTo({ quantiles: [1 / 3, 2 / 3] }, `${name}: cut in thirds`);
    // Where it is cut now, as figures that can be moved.
    else cutTo({ fixed: [...shown.cuts] }, `${name}: cut at fixed figures`);
  };
  return (
    <Section title={`${name}: ${shown.feature.label}`} basis={profile ? `score of ${profile.name}` : undefined}>
      {measure && (
        <Select
          label="Measure"
          size="xs"
          searchable
          data={[...metrics.values()].map(({ id, label }) => ({ value: id, label }))}
          value={measure.metric}
          onChange={(metric) =>
            metric !== null &&
            onEdit(
              withValueAt(document, `${place}.measure.metric`, metric) as Segmentation,
              `${name}: ${metrics.get(metric)?.label ?? metric}`,
            )
          }
        />
      )}
      {profile && (
        <ul className={styles.say}>
          {profile.criteria.map(({ id, label, weight }) => (
            <li key={id}>
              {label ?? id}, weight {weight}
            </li>
          ))}
        </ul>
      )}
      <Segmented label={`${name}, cut`} value={kindOf(cut)} options={CUTS} onChange={cutAs} />
      {'fixed' in cut ? (
        <div className={styles.form}>
          {cut.fixed.map((value, index) => (
            <NumberInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a cut is its place
              key={index}
              label={`Cut ${index + 1}`}
              size="xs"
              w={100}
              hideControls
              thousandSeparator=","
              value={Number(value)}
              onChange={(next) =>
                typeof next === 'number' &&
                cutTo(
                  { fixed: cut.fixed.map((one, at) => (at === index ? String(next) : one)) },
                  `${name}: cut at ${next}`,
                  `${axis} ${index}`,
                )
              }
            />
          ))}
        </div>
      ) : (
        <p className="small">
          at{' '}
          {shown.cuts.map((value) => writeFigure(value, shown.feature.unit, locale)).join(' and ') || 'nothing to cut'}
        </p>
      )}
    </Section>
  );
}
