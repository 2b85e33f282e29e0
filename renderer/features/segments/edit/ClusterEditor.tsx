/** Clusters: how many, from which figures, and the seed that makes a run repeatable. */
import { IconPlus, IconX } from '@tabler/icons-react';
import type { SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import type { Unit } from '../../../../analytics/api/results.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { newMeasure, unitOf } from '../../../measures/measure.ts';
import { useMetricChoices } from '../../../measures/useMetricChoices.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { Choose } from '../../../parts/Choose.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useMetrics } from '../../../shell/workspace.ts';
import { useSegmentWork } from '../SegmentWork.ts';
import styles from './Edit.module.css';
import type { Edit } from './edit.ts';

type Clusters = Extract<SegmentMethod, { kmeans: unknown }>;
type Feature = Clusters['kmeans']['features'][number];

interface ClusterEditorProps {
  readonly by: Clusters;
  readonly onEdit: Edit;
}

const NUMBERS = Array.from({ length: 11 }, (_, more) => String(more + 2));
const K_CHOICES = [
  { value: 'auto', label: 'as many as fit best' },
  ...NUMBERS.map((count) => ({ value: count, label: count })),
];
const SCALES = [
  { value: 'plain', label: 'as it is' },
  { value: 'log', label: 'by its logarithm' },
] as const;
/** What is spread over orders of magnitude is taken by its logarithm where the document does not say. */
const LOGGED: readonly Unit[] = ['money', 'count', 'quantity'];

export function ClusterEditor({ by, onEdit }: ClusterEditorProps) {
  const { draft } = useSegmentWork();
  const metrics = useMetrics();
  const choices = useMetricChoices();
  const { features, k, seed, restarts } = by.kmeans;
  const edit = (next: Partial<Clusters['kmeans']>, label: string): void =>
    onEdit({ ...draft.document, by: { ...by, kmeans: { ...by.kmeans, ...next } } }, label);
  const withFeatures = (next: readonly Feature[], label: string): void => edit({ features: [...next] }, label);
  return (
    <Section title="Explore" basis="partners that are alike">
      <p className={measures.sentence}>
        Clusters:{' '}
        <Word
          name="Clusters"
          value={String(k)}
          choices={K_CHOICES}
          onChoose={(next) => edit({ k: next === 'auto' ? next : Number(next) }, `${next} clusters`)}
        />
        . Seed{' '}
        <FigureField
          label="Seed"
          unit="quantity"
          value={String(seed)}
          onSet={(next) => edit({ seed: Number(next) }, `Seed ${next}`)}
        />
        , the best of{' '}
        <FigureField
          label="Restarts"
          unit="quantity"
          value={String(restarts)}
          onSet={(next) => edit({ restarts: Number(next) }, `${next} restarts`)}
        />{' '}
        runs, by
      </p>
      <ul className={styles.parts}>
        {features.map((feature, index) => {
          const label = metrics.get(feature.metric)?.label ?? feature.metric;
          const log = feature.log ?? LOGGED.includes(unitOf(feature, metrics));
          const name = `figure ${index + 1}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a feature is its place
            <li key={index} className={styles.line}>
              <p className={measures.sentence}>
                <MeasureWords
                  name={name}
                  measure={feature}
                  onChange={(next, words) => withFeatures(features.with(index, next), words)}
                >
                  ,{' '}
                  <Word
                    name={`Scale of ${name}`}
                    value={log ? 'log' : 'plain'}
                    choices={SCALES}
                    onChoose={(scale) =>
                      withFeatures(
                        features.with(index, { ...feature, log: scale === 'log' }),
                        `${label} ${scale === 'log' ? 'by its logarithm' : 'as it is'}`,
                      )
                    }
                  />
                </MeasureWords>
              </p>
              {features.length > 1 && (
                <IconButton
                  icon={IconX}
                  className={styles.small}
                  label={`Leave ${label} out`}
                  onClick={() => withFeatures(features.toSpliced(index, 1), `Without ${label}`)}
                />
              )}
            </li>
          );
        })}
      </ul>
      <Choose
        name="A figure to find clusters by"
        choices={choices}
        onChoose={(id) => {
          const metric = metrics.get(id);
          if (metric) withFeatures([...features, newMeasure(metric)], `With ${metric.label}`);
        }}
      >
        <Button small kind="quiet" icon={IconPlus}>
          Add a figure
        </Button>
      </Choose>
    </Section>
  );
}
