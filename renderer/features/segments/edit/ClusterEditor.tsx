/** Clusters: how many, from which figures, and the seed that makes a run repeatable. */
import { NumberInput, Select } from '@mantine/core';
import type { Segmentation, SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import { useMetrics } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import type { Edit } from './edit.ts';

interface ClusterEditorProps {
  readonly by: Extract<SegmentMethod, { kmeans: unknown }>;
  readonly onEdit: Edit;
}

export function ClusterEditor({ by, onEdit }: ClusterEditorProps) {
  const { draft } = useSegmentWork();
  const metrics = useMetrics();
  const { features, k, seed } = by.kmeans;
  const set = (field: string, value: unknown, label: string): void =>
    onEdit(withValueAt(draft.document, `by.kmeans.${field}`, value) as Segmentation, label);
  return (
    <Section title="Explore" basis="partners that are alike, found by their figures">
      <div className={styles.form}>
        <Select
          label="Clusters"
          size="xs"
          w={120}
          data={['auto', ...Array.from({ length: 11 }, (_, more) => String(more + 2))]}
          value={String(k)}
          onChange={(next) => next !== null && set('k', next === 'auto' ? next : Number(next), `${next} clusters`)}
        />
        <NumberInput
          label="Seed"
          size="xs"
          w={90}
          min={0}
          hideControls
          value={seed}
          onChange={(next) => typeof next === 'number' && set('seed', next, `Seed ${next}`)}
        />
      </div>
      <ul className={styles.say}>
        {features.map(({ metric, log }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a feature is its place
          <li key={index}>
            {metrics.get(metric)?.label ?? metric}
            {log && ', logarithm'}{' '}
            {features.length > 1 && (
              <button
                type="button"
                className="link"
                aria-label={`Leave ${metrics.get(metric)?.label ?? metric} out`}
                onClick={() =>
                  set(
                    'features',
                    features.filter((_, at) => at !== index),
                    `Without ${metrics.get(metric)?.label ?? metric}`,
                  )
                }
              >
                leave out
              </button>
            )}
          </li>
        ))}
      </ul>
      <Select
        label="Add a figure"
        size="xs"
        searchable
        data={[...metrics.values()].map(({ id, label }) => ({ value: id, label }))}
        value={null}
        onChange={(metric) =>
          metric !== null &&
          set(
            'features',
            [...features, { metric, filter: [], window: { kind: 'trailing', count: 12, unit: 'month' } }],
            `With ${metrics.get(metric)?.label ?? metric}`,
          )
        }
      />
    </Section>
  );
}
